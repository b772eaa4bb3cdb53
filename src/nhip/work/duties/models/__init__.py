"""Regimes, what is owed by them, and how far the answers have come."""

from .answers import Answer
from .obligations import Extension, Obligation, Obligations, arising, checked_by
from .regimes import Regime, Regimes, Reuse

__all__ = [
    "Answer",
    "Extension",
    "Obligation",
    "Obligations",
    "Regime",
    "Regimes",
    "Reuse",
    "arising",
    "checked_by",
]
