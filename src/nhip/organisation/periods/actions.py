"""Opening periods."""

from .models import Calendar, Period
from .rules import span_of


def open_period(calendar: Calendar, kind: str, year: int, index: int) -> Period:
    """Return the period, made now if it was not yet there. Raises NoSuchPeriod."""
    span = span_of(calendar.first_day, kind, year, index)
    period, _created = Period.objects.get_or_create(
        calendar=calendar,
        kind=kind,
        year=year,
        index=index,
        defaults={"start_on": span.start_on, "end_on": span.end_on},
    )
    return period
