"""Reads over indicators and values: totals, how a total is made, and figures for texts."""

from .explanations import Explanation, entries, explain, windows
from .source import IndicatorSource
from .totals import Item, Total, UnitTotal, children_totals, total, totals

__all__ = [
    "Explanation",
    "IndicatorSource",
    "Item",
    "Total",
    "UnitTotal",
    "children_totals",
    "entries",
    "explain",
    "total",
    "totals",
    "windows",
]
