"""A table somebody filled in: its rows by column, what is wrong by cell, what is no row of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO

from django.utils.translation import gettext as _

from nhip.kit.text.rules import fold

from .faults import Fault
from .headings import Area, Columns, Headings, areas_of, find_headings, lacking
from .opening import open_book
from .scanning import MAX_ROWS, Marks, address_of, place_of
from .values import Value, value_of, written

__all__ = ["Fault", "SheetRow", "Table", "Value", "read_table"]

TOTAL = re.compile(r"tong cong\b.*|(cong|tong|tong so)(( .{0,30})?[:=].*| [0-9]+|)")
SIGNED = re.compile(
    r"(nguoi|can bo|thu ky) (lap|ky|tong hop|thong ke)\b.*|lap bieu|\(ky\b.*|ky (ten|ghi|dong)\b.*|noi nhan\b.*"
    r"|.*\bngay\b.{1,8}\bthang\b.{1,8}\bnam\b.*|(tm|kt|tl|tuq)\..*|xac nhan( cua)?\b.*"
    r"|(an dinh|danh sach( nay)?( gom| co)) .*"
)

MARKER = r"[IVXLC]+|[A-ZĐ]"
HEADED = re.compile(rf"({MARKER})(\s*[.):–-]|/)\s*[^\W\d].*|[a-zđ]\)\s*[^\W\d].*")
BARE = re.compile(rf"({MARKER})\s*[.):/]?")


@dataclass(frozen=True)
class SheetRow:
    """One row, by column; `cells` says where each value stands."""

    values: Mapping[str, Value]
    cells: Mapping[str, str]


@dataclass
class Table:
    """What was read; it is whole only if there are no faults.

    `left` is what stands there and is no row of the list: a total, a signature, numbers of columns.
    """

    rows: list[SheetRow]
    sheet: str = ""
    faults: list[Fault] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    """Rows that head a section of the list: “I. Khối cơ quan”."""
    others: list[str] = field(default_factory=list)
    """Other sheets with such a list, which were not read."""

    @property
    def left_words(self) -> str:
        """Return what the rows left out say, to be told."""
        return "; ".join(self.left)

    @property
    def heading_words(self) -> str:
        """Return what the headings of sections say, to be told."""
        return "; ".join(self.headings)

    def column(self, *keys: str) -> list[tuple[str, Value]]:
        """Return the cells of some columns, with where they stand."""
        return [(row.cells[key], row.values[key]) for row in self.rows for key in keys]


def read_table(
    name: str,
    file: IO[bytes],
    columns: Columns,
    may_lack: Collection[str] = (),
    filled: Collection[str] = (),
) -> Table:
    """Read the first sheet whose headings hold every column: `{"code": ("Mã", "Code"), …}`.

    Headings are compared without case and marks. Columns that may lack are empty where they do. Every
    row of the list fills the columns `filled`: by that a total and a signature are known. Of formulas
    the value kept beside them is read. Raises BadFile.
    """
    sheets = {
        sheet: ([[value_of(cell) for cell in row] for row in page.rows], page.marks)
        for sheet, page in open_book(name, file).items()
    }
    lists = {
        sheet: _Lines(rows, found, filled, merged)
        for sheet, (rows, marks) in sheets.items()
        if (found := find_headings(rows, merged := areas_of(marks.merged), columns, may_lack))
    }
    for sheet, lines in lists.items():
        table = lines.table(sheet, sheets[sheet][1])
        table.others = [name for name, other in lists.items() if other.numbers and name != sheet]
        return table
    needed = {key: names for key, names in columns.items() if key not in may_lack}
    raise lacking({sheet: rows for sheet, (rows, _marks) in sheets.items()}, needed)


def is_signed(row: Sequence[Value]) -> bool:
    """Return whether a row begins what stands under a list: who made it, a place and a day."""
    return any(SIGNED.fullmatch(fold(written(each))) for each in row if each)


class _Lines:
    """The rows below the headings, and which of them are no rows of the list."""

    def __init__(
        self,
        rows: Sequence[Sequence[Value]],
        heads: Headings,
        filled: Collection[str],
        merged: Sequence[Area],
    ) -> None:
        self.rows, self.heads = rows, heads
        self.filled = [heads.places[key] for key in filled if heads.places[key]]
        said = range(heads.last + 1, len(rows) + 1)
        self.numbers = [number for number in said if any(rows[number - 1])]
        self.whole = [n for n in self.numbers if all(self._at(n, place) for place in self.filled)]
        self.across = {top for top, left, bottom, right in merged if top == bottom and left < right}
        ends = self.whole[-1] if self.whole else 0
        half = {n for n in self.numbers if n < ends}.difference(self.whole)
        self.headings = {n for n in half if self._heads(n)}
        self.left = self._left() if self.filled else set()

    def table(self, sheet: str, marks: Marks) -> Table:
        """Return the rows of the list, and what is wrong in the cells it reads."""
        places = self.heads.places
        out = self.left | self.headings
        its = [number for number in self.numbers if number not in out]
        table = Table([], sheet)
        table.left = [self._words(number) for number in self.numbers if number in self.left]
        table.headings = [self._words(number) for number in sorted(self.headings - self.left)]
        used = {place for place in places.values() if place}
        for number in its:
            values = {key: self._at(number, place) for key, place in places.items()}
            if any(values.values()):
                cells = {key: address_of(number, place or 1) for key, place in places.items()}
                table.rows.append(SheetRow(values, cells))
        end = min((n for n in self.left if n > max(its, default=0)), default=len(self.rows) + 1)

        def concerned(address: str) -> bool:
            row, column = place_of(address)
            return self.heads.last < row < end and row not in out and column in used

        for place, other in self.heads.twice:
            if any(self._at(number, other) for number in its):
                words = _(
                    "this heading stands in %(cell)s too. Rename or delete the column that does not count."
                )
                said = {"cell": address_of(self.heads.last, place)}
                table.faults.append(Fault(address_of(self.heads.last, other), words % said))
        _note(table, marks, concerned, set(its), used)
        return table

    def _at(self, number: int, place: int) -> Value:
        row = self.rows[number - 1]
        return row[place - 1] if 0 < place <= len(row) else ""

    def _words(self, number: int) -> str:
        return " ".join(written(each) for each in self.rows[number - 1] if each)

    def _left(self) -> set[int]:
        """Return the numbers of columns right under the headings, totals, and the signature at the end.

        A row half empty within the list, or right under it, stays and is told.
        """
        first, *rest = self.numbers or [0]
        left = {first} if self.numbers and self._counts(first) else set()
        whole = self.whole
        left |= {n for n in {*self.numbers} - {*whole} if TOTAL.fullmatch(self._first(n))}
        last = whole[-1] if whole else len(self.rows)
        for before, number in zip([first, *rest], rest, strict=False):
            if number > last and (number > before + 1 or is_signed(self.rows[number - 1])):
                return left | {n for n in self.numbers if n >= number}
        return left

    def _heads(self, number: int) -> bool:
        """Return whether a row heads a section: one text, merged across or numbered I., A., or beside I, A.

        Rows of the list follow it; how many there are may stand beside.
        """
        said = [written(each) for each in self.rows[number - 1] if each]
        words = [each for each in said if not each.isdigit()]
        if len(words) == 2:
            return bool(BARE.fullmatch(words[0]))
        return len(words) == 1 and bool(number in self.across or HEADED.fullmatch(words[0]))

    def _first(self, number: int) -> str:
        return fold(next(written(each) for each in self.rows[number - 1] if each))

    def _counts(self, number: int) -> bool:
        """Return whether a row only counts the columns: (1), (2), (3) or 1, 2, 3."""
        said = [written(each).strip("() ") for each in self.rows[number - 1] if each]
        letters = [each for each in said if not each.isdigit()]
        digits = [int(each) for each in said if each.isdigit()]
        return (
            len(said) > 2
            and all(len(each) == 1 for each in letters)
            and digits == [*range(1, len(digits) + 1)]
        )


def _note(
    table: Table,
    marks: Marks,
    concerned: Callable[[str], bool],
    rows: set[int],
    used: set[int],
) -> None:
    """Note what is wrong with cells whatever they should say, and which are formulas."""
    for area, (top, left, bottom, right) in zip(marks.merged, areas_of(marks.merged), strict=True):
        if not rows.isdisjoint(range(top, min(bottom, MAX_ROWS) + 1)) and any(
            left <= each <= right for each in used
        ):
            words = _("these cells are merged. Separate them and write a value in each.")
            table.faults.append(Fault(area, words))
    for address in filter(concerned, marks.errors):
        table.faults.append(Fault(address, _("the formula ends in an error. Write the value.")))
    for address in filter(concerned, marks.hollow):
        words = _("the file keeps no value of this formula. Open and save it in a spreadsheet program,"
                  " or write the value.")  # fmt: skip
        table.faults.append(Fault(address, words))
    hollow = {*marks.hollow}
    table.formulas = [each for each in filter(concerned, marks.formulas) if each not in hollow]
