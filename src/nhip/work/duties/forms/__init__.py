"""What is typed about regimes, about what units owe by them, and about what is asked once."""

from .decisions import RegimeDecision
from .grants import ExcuseForm, ExtensionForm, SeveralForm
from .living import DECISIONS
from .questions import QuestionForm
from .regimes import OnceForm, RegimeForm
from .waiting import AskTimeForm, DeclineForm

__all__ = [
    "DECISIONS",
    "AskTimeForm",
    "DeclineForm",
    "ExcuseForm",
    "ExtensionForm",
    "OnceForm",
    "QuestionForm",
    "RegimeDecision",
    "RegimeForm",
    "SeveralForm",
]
