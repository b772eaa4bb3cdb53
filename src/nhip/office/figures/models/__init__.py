"""What texts cite, what moved it, and what was decided about it."""

from .answers import NumberAnswer, NumberAnswers
from .causes import Cause, Moving, Note
from .pins import (
    CITED,
    TOLD,
    CitedAnswer,
    CitedValue,
    Comparison,
    Decision,
    Difference,
    Pin,
    Pins,
    Question,
)
from .releases import Release, Releases

__all__ = [
    "CITED",
    "TOLD",
    "Cause",
    "CitedAnswer",
    "CitedValue",
    "Comparison",
    "Decision",
    "Difference",
    "Moving",
    "Note",
    "NumberAnswer",
    "NumberAnswers",
    "Pin",
    "Pins",
    "Question",
    "Release",
    "Releases",
]
