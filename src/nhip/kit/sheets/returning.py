"""What a paper that `pages` wrote says when it comes back, however a spreadsheet program kept it.

Rows are found by their own names wherever they stand now. What stands among them and is no row of the
paper, and rows that are gone, are told and left out. Nothing is guessed from headings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import IO

from django.utils.translation import gettext as _

from nhip.kit.text.pages import Paper

from .faults import Fault
from .finding import Finder, Left, Slot, plain, read_cell
from .opening import Page, open_book
from .pages import JOINS, KEY, KEYS, MARK, PAGE, cut, words_of
from .scanning import BadFile, place_of


@dataclass(frozen=True)
class Keyed:
    """What came back: the paper's marks, what stands at each key, and in which cell.

    `others` are sheets that were not read, `columns` headings of columns that are none of the paper's.
    Where there are faults, what stands in their cells is not to be trusted. `missing` are the words of
    rows that are gone, `formulas` cells whose kept value was taken. `is_bound` is false where the file
    lost what binds it: then it says nothing of what stood in it when it was handed out.
    """

    marks: dict[str, str]
    said: dict[str, str]
    cells: dict[str, str]
    faults: list[Fault] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    is_bound: bool = True


def read_keyed(file: IO[bytes], name: str = ".xlsx", paper: Paper | None = None) -> Keyed:
    """Read a workbook that `write_xlsx` wrote and somebody filled in.

    `paper` is what would be written today: it tells which rows are its own, and what a file asks that
    lost its hidden sheet, as a csv does. Raises BadFile.
    """
    sheets = open_book(name, file)
    notes = sheets.pop(KEYS, None)
    if notes and sheets:
        noted = [[*map(str, row), "", ""] for row in notes.rows if len(row) >= 3]
        came = Keyed({row[1]: row[2] for row in noted if row[0] == MARK}, {}, {})
        slots = [_slot(row) for row in noted if row[0] == KEY]
        named = [row[1] for row in noted if row[0] == PAGE]
    elif sheets and paper and paper.marks:
        came, named = Keyed(dict(paper.marks), {}, {}, is_bound=False), []
        slots = list(_slots_of(paper))
        sheets = {name: page for name, page in sheets.items() if _bears(page, paper.title)}
        if not sheets:
            words = _("This file does not bear the title “%(title)s”. Nothing was taken from it.")
            raise BadFile(words % {"title": paper.title})
    else:
        raise BadFile(_("This file was not printed here: it lacks the sheet that names its cells."))
    pages = [sheets[each] for each in named if each in sheets] or list(sheets.values())
    finders = [Finder(page, slots, paper) for page in pages]
    finder = max(finders, key=lambda each: len(each.places))
    came.others.extend(
        each
        for each, page in sheets.items()
        if page is not finder.page and any(map(any, page.rows))
    )
    _Reader(finder, came).read()
    return came


def _slot(noted: list[str]) -> Slot:
    try:
        row, column = place_of(noted[2])
    except ValueError as error:
        raise BadFile(_("The sheet that names this file's cells was changed.")) from error
    return Slot(noted[1], row, column, noted[3], noted[4])


def _slots_of(paper: Paper) -> Iterable[Slot]:
    """Return what a paper asks, in its order."""
    for block in paper.blocks:
        for line in block.lines:
            if line.key:
                words = words_of(line.cells[: paper.key_at])
                yield Slot(line.key, 0, paper.key_at + 1, words, "")
        if block.text_title:
            for part, (_text, joined) in enumerate(cut(block.text)):
                yield Slot(block.text_key, part, 1, "" if joined else block.text_title, joined)


def _bears(page: Page, title: str) -> bool:
    return any(plain(words_of(row)) == plain(title) for row in page.rows)


class _Reader:
    """Takes one keyed cell after another, and notes what is more than a plain value."""

    def __init__(self, finder: Finder, came: Keyed) -> None:
        self.finder, self.came, self.marks = finder, came, finder.page.marks
        self.told: Mapping[str, str] = dict.fromkeys(
            self.marks.hollow,
            _(
                "the file keeps no value of this formula. Open and save it in a spreadsheet program,"
                " or write the value."
            ),
        ) | dict.fromkeys(self.marks.errors, _("the formula ends in an error. Write the value."))

    def read(self) -> None:
        """Take what stands at every key; what is gone, doubled or none of the paper's is noted."""
        for slot in self.finder.slots:
            if slot in self.finder.places:
                self._take(slot, self.finder.places[slot])
        came = self.came
        came.said.update({key: said.strip() for key, said in came.said.items()})
        came.missing.extend(slot.words or slot.key for slot in self.finder.missing)
        came.left.extend(self.finder.left())
        came.columns.extend(self.finder.others)
        for slot, rows in self.finder.twice:
            words = _("“%(row)s” stands in rows %(rows)s. Keep the one that counts.")
            said = {"row": slot.words, "rows": ", ".join(map(str, rows))}
            came.faults.append(Fault(self.finder.address(rows[-1], slot.column), words % said))
        came.faults.extend(self.finder.moved())
        self._find_merged()
        came.faults.sort(key=lambda fault: place_of(fault.cell.partition(":")[0]))

    def _take(self, slot: Slot, row: int) -> None:
        key, address = slot.key, self.finder.address(row, slot.column)
        rows = self.finder.page.rows
        cell = self.finder.own(rows[row - 1])[slot.column - 1] if row <= len(rows) else ""
        said, fault = read_cell(cell)
        if cell != "" and address in self.marks.percents:
            fault = _("This is a percentage. Set the format of the cell to Number, without %.")
        if key in self.came.said:
            if not slot.joined:
                raise BadFile(_("The sheet that names this file's cells was changed."))
            self.came.said[key] += JOINS.get(slot.joined, "") + said
        else:
            self.came.said[key], self.came.cells[key] = said, address
        if fault := self.told.get(address, fault):
            self.came.faults.append(Fault(address, fault))
        elif address in self.marks.formulas:
            self.came.formulas.append(address)

    def _find_merged(self) -> None:
        """Note the merged areas that hide a cell to fill in."""
        places = {place_of(address) for address in self.came.cells.values()}
        for area in self.marks.merged:
            first, _colon, last = area.partition(":")
            (top, left), (bottom, right) = place_of(first), place_of(last or first)
            if any(
                top <= row <= bottom and left <= column <= right and (row, column) != (top, left)
                for row, column in places
            ):
                words = _("these cells are merged. Separate them and write a value in each.")
                self.came.faults.append(Fault(area, words))
