"""A paper as an A4 xlsx that can be filled in, and what it says when it comes back.

A hidden sheet holds the marks of the paper and which cell bears which key beside which words, so that
nothing is guessed from headings, and rows that somebody moved or renamed are not taken for others.
"""

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from nhip.kit.text.pages import Block, Figure, Paper, Said
from nhip.kit.text.rules import nfc, write_day, write_figure

from .reading import Fault
from .scanning import BadFile, Marks, address_of, place_of, scan

KEYS = "nhip"  # the hidden sheet
MARK, KEY, PAGE = "mark", "key", "page"
EXACT = 15  # digits a spreadsheet keeps; longer figures are written as text
A4 = 9
FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


def write_xlsx(paper: Paper) -> bytes:
    """Return the workbook: one sheet on A4 across, its cells to fill in outlined."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        _Writer(book, paper).write()
    return out.getvalue()


class _Writer:
    """Writes row after row."""

    def __init__(self, book: Any, paper: Paper) -> None:
        self.paper, self.book, self.row = paper, book, 0
        name = FORBIDDEN.sub(" ", paper.title)[:31].strip() or "1"
        self.page = book.add_worksheet(name)
        self.keys = book.add_worksheet(KEYS)
        self.keys.very_hidden()
        self.key_row = 0
        self._note(PAGE, name, "")
        self.last = len(paper.widths) - 1
        self.plain = self._format(border=1)
        self.open = self._format(border=1, bg_color="#FFF8E6", align="right", locked=False)
        self.head = self._format(border=1, bold=True, bg_color="#EEEEEE")
        self.words = self._format(border=0)
        self.free = self._format(border=1, bg_color="#FFF8E6", locked=False)
        self.bold = self._format(border=0, bold=True)
        self.title = self._format(border=0, bold=True, font_size=14)

    def write(self) -> None:
        for name, mark in self.paper.marks.items():
            self._note(MARK, name, mark)
        for place, width in enumerate(self.paper.widths):
            self.page.set_column(place, place, width)
        self._across(self.paper.title, self.title)
        self._across(self.paper.subtitle, self.words)
        for block in self.paper.blocks:
            self._block(block)
        self.page.set_paper(A4)
        self.page.set_landscape()
        self.page.fit_to_pages(1, 0)
        self.page.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
        self.page.set_footer("&C&P / &N")
        self.page.print_area(0, 0, self.row, self.last)
        shapes = ("format_cells", "format_columns", "format_rows")
        self.page.protect("", dict.fromkeys(shapes, True))  # from mishaps: there is no password

    def _block(self, block: Block) -> None:
        self.row += 1
        self._across(block.title, self.bold)
        if block.note:
            self._across(block.note, self.words)
        if block.lines:
            for place, heading in enumerate(block.headings):
                self.page.write_string(self.row, place, heading, self.head)
            self.row += 1
        for line in block.lines:
            if line.is_heading:
                self._across(str(line.cells[0]), self.head)
                continue
            for place, said in enumerate(line.cells):
                is_open = place == self.paper.key_at and bool(line.key)
                self._cell(place, said, self.open if is_open else self.plain)
                if is_open:
                    words = _words(line.cells[:place])
                    self._note(KEY, line.key, address_of(self.row + 1, place + 1), words)
            self.row += 1
        if block.text_title:
            self._across(block.text_title, self.bold)
            self._note(KEY, block.text_key, address_of(self.row + 1, 1))
            self._across(block.text, self.free, rows=4)

    def _across(self, words: str, style: Any, rows: int = 1) -> None:
        whole = sum(self.paper.widths)
        lines = sum(1 + len(line) // whole for line in words.split("\n"))
        self.page.set_row(self.row, 16 * max(rows, lines) + (4 if style is self.title else 0))
        self.page.merge_range(self.row, 0, self.row, self.last, "", style)
        if words:
            self.page.write_string(self.row, 0, words, style)
        self.row += 1

    def _cell(self, place: int, said: Said, style: Any) -> None:
        if said is None:
            self.page.write_blank(self.row, place, None, style)
        elif isinstance(said, Figure) and len(str(abs(said.amount))) <= EXACT:
            dots = "." + "0" * said.decimals if said.decimals else ""
            number = float(Decimal(said.amount).scaleb(-said.decimals))
            shape = {"num_format": f"#,##0{dots}", "align": "right", "border": 1}
            if style is self.open:
                shape |= {"bg_color": "#FFF8E6", "locked": False}
            self.page.write_number(self.row, place, number, self._format(**shape))
        elif isinstance(said, Figure):
            written = write_figure(said.amount, said.decimals)
            self.page.write_string(self.row, place, written, style)
        else:
            self.page.write_string(self.row, place, said, style)

    def _note(self, *said: str) -> None:
        for place, words in enumerate(said):
            self.keys.write_string(self.key_row, place, words)
        self.key_row += 1

    def _format(self, **shape: object) -> Any:
        made: dict[str, object] = {"font_name": "Times New Roman", "font_size": 12}
        shape = {"text_wrap": True, "valign": "top", **shape}
        return self.book.add_format(made | shape)


def _words(cells: Iterable[object]) -> str:
    """Return what a row is called by: the words before its open cell."""
    return " ".join(" ".join(str(cell or "") for cell in cells).split())


@dataclass(frozen=True)
class Keyed:
    """What came back: the paper's marks, what stands at each key, and in which cell.

    Where there are faults, what stands in their cells is not to be trusted.
    """

    marks: dict[str, str]
    said: dict[str, str]
    cells: dict[str, str]
    faults: list[Fault] = field(default_factory=list)


def read_keyed(file: IO[bytes]) -> Keyed:
    """Read a workbook that `write_xlsx` wrote and somebody filled in. Raises BadFile."""
    scanned = scan(file)
    try:
        with CalamineWorkbook.from_filelike(file) as book:
            sheets = {
                name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                for name in book.sheet_names
            }
    except (CalamineError, OSError, ValueError) as error:
        raise BadFile(
            _("The file is damaged, locked, or no spreadsheet. Save it again as .xlsx or .csv.")
        ) from error
    keys = sheets.pop(KEYS, None)
    if not keys or not sheets:
        raise BadFile(_("This file was not printed here: it lacks the sheet that names its cells."))
    noted = [[str(cell) for cell in row] + [""] for row in keys if len(row) >= 3]
    page = next(
        (row[1] for row in noted if row[0] == PAGE and row[1] in sheets), next(iter(sheets))
    )
    came = Keyed({row[1]: row[2] for row in noted if row[0] == MARK}, {}, {})
    reader = _Reader(sheets[page], scanned.get(page, Marks()), came)
    for _kind, name, address, words, *_rest in (row for row in noted if row[0] == KEY):
        reader.take(name, address, words)
    reader.find_merged()
    came.faults.sort(key=lambda fault: place_of(fault.cell.partition(":")[0]))
    return came


class _Reader:
    """Takes one keyed cell after another, and notes what is more than a plain value."""

    def __init__(self, page: list[list[Any]], marks: Marks, came: Keyed) -> None:
        self.page, self.marks, self.came = page, marks, came
        self.told = {address: _("the formula ends in an error. Write the value.")
                     for address in marks.errors} | {
            address: _("This is a formula. Write its value: copy, then paste values only.")
            for address in marks.formulas if address not in marks.errors
        }  # fmt: skip

    def take(self, key: str, address: str, words: str) -> None:
        try:
            row, column = place_of(address)
        except ValueError as error:
            raise BadFile(_("The sheet that names this file's cells was changed.")) from error
        cells = self.page[row - 1] if row <= len(self.page) else []
        cell = cells[column - 1] if column <= len(cells) else ""
        said, fault = _read(cell)
        if words and _words(cells[: column - 1]) != words:
            fault = _("Here “%(row)s” should stand: rows were moved. Download the file again.")
            fault %= {"row": words}
        elif cell != "" and address in self.marks.percents:
            fault = _("This is a percentage. Set the format of the cell to Number, without %.")
        self.came.said[key], self.came.cells[key] = said, address
        if fault := self.told.get(address, fault):
            self.came.faults.append(Fault(address, fault))

    def find_merged(self) -> None:
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


def _read(cell: object) -> tuple[str, str]:
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
    return nfc(str(cell)).replace("\0", "").replace("\r\n", "\n").strip(), ""
