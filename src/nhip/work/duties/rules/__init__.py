"""What holds for duties, over plain values: no query, no clock, no float."""

from .consequences import Consequence, PeriodLines, ReportLine
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
    places_from,
    state_of,
    with_more_time,
)
from .reminders import Missing, remind

__all__ = [
    "SOON",
    "Consequence",
    "Facts",
    "Missing",
    "PeriodLines",
    "ReportLine",
    "asked_periods",
    "check_term",
    "completeness_of",
    "days_late",
    "due_given",
    "facts_at",
    "is_late",
    "places_from",
    "remind",
    "state_of",
    "with_more_time",
]
