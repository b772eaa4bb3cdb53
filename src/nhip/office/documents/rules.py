"""Arithmetic of the register: numbers, signs, spans. Pure functions over plain values."""

from collections.abc import Collection
from datetime import date, timedelta

from django.utils.translation import gettext as _

from nhip.kit.text.rules import write_day, write_days
from nhip.office.records.rules import SpanBackwards, refuse_ahead
from nhip.organisation.journal.rules import Refused
from nhip.organisation.periods.rules import Span
from nhip.organisation.units.choices import Restart

MOST_NUMBER = 100_000
KIND_LENGTH = 16


class SeriesClosed(Refused):
    """The series gives no number on that day."""


class NumberTaken(Refused):
    """Another paper of the series has this number in this year; struck ones keep theirs."""


class HoldsForNoSpan(Refused):
    """Papers of this kind do not hold for a span."""


def number_year(restarts: str, issued_on: date, series_start_on: date) -> int:
    """Return the year a number belongs to: its own, or the first of the term it runs through.

    Papers of the Party are numbered through a term of office (Guidance 36-HD/VPTW, 05-HD/VPTW),
    papers of the State through a calendar year (Decree 30/2020, annex I).
    """
    return issued_on.year if restarts == Restart.YEAR else series_start_on.year


def symbol(number: int, sign: str) -> str:
    """Write number and sign: "05/CTr-BCH". Numbers below ten take a nought (Decree 30/2020, annex I)."""
    return f"{number:02d}/{sign}"


def next_number(taken: Collection[int]) -> int:
    """Return the number after the last one given; gaps are not filled."""
    return max(taken, default=0) + 1


def check_number(number: int, taken: Collection[int], sign: str) -> int:
    """Return a number as it stands on a paper, where no other paper has it. Raises NumberTaken."""
    if number in taken:
        said = {"symbol": symbol(number, sign)}
        raise NumberTaken(_("%(symbol)s is another paper of this series and year.") % said)
    return number


def check_days(issued_on: date, start_on: date, end_on: date | None, today: date) -> None:
    """Raise SeriesClosed unless a series gives numbers on a day, before `end_on`; ComesLater after today."""
    refuse_ahead(issued_on, today, "issued_on")
    if issued_on < start_on or (end_on and issued_on >= end_on):
        raise SeriesClosed(_("The series gives no number on that day."))


def check_forward(start_on: date, end_on: date | None) -> None:
    """Raise SpanBackwards unless a half-open span lasts a day at least; None is an open end."""
    if end_on is not None and end_on <= start_on:
        raise SpanBackwards(_("The last day lies before the first."))


def check_holding(start_on: date | None, end_on: date | None, *, holds: bool) -> None:
    """Raise HoldsForNoSpan or SpanBackwards unless a paper may hold for these days.

    A paper of a kind that holds may leave them open; an end needs a beginning.
    """
    if start_on is None and end_on is None:
        return
    if not holds:
        raise HoldsForNoSpan(_("Papers of this kind do not hold for a span. Leave the days empty."))
    if start_on is None:
        raise HoldsForNoSpan(_("Write the first day it holds, or leave the last one empty too."))
    check_forward(start_on, end_on)


def whole_months(start_on: date | None, end_on: date | None) -> int | None:
    """Return how many whole months a half-open span lasts, from a day to the same day; None otherwise.

    A month from the 15th to the 14th (Decree 09/2019, art. 12) is one month like any other.
    """
    if start_on is None or end_on is None or start_on.day != end_on.day:
        return None
    return (end_on.year - start_on.year) * 12 + end_on.month - start_on.month


def closed_span(first: date | None, last: date | None) -> Span | None:
    """Return the half-open span of two days, both included; None where one is missing."""
    return Span(first, last + timedelta(days=1)) if first and last else None


def holding_words(start_on: date | None, end_on: date | None) -> str:
    """Say from when until when a paper holds: "1/1/2022–31/12/2024", "từ 1/1/2022", "" for no span."""
    if start_on is None:
        return ""
    if end_on is None:
        return _("from %(day)s") % {"day": write_day(start_on)}
    return write_days(start_on, end_on)
