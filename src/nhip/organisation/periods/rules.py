"""Arithmetic of calendars: pure functions over days."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
ROMAN = ("I", "II", "III", "IV")


class NoSuchPeriod(ValueError):
    """A year has no such part: a fifth quarter, a third half."""


@dataclass(frozen=True)
class Span:
    """Days from `start_on` up to, not including, `end_on`."""

    start_on: date
    end_on: date


def today(at: datetime) -> date:
    """Return the day it is in the office at this moment, whatever day it is in UTC."""
    return timezone.localtime(at, timezone.get_default_timezone()).date()


def span_of(first_day: int, kind: str, year: int, index: int) -> Span:
    """Return the days of a period, e.g. the 2nd half of 2022. Raises NoSuchPeriod.

    A month begins on its 1st, or on `first_day` of the month before it (15: Decree 09/2019/NĐ-CP,
    art. 12; a year then runs from 15 December to 14 December). Longer periods are whole months.
    """
    months = _months(kind, index)
    first = year * 12 + (index - 1) * months
    return Span(_beginning(first_day, first), _beginning(first_day, first + months))


def place_of(first_day: int, kind: str, day: date) -> tuple[int, int]:
    """Return year and index of the period of this kind that a day falls in."""
    month = day.year * 12 + day.month - 1
    if first_day > 1 and day.day >= first_day:
        month += 1
    year, month = divmod(month, 12)
    return year, month // MONTHS[kind] + 1


def before(kind: str, year: int, index: int) -> tuple[int, int]:
    """Return year and index of the period just before this one."""
    return (year, index - 1) if index > 1 else (year - 1, 12 // MONTHS[kind])


def label_of(kind: str, year: int, index: int) -> str:
    """Return the name people use: "Quarter III/2022", "First six months of 2022"."""
    _months(kind, index)
    if kind == "month":
        return _("Month %(index)d/%(year)d") % {"index": index, "year": year}
    if kind == "quarter":
        return _("Quarter %(index)s/%(year)d") % {"index": ROMAN[index - 1], "year": year}
    if kind == "half" and index == 1:
        return _("First six months of %(year)d") % {"year": year}
    if kind == "half":
        return _("Last six months of %(year)d") % {"year": year}
    return _("Year %(year)d") % {"year": year}


def _months(kind: str, index: int) -> int:
    if kind not in MONTHS or not 1 <= index <= 12 // MONTHS[kind]:
        raise NoSuchPeriod(f"{kind} {index}")
    return MONTHS[kind]


def _beginning(first_day: int, month: int) -> date:
    """Return the first day of a month, counted in months since year 0."""
    year, number = divmod(month if first_day == 1 else month - 1, 12)
    return date(year, number + 1, first_day)
