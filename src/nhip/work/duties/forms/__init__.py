"""What is typed about regimes, and about what units owe by them."""

from .living import DECISIONS, Decision
from .regimes import ExcuseForm, ExtensionForm, OnceForm, RegimeForm, SeveralForm, UnitsField

__all__ = [
    "DECISIONS",
    "Decision",
    "ExcuseForm",
    "ExtensionForm",
    "OnceForm",
    "RegimeForm",
    "SeveralForm",
    "UnitsField",
]
