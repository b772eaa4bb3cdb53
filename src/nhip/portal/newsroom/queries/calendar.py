"""What happened to articles and what is to happen, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.timezone import localtime, make_aware

from nhip.portal.news.models import ArticlePage, SignedAhead

from ..choices import CalendarSpan, NewsEvent
from ..models import HandedIn
from ..rules import shown_days

Event = tuple[datetime, int, str, NewsEvent]


@dataclass(frozen=True)
class NewsDay:
    """A day with its first events, (moment, article, title, kind), and how many are left out."""

    day: date
    events: list[Event]
    left_out: int
    is_asked: bool
    is_today: bool

    @property
    def look(self) -> str:
        """Return how it is drawn: beside the month that was asked for, or free."""
        return "" if self.is_asked and self.events else "free" if self.is_asked else "beside"


@dataclass(frozen=True)
class NewsCalendar:
    """Whole weeks, from a Monday to a Sunday; `before` and `after` are days of its neighbours."""

    span: CalendarSpan
    on: date
    days: list[NewsDay]

    @property
    def before(self) -> date:
        """Return a day of the span before this one."""
        return self.days[0].day - timedelta(days=1) if self._is_week else self._first - _DAY

    @property
    def after(self) -> date:
        """Return a day of the span after this one."""
        return self.days[-1].day + _DAY if self._is_week else self._first + timedelta(days=32)

    @property
    def _first(self) -> date:
        return self.on.replace(day=1)

    @property
    def _is_week(self) -> bool:
        return self.span == CalendarSpan.WEEK


_DAY = timedelta(days=1)


def calendar(span: CalendarSpan, on: date, today: date) -> NewsCalendar:
    """Return the month or week around a day; four queries, however much happens."""
    days = shown_days(span, on)
    begin, end = (make_aware(datetime.combine(day, time())) for day in (days[0], days[-1] + _DAY))
    found: dict[date, list[Event]] = {day: [] for day in days}
    for event in sorted(_events(begin, end)):
        found[localtime(event[0]).date()].append(event)
    return NewsCalendar(
        span,
        on,
        [
            NewsDay(
                day,
                events[: span.most_a_day],
                max(0, len(events) - span.most_a_day),
                span == CalendarSpan.WEEK or day.month == on.month,
                day == today,
            )
            for day, events in found.items()
        ],
    )


def _events(begin: datetime, end: datetime) -> Iterator[Event]:
    live: Any = ArticlePage.objects.live()
    ahead = SignedAhead.objects.all()
    at_step = HandedIn.objects.waiting().filter(page__signed_ahead=None)
    for kind, rows, moment, page in (
        (NewsEvent.PUBLISHED, live, "first_published_at", ""),
        (NewsEvent.GOES_OUT, ahead, "due_at", "page__"),
        (NewsEvent.EXPIRES, live, "expire_at", ""),
        (NewsEvent.STEP_DUE, at_step, "due_at", "page__"),
    ):
        within = rows.filter(**{f"{moment}__gte": begin, f"{moment}__lt": end}).order_by()
        for at, pk, title in within.values_list(moment, f"{page}pk", f"{page}draft_title"):
            yield at, pk, title, kind
