"""A paper as an A4 document."""

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.document import Document as Doc
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from nhip.kit.text.pages import Block, Paper, Said, ScaledNumber
from nhip.kit.text.rules import write_figure

FONT = "Times New Roman"
WIDTH = 17  # centimetres between the margins
HALVES = (43, 57)  # how Decree 30 shares the head of a page
TO_WRITE_ON = 3  # dotted lines where words are missing
CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML has no place for them


def write_docx(paper: Paper) -> bytes:
    """Return the document: tables that repeat their heads on every page, rows that do not break.

    A heading stays with what it heads; pages are numbered at the top from the second on.
    """
    doc = Document()
    _lay_out(doc)
    if paper.corners:
        _corners(doc, paper.corners)
    if paper.number:
        row = _bare_table(doc, HALVES).add_row()
        _write(row.cells[0], paper.number, size=13).alignment = CENTRE
        _write(row.cells[1], paper.dated, size=13, is_italic=True).alignment = CENTRE
    elif paper.dated:
        _say(doc, paper.dated, is_italic=True).alignment = RIGHT
    title = _say(doc, paper.title, size=14, is_bold=True)
    title.alignment, title.paragraph_format.space_before = CENTRE, Pt(12)
    _say(doc, paper.subtitle).alignment = CENTRE
    if paper.addressee:
        _say(doc, paper.addressee, size=14).alignment = CENTRE
    for block in paper.blocks:
        _block(doc, block, paper.widths)
    if paper.signs:
        _signs(doc, paper.signs)
    if paper.foot:
        _foot(doc, paper.foot)
    doc.core_properties.title = UNPRINTABLE.sub("", paper.title)[:255]
    out = io.BytesIO()
    doc.save(out)
    return out.getvalue()


def _lay_out(doc: Doc) -> None:
    page = doc.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin, page.right_margin = Cm(2.5), Cm(1.5)
    page.top_margin = page.bottom_margin = Cm(2)
    page.different_first_page_header_footer = True
    number = page.header.paragraphs[0]
    number.alignment = CENTRE
    _field(number, "PAGE")
    normal = doc.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(12)
    normal.paragraph_format.space_after = Pt(4)


def _block(doc: Doc, block: Block, widths: Sequence[int]) -> None:
    heading = _say(doc, block.title, size=13, is_bold=True)
    heading.paragraph_format.space_before = Pt(10)
    heading.paragraph_format.keep_with_next = True
    if block.note:
        note = _say(doc, block.note, is_italic=True)
        note.paragraph_format.keep_with_next = bool(block.lines)
    if block.lines:
        _table(doc, block, widths)
    if not block.text_title:
        return
    title = _say(doc, block.text_title, is_bold=True)
    title.paragraph_format.space_before = Pt(6)
    title.paragraph_format.keep_with_next = True
    for words in block.text.splitlines():
        _say(doc, words)
    for left in range(0 if block.text else TO_WRITE_ON, 0, -1):
        dots = _say(doc, "\t")
        dots.paragraph_format.keep_with_next = left > 1
        dots.paragraph_format.tab_stops.add_tab_stop(
            Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
        )


def _say(
    doc: Doc, words: str, *, size: int = 12, is_bold: bool = False, is_italic: bool = False
) -> Paragraph:
    paragraph = doc.add_paragraph()
    run = paragraph.add_run(UNPRINTABLE.sub("", words))
    run.bold, run.italic, run.font.size = is_bold, is_italic, Pt(size)
    return paragraph


def _table(doc: Doc, block: Block, widths: Sequence[int]) -> None:
    table = _bare_table(doc, widths)
    table.style = "Table Grid"
    head = table.add_row()
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, words in zip(head.cells, block.headings, strict=True):
        _write(cell, words, is_bold=True).alignment = CENTRE
    for line in block.lines:
        row = table.add_row()
        if line.is_heading:
            _write(row.cells[0].merge(row.cells[-1]), line.cells[0], is_bold=True)
            _stay(row)
            continue
        _unbroken(row)
        for cell, said in zip(row.cells, line.cells, strict=True):
            _write(cell, said)
        row.cells[0].paragraphs[0].alignment = CENTRE
    _stay(table.rows[0])
    for row in list(table.rows)[-2:-1]:
        _stay(row)  # a last row never stands alone on a page


def _bare_table(doc: Doc, widths: Sequence[int]) -> Any:
    """Begin a table as wide as the page, without lines; its columns in these proportions."""
    table = doc.add_table(rows=0, cols=len(widths))
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(WIDTH * width / sum(widths))
    return table


def _unbroken(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _stay(row: _Row) -> None:
    """Keep a row on the page of the next one."""
    _unbroken(row)
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def _write(
    cell: _Cell, said: Said, *, size: int = 11, is_bold: bool = False, is_italic: bool = False
) -> Paragraph:
    paragraph: Paragraph = cell.paragraphs[0]
    if paragraph.text:
        paragraph = cell.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    words = (
        write_figure(said.amount, said.decimals) if isinstance(said, ScaledNumber) else said or ""
    )
    run = paragraph.add_run(UNPRINTABLE.sub("", words))
    run.bold, run.italic, run.font.size = is_bold, is_italic, Pt(size)
    if isinstance(said, ScaledNumber):
        paragraph.alignment = RIGHT
    return paragraph


def _corners(doc: Doc, corners: Iterable[Sequence[str]]) -> None:
    """Say at the head who sends it, and beside it the country's name; a rule under each."""
    row = _bare_table(doc, HALVES).add_row()
    for cell, lines in zip(row.cells, corners, strict=True):
        for words in lines:
            _write(cell, words, size=12, is_bold=words == lines[-1]).alignment = CENTRE
        _write(cell, "―" * 10, size=8).alignment = CENTRE


def _signs(doc: Doc, signs: Sequence[Sequence[str]]) -> None:
    """Leave room to sign, all on one page."""
    doc.add_paragraph().paragraph_format.keep_with_next = True
    row = _bare_table(doc, (1,) * len(signs)).add_row()
    _unbroken(row)
    for cell, (who, how) in zip(row.cells, signs, strict=True):
        _write(cell, who, size=13, is_bold=True).alignment = CENTRE
        _write(cell, how, size=12, is_italic=True).alignment = CENTRE
        _write(cell, "\n" * 4)


def _foot(doc: Doc, words: str) -> None:
    page = doc.sections[0]
    for footer in (page.footer, page.first_page_footer):
        run = footer.paragraphs[0].add_run(UNPRINTABLE.sub("", words))
        run.font.size = Pt(8)


def _field(paragraph: Paragraph, code: str) -> None:
    """Put in what the reader's program counts, e.g. the number of the page."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)
