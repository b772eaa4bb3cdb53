"""Regimes, what is owed by them, and how far the answers have come."""

from .answers import Answer
from .changes import RegimeUnit, RegimeChange
from .obligations import Extension, Obligation, Obligations
from .regimes import Regime, Regimes, Reuse

__all__ = [
    "Answer",
    "Extension",
    "RegimeUnit",
    "Obligation",
    "Obligations",
    "Regime",
    "RegimeChange",
    "Regimes",
    "Reuse",
]
