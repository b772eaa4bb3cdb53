"""When a step is late, and how an article is told from what it was a moment ago. No query, no clock."""

from calendar import Calendar
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .choices import CalendarSpan

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def mark_of(revision_id: int | None, saved_at: datetime | None) -> str:
    """Return what tells a draft from every other: an editor may save over the one saved before."""
    return f"{revision_id}.{saved_at.isoformat() if saved_at else ''}"


def time_left(due_at: datetime, at: datetime) -> str:
    """Say how long there is until then, or how long ago it was: whole days from the second one, else hours."""
    span = abs(due_at - at)
    if span >= 2 * DAY:
        count = span // DAY
        words = ngettext("%(n)d day", "%(n)d days", count)
    else:
        count = span // HOUR
        words = ngettext("%(n)d hour", "%(n)d hours", count)
    told = words % {"n": count} if count else _("less than an hour")
    return (_("late by %(span)s") if due_at < at else _("%(span)s left")) % {"span": told}


def shown_days(span: CalendarSpan, on: date) -> list[date]:
    """Return the days of the week around a day, or of all weeks that have days of its month."""
    if span == CalendarSpan.WEEK:
        monday = on - timedelta(days=on.weekday())
        return [monday + timedelta(days=n) for n in range(7)]
    return list(Calendar().itermonthdates(on.year, on.month))
