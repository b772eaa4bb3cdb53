"""Rooms above say what stands in the way of a change of units, and what ends with a unit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from .models import UnitEvent


@dataclass(frozen=True)
class Obstacle:
    """What would no longer be true were units to change on a day; from `free_on` it stands in no way."""

    words: str
    free_on: date


Check = Callable[[Collection[int], date], list[Obstacle]]

Ending = Callable[[Collection[int], "UnitEvent"], None]

_checks: list[Check] = []
_endings: list[Ending] = []


def register_check(check: Check) -> None:
    """Ask this check before places of units change: it lists what would no longer be true.

    It gets the units whose place changes and the day from which it does.
    """
    _checks.append(check)


def in_the_way(unit_ids: Collection[int], on: date) -> list[Obstacle]:
    """Return everything that forbids a change of these units on that day."""
    return [found for check in _checks for found in check(unit_ids, on)]


def register_ending(ending: Ending) -> None:
    """Call this in the transaction that closes units: what rests on them ends with them.

    It gets the units that close and the event, which says from when, by whom and on what paper.
    """
    _endings.append(ending)


def end_with(unit_ids: Collection[int], event: UnitEvent) -> None:
    """End everything that rests on units that close."""
    for ending in _endings:
        ending(unit_ids, event)


@dataclass(frozen=True)
class OpenThing:
    """Something unfinished at a unit, or somebody's post there; `key` says what, and how far it has come.

    `passes_from` is the unit whose work it is, where somebody else goes on with it once that one closes.
    """

    key: str
    group: str | Promise
    words: str
    url: str = ""
    passes_from: int | None = None


Opening = Callable[[Collection[int], date, bool], list[OpenThing]]
Aftermath = Callable[[Collection[int], date], list[str]]

_openings: list[Opening] = []
_aftermaths: list[Aftermath] = []


def register_opening(opening: Opening) -> None:
    """Ask this what is open at units that close on a day, or that only move (False)."""
    _openings.append(opening)


def open_at(unit_ids: Collection[int], on: date, *, closes: bool) -> list[OpenThing]:
    """Return everything that is open at units which close or move on a day."""
    return [thing for opening in _openings for thing in opening(unit_ids, on, closes)]


def register_aftermath(aftermath: Aftermath) -> None:
    """Ask this what heirs of closed units still lack on the day they take over."""
    _aftermaths.append(aftermath)


def aftermath(unit_ids: Collection[int], on: date) -> list[str]:
    """Return what is left to do for heirs, in sentences."""
    return [words for asked in _aftermaths for words in asked(unit_ids, on)]


Outlook = Callable[[int, date], list[str]]

_outlooks: list[Outlook] = []


def register_outlook(outlook: Outlook) -> None:
    """Ask this what will be asked of a unit that has just been set up, as it stands on a day."""
    _outlooks.append(outlook)


def outlook(unit_id: int, on: date) -> list[str]:
    """Return what will be asked of a new unit, in words: each with its day."""
    return [words for asked in _outlooks for words in asked(unit_id, on)]


Kinds = Callable[[], Iterable[tuple[str, str | Promise]]]

_papers: list[Kinds] = []


def name_papers(kinds: Kinds) -> None:
    """Say which kinds of paper there are, by code and in words: a number series is for one of them."""
    _papers[:] = [kinds]


def paper_kinds() -> list[tuple[str, str]]:
    """Return the kinds of paper a series may number; none while no room above keeps papers."""
    return [(code, str(words)) for kinds in _papers for code, words in kinds()]
