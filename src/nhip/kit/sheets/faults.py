"""What is wrong with a table: told by cell, and once for all cells where many have the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .scanning import is_address, place_of

MANY = 4  # cells with the same fault are told in one line
SHOWN = 60  # letters of a cell repeated in a refusal


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell (or in a range, or in the whole table).

    `kind` says it without what the cell says, `said` what that is: many of one kind are told together.
    """

    cell: str
    message: str
    kind: str = field(default="", compare=False)
    said: str = field(default="", compare=False)

    def __str__(self) -> str:
        if not self.cell:
            return self.message
        return _("cell %(cell)s: %(message)s") % {"cell": self.cell, "message": self.message}

    @classmethod
    def about(cls, cell: str, words: str, value: str, **rest: object) -> Fault:
        """Tell what is wrong with a value: `words` hold %(value)s, and may hold more."""
        shown = f"{value[:SHOWN]}…" if len(value) > SHOWN else value
        kind = (words % {"value": "…", **rest}).removeprefix("…: ")
        quoted = shown if words.startswith("%(value)s: ") else f"“{shown}”"
        return cls(cell, words % {"value": shown, **rest}, kind, quoted)


@dataclass(frozen=True)
class Told:
    """Faults of one kind: words for all of them, and each cell with what it says."""

    words: str
    cells: list[str]


def together(faults: Iterable[Fault]) -> list[Told]:
    """Return faults as they are told, from the top of the sheet: those of which there are many in one line."""
    kinds: dict[str, list[Fault]] = {}
    for fault in sorted(faults, key=_place):
        kinds.setdefault(fault.kind or fault.message, []).append(fault)
    found = []
    for kind, its in kinds.items():
        if len(its) < MANY or not its[0].cell:
            found += [Told(str(fault), []) for fault in its]
        else:
            cells = [f"{fault.cell}: {fault.said}" if fault.said else fault.cell for fault in its]
            found.append(Told(kind, cells))
    return found


def first_of_cells(faults: Iterable[Fault]) -> list[Fault]:
    """Return one fault a cell, the first: an empty formula need not be told to be empty too."""
    found: dict[str, Fault] = {}
    for fault in faults:
        found.setdefault(fault.cell, fault)
    return list(found.values())


def _place(fault: Fault) -> tuple[int, int]:
    cell = fault.cell.partition(":")[0]
    return place_of(cell) if is_address(cell) else (0, 0)
