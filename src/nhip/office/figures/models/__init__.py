"""What texts cite, what moved it, and what was decided about it."""

from .answers import NumberAnswer, NumberAnswers
from .causes import Cause, Moving, Note
from .decisions import CitedValue, Decision
from .pins import (
    CITED,
    SEALED,
    TOLD,
    CitedAnswer,
    Comparison,
    Difference,
    Pin,
    Pins,
    Question,
)
from .releases import Release, Releases

__all__ = [
    "CITED",
    "SEALED",
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
