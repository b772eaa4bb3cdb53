"""A table somebody filled in, from xlsx or csv: its rows by column, what is wrong by cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from nhip.kit.text.rules import fold, nfc

from .scanning import (
    MAX_COLUMNS,
    MAX_ROWS,
    BadFile,
    Marks,
    address_of,
    place_of,
    scan,
    too_many_columns,
    too_many_rows,
)

MAX_CSV = 5 * 1024 * 1024
HEADING_WITHIN = 10  # rows: a title may stand above the headings

Value = str | date
"""What a cell says: text, figures as people write them included, or a day; empty is an empty text."""


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell (or in a range, or in the whole table)."""

    cell: str
    message: str

    def __str__(self) -> str:
        if not self.cell:
            return self.message
        return _("cell %(cell)s: %(message)s") % {"cell": self.cell, "message": self.message}


@dataclass(frozen=True)
class SheetRow:
    """One row, by column; `cells` says where each value stands."""

    values: Mapping[str, Value]
    cells: Mapping[str, str]


@dataclass
class Table:
    """What was read; it is whole only if there are no faults."""

    rows: list[SheetRow]
    sheet: str = ""
    faults: list[Fault] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    foot: list[SheetRow] = field(default_factory=list)

    def leave_foot(self, *keys: str) -> None:
        """Take out what stands under the list: the date, the signature, who drew it up.

        It begins below an empty row, and none of its rows fills all the columns every row of the
        list fills. A row left half empty within the list, or right under it, stays and is told.
        """
        whole = [n for n, row in enumerate(self.rows) if all(row.values[key] for key in keys)]
        for n in range(whole[-1] + 1 if whole else len(self.rows), len(self.rows)):
            if self._number(n) > self._number(n - 1) + 1:
                self.rows, self.foot = self.rows[:n], self.rows[n:]
                return

    @property
    def foot_words(self) -> str:
        """Return what the rows left out say, to be told."""
        return "; ".join(str(value) for row in self.foot for value in row.values.values() if value)

    def _number(self, n: int) -> int:
        return place_of(next(iter(self.rows[n].cells.values())))[0]


def read_table(
    name: str,
    file: IO[bytes],
    columns: Mapping[str, Sequence[str]],
    may_lack: Collection[str] = (),
) -> Table:
    """Read the first sheet whose headings hold every column: `{"code": ("Mã", "Code"), …}`.

    Headings are compared without case and marks. Columns that may lack are empty where they do. Of
    formulas the value kept beside them is read. Raises BadFile.
    """
    kind = name.rpartition(".")[2].lower()
    if kind in ("xlsx", "xlsm"):
        marks = scan(file)
        sheets = _workbook(file)
    elif kind == "csv":
        marks, sheets = {}, {"": _csv(file)}
    else:
        raise BadFile(_("Only .xlsx and .csv files can be read. Save the table as one of them."))
    for sheet, rows in sheets.items():
        for number, row in enumerate(rows[:HEADING_WITHIN], start=1):
            if (places := _places(row, columns, may_lack)) is not None:
                return _table(sheet, rows, number, places, marks.get(sheet, Marks()))
    needed = {key: names for key, names in columns.items() if key not in may_lack}
    nearest = [_lacking(row, needed) for rows in sheets.values() for row in rows[:HEADING_WITHIN]]
    lacking = min(nearest, key=len, default=[*needed.values()])
    wanted = ", ".join(f"“{names[0]}”" for names in lacking)
    if len(lacking) < len(needed):
        words = _("The row of headings lacks: %(wanted)s.") % {"wanted": wanted}
    else:
        words = _("No sheet has all these headings in one row: %(wanted)s.") % {"wanted": wanted}
    if any(sheets):
        read = ", ".join(f"“{sheet}”" for sheet in sheets)
        words += " " + _("Sheets in the file: %(sheets)s.") % {"sheets": read}
    raise BadFile(words)


def _places(
    row: Sequence[Value], columns: Mapping[str, Sequence[str]], may_lack: Collection[str]
) -> dict[str, int] | None:
    said: dict[str, int] = {}
    for place, value in enumerate(row, start=1):
        said.setdefault(fold(str(value)), place)
    places = {
        key: next((said[fold(each)] for each in names if fold(each) in said), 0)
        for key, names in columns.items()
    }
    return places if all(place or key in may_lack for key, place in places.items()) else None


def _lacking(row: Sequence[Value], needed: Mapping[str, Sequence[str]]) -> list[Sequence[str]]:
    """Return the columns no heading of a row names."""
    said = {fold(str(value)) for value in row}
    return [names for names in needed.values() if not {fold(each) for each in names} & said]


def _table(
    sheet: str, rows: list[list[Value]], heading: int, places: dict[str, int], marks: Marks
) -> Table:
    table = Table([], sheet)
    last, used = len(rows), set(places.values())

    def concerned(address: str) -> bool:
        row, column = place_of(address)
        return heading < row <= last and column in used

    for area in marks.merged:
        first, _colon, end = area.partition(":")
        top, left = place_of(first)
        bottom, right = place_of(end or first)
        if bottom >= heading and top <= last and any(left <= each <= right for each in used):
            words = _("these cells are merged. Separate them and write a value in each.")
            table.faults.append(Fault(area, words))
    for address in filter(concerned, marks.errors):
        table.faults.append(Fault(address, _("the formula ends in an error. Write the value.")))
    table.formulas = list(filter(concerned, marks.formulas))
    for number, row in enumerate(rows[heading:], start=heading + 1):
        values = {
            key: row[place - 1] if 0 < place <= len(row) else "" for key, place in places.items()
        }
        if any(values.values()):
            cells = {key: address_of(number, place or 1) for key, place in places.items()}
            table.rows.append(SheetRow(values, cells))
    return table


def _workbook(file: IO[bytes]) -> dict[str, list[list[Value]]]:
    try:
        with CalamineWorkbook.from_filelike(file) as book:
            return {
                name: [
                    [_value(cell) for cell in row]
                    for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                ]
                for name in book.sheet_names
            }
    except (CalamineError, OSError, ValueError) as error:
        raise BadFile(
            _("The file is damaged, locked, or no spreadsheet. Save it again as .xlsx or .csv.")
        ) from error


def _value(cell: object) -> Value:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell).replace(".", ",")
    return _clean(str(cell))


def _clean(text: str) -> str:
    return " ".join(nfc(text).replace("\0", "").split())


def _csv(file: IO[bytes]) -> list[list[Value]]:
    raw = file.read(MAX_CSV + 1)
    if len(raw) > MAX_CSV:
        raise BadFile(_("The file is larger than %(size)d MB.") % {"size": MAX_CSV // 1024 // 1024})
    text = _decoded(raw)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows: list[list[Value]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            if len(rows) == MAX_ROWS:
                raise too_many_rows(MAX_ROWS + 1)
            if len(row) > MAX_COLUMNS:
                raise too_many_columns()
            rows.append([_clean(cell) for cell in row])
    except csv.Error as error:
        words = _("Row %(row)d cannot be read: a quotation mark is missing or too many.")
        raise BadFile(words % {"row": len(rows) + 1}) from error
    return rows


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(
            _("The letters of this file are not Unicode. Save it as “CSV UTF-8” or as .xlsx.")
        ) from error
