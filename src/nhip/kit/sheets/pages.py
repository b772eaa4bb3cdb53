"""A paper as an A4 xlsx that can be filled in; `returning` reads what comes back.

A hidden sheet holds the marks of the paper and which cell bears which key beside which words, so that
rows are found again by their own names wherever somebody moved them, and none is taken for another.
"""

import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter

from nhip.kit.text.pages import Block, Paper, Said, ScaledNumber
from nhip.kit.text.rules import write_figure

from .scanning import address_of

KEYS = "nhip"  # the hidden sheet
MARK, KEY, PAGE = "mark", "key", "page"
EXACT = 15  # digits a spreadsheet keeps; longer figures are written as text
A4 = 9
SCALE = 85  # percent; programs do not agree how wide a column is
LINE = 16  # points a line of text takes
ROOM = 4 * LINE  # to write remarks in
HIGH = 855  # points of a page between its margins at that scale, a little spared
LONGEST, LINES = 1200, 20  # what a row is sure to show: none is higher than 409 points
HIGHEST = 409
JOINS = {"line": "\n", "space": " ", "on": ""}
NAMES = {mark: name for name, mark in JOINS.items()}
FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


def write_xlsx(paper: Paper) -> bytes:
    """Return the workbook: one sheet on A4, its cells to fill in outlined."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        _SheetWriter(book, paper).write()
    return out.getvalue()


class _SheetWriter:
    """Writes row after row, and counts how much of a page is taken."""

    def __init__(self, book: Any, paper: Paper) -> None:
        self.paper, self.book, self.row = paper, book, 0
        name = FORBIDDEN.sub(" ", paper.title)[:31].strip() or "1"
        self.page = book.add_worksheet(name)
        self.keys = book.add_worksheet(KEYS)
        self.keys.very_hidden()
        self.key_row = 0
        self._note(PAGE, name, "")
        self.last = len(paper.widths) - 1
        self.whole = sum(paper.widths)
        self.taken, self.breaks = 0, list[int]()
        self.plain = self._format(border=1)
        self.open = self._format(border=1, bg_color="#FFF8E6", align="right", locked=False)
        self.head = self._format(border=1, bold=True, bg_color="#EEEEEE", align="center")
        self.group = self._format(border=1, bold=True, bg_color="#EEEEEE")
        self.words = self._format(border=0)
        self.free = self._format(border=1, bg_color="#FFF8E6", locked=False)
        self.bold = self._format(border=0, bold=True)
        self.title = self._format(border=0, bold=True, font_size=14, align="center")
        self.centred = self._format(border=0, align="center")
        self.centred_bold = self._format(border=0, align="center", bold=True)
        self.centred_italic = self._format(border=0, align="center", italic=True)
        self.dated = self._format(border=0, align="right", italic=True)

    def write(self) -> None:
        for name, mark in self.paper.marks.items():
            self._note(MARK, name, mark)
        for place, width in enumerate(self.paper.widths):
            self.page.set_column(place, place, width)
        left, right = self.paper.corners or ((), ())
        for place in range(max(len(left), len(right))):
            lines = [(*side, *[""] * place)[place] for side in (left, right)]
            ends = [place == len(side) - 1 for side in (left, right)]
            self._beside(lines, [self.centred_bold if end else self.centred for end in ends])
        if self.paper.number:
            styles = (self.centred, self.centred_italic)
            self._beside((self.paper.number, self.paper.dated), styles)
        elif self.paper.dated:
            self._across(self.paper.dated, self.dated)
        if self.row:
            self._skip()
        self._across(self.paper.title, self.title)
        self._across(self.paper.subtitle, self.centred)
        if self.paper.addressee:
            self._across(self.paper.addressee, self.centred)
        for block in self.paper.blocks:
            self._block(block)
        if self.paper.signs:
            self._skip()
            self._make_room(6 * LINE)
            styles = (self.centred_bold, self.centred_italic)
            for said, style in zip(zip(*self.paper.signs, strict=True), styles, strict=True):
                self._beside(said, [style] * len(said))
            self.row += 4
        self.page.set_paper(A4)
        self.page.set_portrait()
        self.page.set_print_scale(SCALE)
        self.page.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.8)
        self.page.set_footer(f"&L&8{self.paper.foot.replace('&', '&&')[:120]}&R&P / &N")
        self.page.set_h_pagebreaks(self.breaks)
        self.page.print_area(0, 0, self.row, self.last)
        shapes = ("format_cells", "format_columns", "format_rows")
        self.page.protect("", dict.fromkeys(shapes, True))  # from mishaps: there is no password

    def _block(self, block: Block) -> None:
        self._skip()
        self._make_room(self._height(block))
        self._across(block.title, self.bold)
        if block.note:
            self._across(block.note, self.words)
        if block.lines:
            for place, heading in enumerate(block.headings):
                self.page.write_string(self.row, place, heading, self.head)
            self._end_row(block.headings)
        for line in block.lines:
            if line.is_heading:
                self._across(str(line.cells[0]), self.group)
                continue
            for place, said in enumerate(line.cells):
                is_open = place == self.paper.key_at and bool(line.key)
                self._cell(place, said, self.open if is_open else self.plain)
                if is_open:
                    words = words_of(line.cells[:place])
                    self._note(KEY, line.key, address_of(self.row + 1, place + 1), words)
            self._end_row(line.cells)
        if block.text_title:
            self._across(block.text_title, self.bold)
            for part, joined in cut(block.text):
                words = block.text_title if not joined else ""
                self._note(KEY, block.text_key, address_of(self.row + 1, 1), words, joined)
                self._across(part, self.free, ROOM)

    def _height(self, block: Block) -> int:
        """Return how high a block stands, in points."""
        words = [block.title, block.note, block.text_title]
        lines = [row.cells for row in block.lines if not row.is_heading]
        heads = len(block.lines) - len(lines) + bool(block.lines)
        return (
            sum(self._high(each) for each in words if each)
            + sum(max(ROOM, self._high(part)) for part, _ in cut(block.text))
            + sum(self._row_height(cells) for cells in lines)
            + heads * LINE
        )

    def _row_height(self, cells: Sequence[Said]) -> int:
        pairs = zip(cells, self.paper.widths, strict=True)
        return max(
            self._high(said, wide) for said, wide in pairs if not isinstance(said, ScaledNumber)
        )

    def _high(self, words: str | None, wide: int = 0) -> int:
        return LINE * sum(
            1 + len(line) // (wide or self.whole) for line in (words or "").split("\n")
        )

    def _skip(self) -> None:
        self.row += 1
        self.taken += LINE

    def _make_room(self, height: int) -> None:
        """Begin a page where what comes next would be torn and need not be."""
        if self.taken + height > HIGH >= height:
            self.breaks.append(self.row)
            self.taken = 0

    def _end_row(self, cells: Sequence[Said]) -> None:
        self.row += 1
        self.taken = (self.taken + self._row_height(cells)) % HIGH

    def _across(self, words: str, style: Any, least: int = LINE) -> None:
        height = max(least, self._high(words)) + (4 if style is self.title else 0)
        self.page.set_row(self.row, min(height, HIGHEST))
        self.taken = (self.taken + height) % HIGH
        self.page.merge_range(self.row, 0, self.row, self.last, "", style)
        if words:
            self.page.write_string(self.row, 0, words, style)
        self.row += 1

    def _beside(self, lines: Sequence[str], styles: Sequence[Any]) -> None:
        """Write left and right of one another, half the page each."""
        half, high = self.whole // 2, 0
        for (first, last), words, style in zip(
            ((0, 1), (2, self.last)), lines, styles, strict=True
        ):
            self.page.merge_range(self.row, first, self.row, last, "", style)
            self.page.write_string(self.row, first, words, style)
            high = max(high, self._high(words, half * 4 // 5))
        self.page.set_row(self.row, high)
        self.taken += high
        self.row += 1

    def _cell(self, place: int, said: Said, style: Any) -> None:
        if said is None:
            self.page.write_blank(self.row, place, None, style)
        elif isinstance(said, ScaledNumber) and len(str(abs(said.amount))) <= EXACT:
            dots = "." + "0" * said.decimals if said.decimals else ""
            number = float(Decimal(said.amount).scaleb(-said.decimals))
            shape = {"num_format": f"#,##0{dots}", "align": "right", "border": 1}
            if style is self.open:
                shape |= {"bg_color": "#FFF8E6", "locked": False}
            self.page.write_number(self.row, place, number, self._format(**shape))
        elif isinstance(said, ScaledNumber):
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


def words_of(cells: Iterable[object]) -> str:
    """Return what a row is called by: the words before its open cell."""
    return " ".join(" ".join(str(cell or "") for cell in cells).split())


def cut(text: str) -> list[tuple[str, str]]:
    """Return words in parts a row can show, each with how it follows the one before it.

    Cut between lines, else between words, else within one; joined by `JOINS` they are the text again.
    """
    parts, joined = [], ""
    while len(text) > LONGEST or text.count("\n") >= LINES:
        most = len("\n".join(text.split("\n")[:LINES])[:LONGEST])
        at, cut = max((text.rfind(mark, 1, most + 1), mark) for mark in "\n ")
        is_within = at < 1
        parts.append((text[: most if is_within else at], joined))
        joined = "on" if is_within else NAMES[cut]
        text = text[most:] if is_within else text[at + 1 :]
    return [*parts, (text, joined)]
