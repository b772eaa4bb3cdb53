"""Arithmetic of the register: numbers, signs, spans. Pure functions over plain values."""

from datetime import date

from nhip.organisation.units.choices import Restart


class SeriesClosed(Exception):
    """The series gives no number on that day."""


def number_year(restarts: str, issued_on: date, series_start_on: date) -> int:
    """Return the year a number belongs to: its own, or the first of the term it runs through.

    Papers of the Party are numbered through a term of office (Guidance 36-HD/VPTW, 05-HD/VPTW),
    papers of the State through a calendar year (Decree 30/2020, annex I).
    """
    return issued_on.year if restarts == Restart.YEAR else series_start_on.year


def symbol(number: int, sign: str) -> str:
    """Write number and sign: "05/CTr-BCH". Numbers below ten take a nought (Decree 30/2020, annex I)."""
    return f"{number:02d}/{sign}"


def whole_months(start_on: date | None, end_on: date | None) -> int | None:
    """Return how many whole months a half-open span lasts, from a day to the same day; None otherwise.

    A month from the 15th to the 14th (Decree 09/2019, art. 12) is one month like any other.
    """
    if start_on is None or end_on is None or start_on.day != end_on.day:
        return None
    return (end_on.year - start_on.year) * 12 + end_on.month - start_on.month
