"""Regimes, what is owed by them, and how far the answers have come."""

from .answers import Answer
from .asking import TimeRequest, TimeRequests
from .changes import RegimeChange, RegimeUnit
from .obligations import Extension, Obligation, Obligations, arising, checked_by
from .regimes import TOP, Regime, Regimes, Reuse

__all__ = [
    "TOP",
    "Answer",
    "Extension",
    "Obligation",
    "Obligations",
    "Regime",
    "RegimeChange",
    "RegimeUnit",
    "Regimes",
    "Reuse",
    "TimeRequest",
    "TimeRequests",
    "arising",
    "checked_by",
]
