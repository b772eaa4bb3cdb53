"""What a paper that `pages` wrote says when it comes back, however a spreadsheet program kept it.

Rows are found by their own names wherever they stand now. What stands among them and is no row of the
paper, and rows that are gone, are told and left out. Nothing is guessed from headings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import IO, NamedTuple

from django.utils.translation import gettext as _

from nhip.kit.text.pages import Paper
from nhip.kit.text.rules import nfc, write_day

from .faults import Fault
from .opening import Cell, Page, open_book
from .pages import EXACT, JOINS, KEY, KEYS, MARK, PAGE, cut, words_of
from .scanning import BadFile, address_of, place_of

SHOWN = 60  # letters of a row left out that are repeated
NUMBER = re.compile(r"^[\s\d.)(\-\u2013\u2014+*]+")  # what stands before a row's name


class Slot(NamedTuple):
    """Where a key stood when the paper was written, and by which words it is found again.

    Without an address it was never written down: the paper itself says what it asks.
    """

    key: str
    row: int
    column: int
    words: str
    joined: str


class Left(NamedTuple):
    """A row that is none of the paper's: its number in the file, and what it says."""

    row: int
    words: str


@dataclass(frozen=True)
class Keyed:
    """What came back: the paper's marks, what stands at each key, and in which cell.

    `others` are sheets that were not read. Where there are faults, what stands in their cells is not to
    be trusted. `missing` are the words of rows that are gone, `formulas` cells whose kept value was
    taken. `is_bound` is false where the file lost what binds it: then it says nothing of what stood in
    it when it was handed out.
    """

    marks: dict[str, str]
    said: dict[str, str]
    cells: dict[str, str]
    faults: list[Fault] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
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
    finders = [_Finder(page, slots, paper) for page in pages]
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
    return any(_plain(words_of(row)) == _plain(title) for row in page.rows)


def _plain(words: str) -> str:
    """Return words as rows are told by: case and spaces do not count."""
    return " ".join(nfc(words).split()).casefold()


def _bare(words: str) -> str:
    """Return a row's name without its number, which changes where a row is put in."""
    return NUMBER.sub("", _plain(words)) or _plain(words)


class _Finder:
    """Finds the rows of one sheet by their names: `places` holds where each slot stands now."""

    def __init__(self, page: Page, slots: Collection[Slot], paper: Paper | None) -> None:
        self.page, self.slots, self.paper = page, slots, paper
        self.texts = [[_read(cell)[0] for cell in row] for row in page.rows]
        self.places: dict[Slot, int] = {}
        self.missing: list[Slot] = []
        self.twice: list[tuple[Slot, list[int]]] = []
        self._find_rows([slot for slot in slots if slot.column > 1])
        self._find_words([slot for slot in slots if slot.column == 1])

    def words(self, row: int, column: int) -> str:
        """Return what stands in a row before a column."""
        return words_of(self.texts[row - 1][: column - 1])

    def _find_rows(self, slots: Collection[Slot]) -> None:
        named: dict[tuple[str, int], list[Slot]] = defaultdict(list)
        for slot in slots:
            named[_bare(slot.words), slot.column].append(slot)
        for (name, column), its in named.items():
            numbers = range(1, len(self.texts) + 1)
            rows = [row for row in numbers if _bare(self.words(row, column)) == name]
            if len(rows) > len(its):
                whole = {_plain(slot.words) for slot in its}
                exact = [row for row in rows if _plain(self.words(row, column)) in whole]
                if len(exact) != len(its):
                    self.twice += [(slot, rows) for slot in its]
                    continue
                rows = exact
            elif len(rows) < len(its):  # the same name in several sections: which of them is gone?
                stay = [slot for slot in its if slot.row in rows]
                self.missing += [slot for slot in its if slot not in stay]
                its, rows = stay, [slot.row for slot in stay]
            self.places |= dict(zip(its, rows, strict=True))

    def _find_words(self, slots: Collection[Slot]) -> None:
        """Find the room for words under its heading; its other parts follow the first one."""
        titles = {_plain(row[0]): n for n, row in enumerate(self.texts, 1) if row and row[0]}
        known = {
            block.text_key: block.text_title for block in (self.paper.blocks if self.paper else ())
        }
        moved, gone = 0, set[str]()
        for slot in slots:
            if slot.key in gone:
                continue
            title = _plain(slot.words or known.get(slot.key, ""))
            if slot.joined:
                self.places[slot] = slot.row + moved
            elif title in titles:
                moved = titles[title] + 1 - slot.row
                self.places[slot] = slot.row + moved
            elif title or not slot.row:
                self.missing.append(slot)
                gone.add(slot.key)
            else:
                self.places[slot] = slot.row

    def moved(self) -> Iterable[Fault]:
        """Tell where another column stands in the place of the one that is filled in."""
        blocks = self.paper.blocks if self.paper else ()
        place = self.paper.key_at if self.paper else 0
        heads = {
            tuple(map(_plain, block.headings[:place])): block.headings[place]
            for block in blocks
            if len(block.headings) > place
        }
        for number, row in enumerate(self.texts, start=1):
            asked = heads.get(tuple(map(_plain, row[:place])))
            said = row[place] if place < len(row) else ""
            if asked and _plain(said) != _plain(asked):
                words = _(
                    "Here stood “%(asked)s”, now “%(said)s”. Put the columns back as they were."
                )
                told = {"asked": asked, "said": said[:SHOWN]}
                yield Fault(address_of(number, place + 1), words % told)

    def left(self) -> list[Left]:
        """Return the rows among and below the paper's own that are none of it, with what they say."""
        if not (self.paper and self.places):
            return []
        own = {_plain(words) for words in _all_words(self.paper)}
        names = {_bare(words) for words in _row_words(self.paper)}
        column, taken = self.paper.key_at + 1, set(self.places.values())
        titles = {_plain(block.title) for block in self.paper.blocks}
        begins = [n for n, row in enumerate(self.texts, 1) if row and _plain(row[0]) in titles]
        found = []
        for number in range(min([*begins, *taken]) + 1, len(self.texts) + 1):
            said = [_plain(text) for text in self.texts[number - 1][:column] if text.strip()]
            is_own = number in taken or _bare(self.words(number, column)) in names
            if said and not is_own and not all(each in own for each in said):
                words = words_of(self.texts[number - 1][:column])
                found.append(Left(number, words[:SHOWN] + "…" * (len(words) > SHOWN)))
        return found


