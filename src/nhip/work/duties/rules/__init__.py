"""What holds for duties, over plain values: no query, no clock, no float."""

from .obligations import (
    SOON,
    Facts,
    asked_periods,
    check_term,
    completeness_of,
    days_late,
    due_given,
    facts_at,
    is_late,
    state_of,
)
from .reminders import Missing, remind

__all__ = [
    "SOON",
    "Facts",
    "Missing",
    "asked_periods",
    "check_term",
    "completeness_of",
    "days_late",
    "due_given",
    "facts_at",
    "is_late",
    "remind",
    "state_of",
]
