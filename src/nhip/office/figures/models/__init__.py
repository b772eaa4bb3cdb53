"""What texts cite, and what was decided about it."""

from .pins import CITED, CitedAnswer, CitedValue, Decision, Pin, Pins, Question, Release

__all__ = [
    "CITED",
    "CitedAnswer",
    "CitedValue",
    "Decision",
    "Pin",
    "Pins",
    "Question",
    "Release",
]