def _row_words(paper: Paper) -> Iterable[str]:
    """Return by which words each row of a paper is told, computed ones included."""
    for block in paper.blocks:
        for line in block.lines:
            yield words_of(line.cells[: paper.key_at])


def _all_words(paper: Paper) -> Iterable[str]:
    """Return everything a paper says in a cell of its own."""
    yield from (paper.title, paper.subtitle, paper.dated)
    for side in (*(paper.corners or ()), *paper.signs):
        yield from side
    for block in paper.blocks:
        yield from (block.title, block.note, block.text_title, *block.headings)
        yield from (str(cell) for line in block.lines for cell in line.cells if cell)
        yield from (part for part, _joined in cut(block.text))


class _Reader:
    """Takes one keyed cell after another, and notes what is more than a plain value."""

    def __init__(self, finder: _Finder, came: Keyed) -> None:
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
        for slot, rows in self.finder.twice:
            words = _("“%(row)s” stands in rows %(rows)s. Keep the one that counts.")
            said = {"row": slot.words, "rows": ", ".join(map(str, rows))}
            came.faults.append(Fault(address_of(rows[-1], slot.column), words % said))
        came.faults.extend(self.finder.moved())
        self._find_merged()
        came.faults.sort(key=lambda fault: place_of(fault.cell.partition(":")[0]))

    def _take(self, slot: Slot, row: int) -> None:
        key, address = slot.key, address_of(row, slot.column)
        cells = self.finder.page.rows[row - 1] if row <= len(self.finder.page.rows) else []
        cell = cells[slot.column - 1] if slot.column <= len(cells) else ""
        said, fault = _read(cell)
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


def _read(cell: Cell) -> tuple[str, str]:
    """Return what a cell says as people write it, and what is wrong with it."""
    if isinstance(cell, bool):
        return str(cell), ""
    if isinstance(cell, int | float):
        if abs(cell) >= 10**EXACT:
            words = _("A spreadsheet keeps %(n)d digits and rounds the rest. Write this as text.")
            return "", words % {"n": EXACT}
        shown = Decimal(f"{cell:.{EXACT}g}").normalize() + 0
        return format(shown, "f").replace(".", ","), ""
    if isinstance(cell, date | datetime | time | timedelta):
        day = write_day(cell) if isinstance(cell, date) else str(cell)
        words = _("The spreadsheet took this for a day or an hour (%(day)s). Set the format of the"
                  " cell to Number and write the figure again.")  # fmt: skip
        return "", words % {"day": day}
    return nfc(str(cell)).replace("\0", "").replace("\r\n", "\n"), ""
