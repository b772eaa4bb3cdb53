"""Pure functions over days: how calendars cut time, which days are worked, when a report is due."""

from .deadlines import (
    SATURDAY,
    Due,
    DueTooSoon,
    Term,
    WorkingDays,
    due_day,
    earliest_due,
    usual_term,
)
from .lists import BadLine, ListedDay, read_days
from .spans import (
    MONTHS,
    NoSuchPeriod,
    Span,
    before,
    cut_by,
    label_of,
    parts_of,
    place_of,
    places_in,
    span_of,
    today,
)

__all__ = [
    "MONTHS",
    "SATURDAY",
    "BadLine",
    "Due",
    "DueTooSoon",
    "ListedDay",
    "NoSuchPeriod",
    "Span",
    "Term",
    "WorkingDays",
    "before",
    "cut_by",
    "due_day",
    "earliest_due",
    "label_of",
    "parts_of",
    "place_of",
    "places_in",
    "read_days",
    "span_of",
    "today",
    "usual_term",
]
