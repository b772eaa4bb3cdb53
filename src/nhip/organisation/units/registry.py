"""Rooms above say what stands in the way of a change of units."""

from collections.abc import Callable, Collection
from datetime import date

Check = Callable[[Collection[int], date], list[str]]

_checks: list[Check] = []


def register_check(check: Check) -> None:
    """Ask this check before places of units change: it lists what would no longer be true.

    It gets the units whose place changes and the day from which it does.
    """
    _checks.append(check)


def in_the_way(unit_ids: Collection[int], on: date) -> list[str]:
    """Return everything that forbids a change of these units on that day."""
    return [words for check in _checks for words in check(unit_ids, on)]
