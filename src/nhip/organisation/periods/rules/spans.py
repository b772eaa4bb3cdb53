"""Arithmetic of calendars."""

from calendar import monthrange
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from nhip.kit.text.rules import write_day

MONTHS = {"month": 1, "quarter": 3, "half": 6, "nine": 9, "year": 12, "five": 60}
ROMAN = ("I", "II", "III", "IV")
DAY = timedelta(days=1)

Place = tuple[int, int]
"""Year and number in the year."""

Cut = int | tuple[int, ...]
"""How a calendar cuts: the day on which its months begin, or the named days on which its periods end."""

LAST_OF_MONTH = 31
LATTICES = ("week", "tendays", "named")  # they tile nothing but themselves


class NoSuchDays(ValueError):
    """These days cannot be the named ones of a calendar; the message says why."""


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


def span_of(cut: Cut, kind: str, year: int, index: int) -> Span:
    """Return the days of a period, e.g. the 2nd half of 2022. Raises NoSuchPeriod.

    A month begins on its 1st, or on the day its calendar cuts by, of the month before it (15: Decree
    09/2019/NĐ-CP, art. 12; a year then runs from 15 December to 14 December). Longer periods are whole
    months; five years are those of a five-year plan (2021 to 2025). Weeks run from Monday to Sunday,
    numbered as in ISO 8601; ten days are 1–10, 11–20 and 21 to the end of a month; to a named day a
    period runs from the day after the one before. These three are lattices of their own.
    """
    match kind:
        case "week":
            return _week(year, index)
        case "tendays":
            return _ten_days(year, index)
        case "named":
            last, earlier = _named_day(cut, year, index), before(kind, year, index, cut)
            return Span(_named_day(cut, *earlier) + DAY, last + DAY)
    months = _months(kind, year, index)
    first = year * 12 + (index - 1) * months
    return Span(_beginning(_first_day(cut), first), _beginning(_first_day(cut), first + months))


def place_of(cut: Cut, kind: str, day: date) -> Place:
    """Return the place of the period of this kind that a day falls in.

    Raises NoSuchPeriod for the last quarter of a year, which no nine months hold.
    """
    if kind == "week":
        year, week, _weekday = day.isocalendar()
        return year, week
    if kind == "tendays":
        return day.year, day.month * 3 - 2 + min((day.day - 1) // 10, 2)
    if kind == "named":
        return _named_place(cut, day)
    month = day.year * 12 + day.month - 1
    if _first_day(cut) > 1 and day.day >= _first_day(cut):
        month += 1
    year, month = divmod(month, 12)
    if kind == "five":
        return year - (year - 1) % 5, 1
    index = month // MONTHS[kind] + 1
    _months(kind, year, index)
    return year, index


def before(kind: str, year: int, index: int, cut: Cut = 1) -> Place:
    """Return the place of the period just before this one."""
    if kind == "week":
        return place_of(1, kind, span_of(1, kind, year, index).start_on - DAY)
    if kind == "five":
        return year - 5, 1
    return (year, index - 1) if index > 1 else (year - 1, _in_a_year(kind, cut))


def places_in(kind: str, year: int, cut: Cut = 1) -> list[Place]:
    """Return the places of all periods of this kind that a year has; none to days nobody named."""
    most = 53 if kind == "week" else _in_a_year(kind, cut)
    return [place for index in range(1, most + 1) if _is_there(cut, kind, place := (year, index))]


def check_named(days: Sequence[int]) -> tuple[int, ...]:
    """Return the named days of a calendar in order: 1 to 28, and 31 for the last of the month.

    Raises NoSuchDays where one is no such day, is named twice, or two can fall on one day.
    """
    named = tuple(sorted(days))
    if not named or len(set(named)) < len(named):
        raise NoSuchDays(_("Name each day once, and at least one."))
    if any(not (1 <= day <= 28 or day == LAST_OF_MONTH) for day in named):
        raise NoSuchDays(_("A named day is 1 to 28, or 31 for the last day of the month."))
    if {28, LAST_OF_MONTH} <= set(named):
        raise NoSuchDays(_("In February the 28th is the last day: name one of the two."))
    return named


def parts_of(kind: str, year: int, index: int, part: str) -> list[Place]:
    """Return the finer periods that tile a period exactly. Raises NoSuchPeriod where they do not.

    Weeks tile nothing but themselves, and nine months are not made of halves.
    """
    if kind == part:
        return [(year, index)]
    if kind in LATTICES or part in LATTICES or MONTHS.get(kind, 0) % MONTHS.get(part, 7):
        raise NoSuchPeriod(f"{kind} by {part}")
    length, months = MONTHS[part], _months(kind, year, index)
    first = (index - 1) * months
    return [
        (year + month // 12, month % 12 // length + 1)
        for month in range(first, first + months, length)
    ]


def cut_by(window: Span, cut: Cut, kind: str = "month") -> list[Place]:
    """Return the periods a window cuts: none when it is a union of whole periods of the calendar."""
    places = set()
    for day in (window.start_on, window.last_on):
        with suppress(NoSuchPeriod):  # a last quarter lies in no nine months
            places.add(place_of(cut, kind, day))
    return [
        place
        for place in sorted(places)
        if (span := span_of(cut, kind, *place)).start_on < window.start_on
        or span.end_on > window.end_on
    ]


def label_of(kind: str, year: int, index: int, cut: Cut = 1) -> str:
    """Return the name people use: "Quarter III/2022", "First six months of 2022"."""
    span = span_of(cut, kind, year, index)
    names = {"index": index, "year": year, "last": year + 4}
    match kind:
        case "week":
            return _("Week %(index)d/%(year)d") % names
        case "tendays":
            words = (
                _("Days 1–10, %(month)s"),
                _("Days 11–20, %(month)s"),
                _("Days 21–end, %(month)s"),
            )
            return words[(index - 1) % 3] % {"month": f"{span.start_on.month}/{year}"}
        case "named":
            return _("Period to %(day)s") % {"day": write_day(span.last_on)}
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


def _ten_days(year: int, index: int) -> Span:
    if not 1 <= index <= 36:
        raise NoSuchPeriod(f"ten days {index}")
    month, part = divmod(index - 1, 3)
    start_on = date(year, month + 1, part * 10 + 1)
    return Span(start_on, start_on + 10 * DAY if part < 2 else _beginning(1, year * 12 + month + 1))


def _named_day(cut: Cut, year: int, index: int) -> date:
    """Return the named day a period ends on; 31 is the last of its month."""
    if isinstance(cut, int) or not 1 <= index <= 12 * len(cut):
        raise NoSuchPeriod(f"named day {index}")
    month, which = divmod(index - 1, len(cut))
    return date(year, month + 1, min(cut[which], monthrange(year, month + 1)[1]))


def _named_place(cut: Cut, day: date) -> Place:
    """Return the place of the period that ends on the first named day from this one on."""
    first = (day.year, _in_a_year("named", cut) // 12 * (day.month - 1) + 1)
    while _named_day(cut, *first) < day:
        year, index = first
        first = (year, index + 1) if index < _in_a_year("named", cut) else (year + 1, 1)
    return first


def _in_a_year(kind: str, cut: Cut) -> int:
    if kind == "tendays":
        return 36
    if kind == "named":
        return 0 if isinstance(cut, int) else 12 * len(cut)
    return max(12 // MONTHS[kind], 1) if kind in MONTHS else 0


def _first_day(cut: Cut) -> int:
    return cut if isinstance(cut, int) else 1


def _is_there(cut: Cut, kind: str, place: Place) -> bool:
    try:
        span_of(cut, kind, *place)
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
