"""Where the rows and columns of a paper stand in a sheet that came back: found by their own words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from nhip.kit.text.pages import Paper
from nhip.kit.text.rules import nfc, write_day

from .faults import Fault
from .opening import Cell, Page
from .pages import EXACT, cut, words_of
from .scanning import address_of

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


def plain(words: str) -> str:
    """Return words as rows are told by: case and spaces do not count."""
    return " ".join(nfc(words).split()).casefold()


def _bare(words: str) -> str:
    """Return a row's name without its number, which changes where a row is put in."""
    return NUMBER.sub("", plain(words)) or plain(words)


class Finder:
    """Finds the columns of one sheet by their headings, and its rows by their names.

    `places` holds in which row each slot stands now, `columns` where each column of the paper stands,
    `others` the headings among them that are none of the paper's.
    """

    def __init__(self, page: Page, slots: Collection[Slot], paper: Paper | None) -> None:
        self.page, self.slots, self.paper = page, slots, paper
        place = paper.key_at + 1 if paper else 0
        heads = [block.headings[:place] for block in paper.blocks if block.lines] if paper else []
        self.heads = {tuple(map(plain, head)): head for head in heads if len(head) == place}
        self.columns: Sequence[int] = range(max((slot.column for slot in slots), default=1))
        self.others: list[str] = []
        self._find_columns()
        self.texts = [[read_cell(cell)[0] for cell in self.own(row)] for row in page.rows]
        self.places: dict[Slot, int] = {}
        self.missing: list[Slot] = []
        self.twice: list[tuple[Slot, list[int]]] = []
        self._find_rows([slot for slot in slots if slot.column > 1])
        self._find_words([slot for slot in slots if slot.column == 1])

    def own(self, row: Sequence[Cell]) -> list[Cell]:
        """Return the cells of a row that stand in the paper's columns, in their order."""
        return [row[place] if place < len(row) else "" for place in self.columns]

    def address(self, row: int, column: int) -> str:
        """Return where a cell of the paper stands now."""
        return address_of(row, self.columns[column - 1] + 1)

    def words(self, row: int, column: int) -> str:
        """Return what stands in a row before a column."""
        return words_of(self.texts[row - 1][: column - 1])

    def _find_columns(self) -> None:
        for number, row in enumerate(self.page.rows, start=1):
            said = [plain(read_cell(cell)[0]) for cell in row]
            for head in self.heads:
                if columns := _within(head, said):
                    self.columns = columns
                    self.others = [
                        f"{address_of(number, place + 1)} “{read_cell(row[place])[0][:SHOWN]}”"
                        for place in range(columns[-1])
                        if place not in columns and _is_used(self.page, place)
                    ]
                    return

    def _find_rows(self, slots: Collection[Slot]) -> None:
        named: dict[tuple[str, int], list[Slot]] = defaultdict(list)
        for slot in slots:
            named[_bare(slot.words), slot.column].append(slot)
        for (name, column), its in named.items():
            numbers = range(1, len(self.texts) + 1)
            rows = [row for row in numbers if _bare(self.words(row, column)) == name]
            if len(rows) > len(its):
                whole = {plain(slot.words) for slot in its}
                exact = [row for row in rows if plain(self.words(row, column)) in whole]
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
        titles = {plain(row[0]): n for n, row in enumerate(self.texts, 1) if row and row[0]}
        known = {
            block.text_key: block.text_title for block in (self.paper.blocks if self.paper else ())
        }
        moved, gone = 0, set[str]()
        for slot in slots:
            if slot.key in gone:
                continue
            title = plain(slot.words or known.get(slot.key, ""))
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
        """Tell where another column stands in the place of the one that is filled in, or nobody knows."""
        asked = {head[:-1]: words[-1] for head, words in self.heads.items()}
        place, found = len(self.columns) - 1, False
        for number, row in enumerate(self.texts, start=1):
            wanted = asked.get(tuple(map(plain, row[:-1])))
            if not wanted:
                continue
            found, told = True, {"asked": wanted, "said": row[-1][:SHOWN]}
            alike = [
                address_of(number, each)
                for each, cell in enumerate(self.page.rows[number - 1], start=1)
                if plain(read_cell(cell)[0]) == plain(wanted)
            ]
            if plain(row[-1]) != plain(wanted):
                words = _(
                    "Here stood “%(asked)s”, now “%(said)s”. Put the columns back as they were."
                )
                yield Fault(self.address(number, place + 1), words % told)
            elif len(alike) > 1:
                words = _("“%(asked)s” stands over more than one column: %(cells)s. Keep the one that"
                          " counts.")  # fmt: skip
                yield Fault(alike[-1], words % {"asked": wanted, "cells": ", ".join(alike)})
        if asked and not found:
            words = _("No row has the headings %(asked)s in this order. Put the columns back as they"
                      " were.")  # fmt: skip
            first = min(self.places.values(), default=1)
            named = ", ".join(f"“{each}”" for each in next(iter(self.heads.values())))
            yield Fault(self.address(first, place + 1), words % {"asked": named})

    def left(self) -> list[Left]:
        """Return the rows among and below the paper's own that are none of it, with what they say."""
        if not (self.paper and self.places):
            return []
        own = {plain(words) for words in _all_words(self.paper)}
        names = {_bare(words) for words in _row_words(self.paper)}
        column, taken = self.paper.key_at + 1, set(self.places.values())
        titles = {plain(block.title) for block in self.paper.blocks}
        begins = [n for n, row in enumerate(self.texts, 1) if row and plain(row[0]) in titles]
        found = []
        for number in range(min([*begins, *taken]) + 1, len(self.texts) + 1):
            said = [plain(text) for text in self.texts[number - 1][:column] if text.strip()]
            is_own = number in taken or _bare(self.words(number, column)) in names
            if said and not is_own and not all(each in own for each in said):
                words = words_of(self.texts[number - 1][:column])
                found.append(Left(number, words[:SHOWN] + "…" * (len(words) > SHOWN)))
        return found


def _within(wanted: Sequence[str], said: Sequence[str]) -> Sequence[int]:
    """Return where words stand in a row, in their order; nothing where one lacks."""
    found: list[int] = []
    for words in wanted:
        start = found[-1] + 1 if found else 0
        if words not in said[start:]:
            return ()
        found.append(said.index(words, start))
    return found


def _is_used(page: Page, place: int) -> bool:
    return any(row[place] != "" for row in page.rows if place < len(row))


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


def read_cell(cell: Cell) -> tuple[str, str]:
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
