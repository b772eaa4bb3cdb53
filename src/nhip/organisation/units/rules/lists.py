"""A list of units somebody filled in: what each row says, and what is wrong with it by cell."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from nhip.kit.guard.rules import find_mark
from nhip.kit.sheets.cells import Unread, day, meant, text, whole, written
from nhip.kit.sheets.reading import Fault, SheetRow, Value

T = TypeVar("T")
MAX_ORDER = 1_000_000
LENGTHS = {"code": 32, "name": 200, "parent": 32}


@dataclass(frozen=True)
class ListedUnit:
    """What one row says of a unit; `cells` says where, by column.

    A code that cannot be read is empty; `may_be` is what may have been typed where it stands.
    """

    code: str
    name: str
    parent: str
    order: int | None
    start_on: date | None
    cells: Mapping[str, str]
    may_be: Collection[str] = ()


@dataclass(frozen=True)
class KeptPlace:
    """A name and place of a unit that is kept already, half-open."""

    name: str
    parent: str
    level: int
    start_on: date
    end_on: date | None

    def holds_on(self, day: date | None) -> bool:
        """Return whether it held on a day; without a day, whether it is the last word so far."""
        if day is None:
            return self.end_on is None
        return self.start_on <= day and (self.end_on is None or day < self.end_on)


@dataclass(frozen=True)
class Known:
    """A unit that is kept already: its order and its spans, the earliest first."""

    order: int
    spans: Sequence[KeptPlace]


@dataclass
class Plan:
    """What an import would do, parents before children; nothing while there are faults."""

    new: list[ListedUnit] = field(default_factory=list)
    reordered: list[ListedUnit] = field(default_factory=list)
    same: list[ListedUnit] = field(default_factory=list)
    levels: dict[str, int] = field(default_factory=dict)
    undated: int = 0
    """How many new units have no day of their own."""
    faults: list[Fault] = field(default_factory=list)

    @property
    def changes_nothing(self) -> bool:
        """Return whether everything the list says is so already."""
        return not (self.new or self.reordered or self.faults)

    def in_order(self) -> list[tuple[ListedUnit, int, str]]:
        """Return every row with its level and what happens to it, as it stands in the tree."""
        states = {"new": self.new, "reordered": self.reordered, "same": self.same}
        rows = {row.code: (row, state) for state, its in states.items() for row in its}
        below: dict[str, list[str]] = {}
        for code in sorted(
            rows, key=lambda code: (self.levels.get(code, 0), rows[code][0].order or 0)
        ):
            parent = rows[code][0].parent
            below.setdefault(parent if parent in rows else "", []).append(code)
        found, waiting = [], list(reversed(below.get("", [])))
        while waiting:
            code = waiting.pop()
            row, state = rows[code]
            found.append((row, self.levels.get(code, 0), state))
            waiting += reversed(below.get(code, []))
        return found


class WrongList(ValidationError):
    """A list with faults is not imported, no row of it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = list(faults)
        super().__init__([str(fault) for fault in faults])


def listed(rows: Sequence[SheetRow]) -> tuple[list[ListedUnit], list[Fault]]:
    """Return what the rows say, and the cells that say nothing we can read.

    A row with such a cell stays, so that what is said of it elsewhere can be checked.
    """
    found, faults = [], []
    if not rows:
        faults.append(Fault("", _("The list is empty: no row stands under the headings.")))
    for row in rows:
        said = {key: _text(row.values[key]) for key in LENGTHS}
        for key, most in LENGTHS.items():
            if wrong := list(_faults_of(row, key, most)):
                said[key], faults = "" if key == "code" else said[key], faults + wrong
        order = _read(row, "order", whole(0, MAX_ORDER), faults)
        start_on = _read(row, "start_on", day, faults)
        may_be = meant(row.values["code"])
        found.append(
            ListedUnit(**said, order=order, start_on=start_on, cells=row.cells, may_be=may_be)
        )
    return found, faults


def _faults_of(row: SheetRow, key: str, most: int) -> Iterator[Fault]:
    value, cell = row.values[key], row.cells[key]
    if not value and key != "parent":
        yield Fault(cell, _("nothing is written here."))
    elif mark := find_mark(_text(value)):
        words = _("carries the mark %(level)s. Classified content may not be put here.")
        yield Fault(cell, words % {"level": mark.level})
    else:
        try:
            text(most)(value)
        except Unread as wrong:
            yield wrong.at(cell)


def _read(row: SheetRow, key: str, read: Callable[[Value], T], faults: list[Fault]) -> T | None:
    try:
        return read(row.values[key]) if row.values[key] else None
    except Unread as wrong:
        faults.append(wrong.at(row.cells[key]))
        return None


def _text(value: Value) -> str:
    """Return what a cell says; a number stays known as one."""
    return value if isinstance(value, str) else written(value)
