"""Reads over indicators and values: totals, how a total is made, and figures for texts."""

from .comparing import Compared, UnitTotal, children_totals, compared
from .explanations import (
    Carried,
    ExplainedEntry,
    Explanation,
    NamedWindow,
    entries,
    explain,
    windows,
)
from .grounds import Window
from .lists import CountedList, ReportRows
from .owed import Owed, periods_owed
from .reading import Spoken, counting, said_in, spoken, trees_of_periods
from .samples import has_samples
from .source import (
    TODAY,
    IndicatorSource,
    asked_query,
    explain_address,
    ratios_of,
    with_ratios,
)
from .totals import total, totals
from .words import Item, Total

__all__ = [
    "TODAY",
    "Carried",
    "Compared",
    "CountedList",
    "ExplainedEntry",
    "Explanation",
    "IndicatorSource",
    "Item",
    "NamedWindow",
    "Owed",
    "ReportRows",
    "Spoken",
    "Total",
    "UnitTotal",
    "Window",
    "asked_query",
    "children_totals",
    "compared",
    "counting",
    "entries",
    "explain",
    "explain_address",
    "has_samples",
    "periods_owed",
    "ratios_of",
    "said_in",
    "spoken",
    "total",
    "totals",
    "trees_of_periods",
    "windows",
    "with_ratios",
]
