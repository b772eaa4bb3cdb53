"""Windows of reviews and how their figures stand. Pure functions over plain values."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from datetime import date

from nhip.office.figures.choices import State
from nhip.office.figures.registry import Resolved

from .choices import Standing

LONGEST_COMPARED = 12
SUBJECT = "review"
"""What the table of authority calls a decision on a review."""
HOLDER = "reviews.review"
"""What pins call an approved review."""


class AlreadyApproved(Exception):
    """The review was approved before."""


def months_back(day: date, months: int) -> date:
    """Return the same day so many months earlier, or the last day such a month has."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def length(start_on: date, end_on: date) -> int:
    """Return the months of a half-open window, rounded up."""
    months = (end_on.year - start_on.year) * 12 + end_on.month - start_on.month
    return months + (end_on.day > start_on.day)


def is_compared(start_on: date, end_on: date) -> bool:
    """Return whether a window is set beside the same one of the year before: up to a year long."""
    return length(start_on, end_on) <= LONGEST_COMPARED


def standing_of(
    resolved: Resolved | None, pin_states: Collection[str], *, is_cited: bool, is_released: bool
) -> Standing:
    """Return how a figure stands, the most pressing thing about it first.

    `pin_states` are those of every text that holds it, this review too once it is approved;
    `is_cited` tells of another text.
    """
    if resolved is None or State.BROKEN in pin_states:
        return Standing.BROKEN
    if State.CHANGED in pin_states:
        return Standing.CHANGED
    if resolved.amount is None:
        return Standing.MISSING
    if resolved.is_withheld:
        return Standing.WITHHELD
    if is_cited:
        return Standing.FRESH
    return Standing.APPROVED if is_released else Standing.OPEN
