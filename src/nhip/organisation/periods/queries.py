"""Finding periods that have been opened."""

from datetime import date

from .models import Calendar, Period
from .rules import before, place_of


def previous(period: Period) -> Period | None:
    """Return the period just before this one on its calendar."""
    year, index = before(period.kind, period.year, period.index)
    return _find(period.calendar_id, period.kind, year, index)


def same_last_year(period: Period) -> Period | None:
    """Return the period of this name one year earlier."""
    return _find(period.calendar_id, period.kind, period.year - 1, period.index)


def period_on(calendar: Calendar, kind: str, day: date) -> Period | None:
    """Return the period of this kind that the day falls in."""
    year, index = place_of(calendar.first_day, kind, day)
    return _find(calendar.pk, kind, year, index)


def _find(calendar_id: int, kind: str, year: int, index: int) -> Period | None:
    return Period.objects.filter(calendar_id=calendar_id, kind=kind, year=year, index=index).first()
