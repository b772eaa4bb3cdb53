"""Arithmetic of calendars."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

MONTHS = {"month": 1, "quarter": 3, "half": 6, "nine": 9, "year": 12, "five": 60}
ROMAN = ("I", "II", "III", "IV")
DAY = timedelta(days=1)

Place = tuple[int, int]
"""Year and number in the year."""


class NoSuchPeriod(ValueError):
    """A year has no such part: a fifth quarter, a third half; or no such parts at all."""


@dataclass(frozen=True)
class Span:
    """Days from `start_on` up to, not including, `end_on`."""

    start_on: date
    end_on: date

    @property
    def last_on(self) -> date:
        """Return the last day, as people say it."""
        return self.end_on - DAY


def today(at: datetime) -> date:
    """Return the day it is in the office at this moment, whatever day it is in UTC."""
    return timezone.localtime(at, timezone.get_default_timezone()).date()


def span_of(first_day: int, kind: str, year: int, index: int) -> Span:
    """Return the days of a period, e.g. the 2nd half of 2022. Raises NoSuchPeriod.

    A month begins on its 1st, or on `first_day` of the month before it (15: Decree 09/2019/NĐ-CP,
    art. 12; a year then runs from 15 December to 14 December). Longer periods are whole months;
    five years are those of a five-year plan (2021 to 2025). Weeks run from Monday to Sunday on
    every calendar, numbered as in ISO 8601: they are a lattice of their own.
    """
    if kind == "week":
        return _week(year, index)
    months = _months(kind, year, index)
    first = year * 12 + (index - 1) * months
    return Span(_beginning(first_day, first), _beginning(first_day, first + months))


def place_of(first_day: int, kind: str, day: date) -> Place:
    """Return the place of the period of this kind that a day falls in.

    Raises NoSuchPeriod for the last quarter of a year, which no nine months hold.
    """
    if kind == "week":
        year, week, _weekday = day.isocalendar()
        return year, week
    month = day.year * 12 + day.month - 1
    if first_day > 1 and day.day >= first_day:
        month += 1
    year, month = divmod(month, 12)
    if kind == "five":
        return year - (year - 1) % 5, 1
    index = month // MONTHS[kind] + 1
    _months(kind, year, index)
    return year, index


def before(kind: str, year: int, index: int) -> Place:
    """Return the place of the period just before this one."""
    if kind == "week":
        return place_of(1, kind, span_of(1, kind, year, index).start_on - DAY)
    if kind == "five":
        return year - 5, 1
    return (year, index - 1) if index > 1 else (year - 1, 12 // MONTHS[kind])


def places_in(kind: str, year: int) -> list[Place]:
    """Return the places of all periods of this kind that a year has."""
    return [place for index in range(1, 54) if _is_there(kind, place := (year, index))]


def parts_of(kind: str, year: int, index: int, part: str) -> list[Place]:
    """Return the finer periods that tile a period exactly. Raises NoSuchPeriod where they do not.

    Weeks tile nothing but themselves, and nine months are not made of halves.
    """
    if kind == part:
        return [(year, index)]
    if "week" in (kind, part) or MONTHS.get(kind, 0) % MONTHS.get(part, 7):
        raise NoSuchPeriod(f"{kind} by {part}")
    length, months = MONTHS[part], _months(kind, year, index)
    first = (index - 1) * months
    return [
        (year + month // 12, month % 12 // length + 1)
        for month in range(first, first + months, length)
    ]


def cut_by(window: Span, first_day: int, kind: str = "month") -> list[Place]:
    """Return the periods a window cuts: none when it is a union of whole periods of the calendar."""
    places = set()
    for day in (window.start_on, window.last_on):
        with suppress(NoSuchPeriod):  # a last quarter lies in no nine months
            places.add(place_of(first_day, kind, day))
    return [
        place
        for place in sorted(places)
        if (span := span_of(first_day, kind, *place)).start_on < window.start_on
        or span.end_on > window.end_on
    ]


def label_of(kind: str, year: int, index: int) -> str:
    """Return the name people use: "Quarter III/2022", "First six months of 2022"."""
    span_of(1, kind, year, index)
    names = {"index": index, "year": year, "last": year + 4}
    match kind:
        case "week":
            return _("Week %(index)d/%(year)d") % names
        case "month":
            return _("Month %(index)d/%(year)d") % names
        case "quarter":
            return _("Quarter %(index)s/%(year)d") % (names | {"index": ROMAN[index - 1]})
        case "half" if index == 1:
            return _("First six months of %(year)d") % names
        case "half":
            return _("Last six months of %(year)d") % names
        case "nine":
            return _("Nine months of %(year)d") % names
        case "five":
            return _("Five years %(year)d–%(last)d") % names
    return _("Year %(year)d") % names


def _week(year: int, index: int) -> Span:
    try:
        monday = date.fromisocalendar(year, index, 1)
    except ValueError as fault:
        raise NoSuchPeriod(f"week {index}") from fault
    return Span(monday, monday + 7 * DAY)


def _is_there(kind: str, place: Place) -> bool:
    try:
        span_of(1, kind, *place)
    except NoSuchPeriod:
        return False
    return True


def _months(kind: str, year: int, index: int) -> int:
    if kind not in MONTHS or not 1 <= index <= max(12 // MONTHS[kind], 1):
        raise NoSuchPeriod(f"{kind} {index}")
    if kind == "five" and year % 5 != 1:
        raise NoSuchPeriod(f"five years from {year}")
    return MONTHS[kind]


def _beginning(first_day: int, month: int) -> date:
    """Return the first day of a month, counted in months since year 0."""
    year, number = divmod(month if first_day == 1 else month - 1, 12)
    return date(year, number + 1, first_day)
