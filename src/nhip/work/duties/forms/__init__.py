"""What is typed about regimes, and about what units owe by them."""

from .living import DECISIONS, RegimeDecision
from .regimes import ExcuseForm, ExtensionForm, OnceForm, RegimeForm, SeveralForm, UnitsField

__all__ = [
    "DECISIONS",
    "ExcuseForm",
    "ExtensionForm",
    "OnceForm",
    "RegimeDecision",
    "RegimeForm",
    "SeveralForm",
    "UnitsField",
]
