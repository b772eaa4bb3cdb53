"""What texts cite, and what was decided about it."""

from .answers import Answer, Answers
from .pins import CITED, CitedAnswer, CitedValue, Decision, Pin, Pins, Question, Release

__all__ = [
    "CITED",
    "Answer",
    "Answers",
    "CitedAnswer",
    "CitedValue",
    "Decision",
    "Pin",
    "Pins",
    "Question",
    "Release",
]
