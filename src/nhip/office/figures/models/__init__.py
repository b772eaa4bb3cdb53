"""What texts cite, and what was decided about it."""

from .pins import CITED, CitedAnswer, CitedValue, Decision, Pin, Pins, Question
from .releases import Release, Releases

__all__ = [
    "CITED",
    "CitedAnswer",
    "CitedValue",
    "Decision",
    "Pin",
    "Pins",
    "Question",
    "Release",
    "Releases",
]
