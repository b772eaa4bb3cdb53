"""What is typed about regimes, about what units owe by them, and about what is asked once."""

from .questions import QuestionForm
from .regimes import ExcuseForm, ExtensionForm, OnceForm, RegimeForm, SeveralForm, UnitsField

__all__ = [
    "ExcuseForm",
    "ExtensionForm",
    "OnceForm",
    "QuestionForm",
    "RegimeForm",
    "SeveralForm",
    "UnitsField",
]
