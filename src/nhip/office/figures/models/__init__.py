"""What texts cite, what moved it, and what was decided about it."""

from .causes import Cause, Moving
from .pins import CITED, TOLD, CitedAnswer, CitedValue, Decision, Pin, Pins, Question
from .releases import Release, Releases

__all__ = [
    "CITED",
    "TOLD",
    "Cause",
    "CitedAnswer",
    "CitedValue",
    "Decision",
    "Moving",
    "Pin",
    "Pins",
    "Question",
    "Release",
    "Releases",
]
