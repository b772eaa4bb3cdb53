"""A paper as an A4 document."""

import io
from collections.abc import Sequence

from docx import Document
from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from nhip.kit.text.pages import Block, Figure, Paper, Said
from nhip.kit.text.rules import write_figure

FONT = "Times New Roman"


def write_docx(paper: Paper) -> bytes:
    """Return the document: tables that repeat their heads on every page, rows that do not break."""
    doc = Document()
    page = doc.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin, page.right_margin = Cm(2.5), Cm(1.5)
    page.top_margin = page.bottom_margin = Cm(2)
    normal = doc.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(12)
    normal.paragraph_format.space_after = Pt(4)
    _say(doc, paper.title, size=15, is_bold=True).alignment = WD_ALIGN_PARAGRAPH.CENTER
    _say(doc, paper.subtitle).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for block in paper.blocks:
        heading = _say(doc, block.title, size=13, is_bold=True)
        heading.paragraph_format.keep_with_next = True
        if block.note:
            _say(doc, block.note)
        if block.lines:
            _table(doc, block, paper.widths)
        if block.text_title:
            _say(doc, block.text_title, is_bold=True).paragraph_format.space_before = Pt(6)
            _say(doc, block.text or "." * 100)
    doc.core_properties.title = paper.title
    out = io.BytesIO()
    doc.save(out)
    return out.getvalue()


def _say(doc: Doc, words: str, *, size: int = 12, is_bold: bool = False) -> Paragraph:
    paragraph = doc.add_paragraph()
    run = paragraph.add_run(words)
    run.bold, run.font.size = is_bold, Pt(size)
    return paragraph


def _table(doc: Doc, block: Block, widths: Sequence[int]) -> None:
    columns = len(block.headings)
    table = doc.add_table(rows=1, cols=columns)
    table.style = "Table Grid"
    table.autofit = False
    whole = sum(widths)
    sizes = [Cm(17 * width / whole) for width in widths]
    head = table.rows[0]
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, words in zip(head.cells, block.headings, strict=True):
        _write(cell, words, is_bold=True)
    for line in block.lines:
        row = table.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        if line.is_heading:
            _write(row.cells[0].merge(row.cells[-1]), line.cells[0], is_bold=True)
            continue
        for cell, said in zip(row.cells, line.cells, strict=True):
            _write(cell, said)
    for row in table.rows:
        for cell, size in zip(row.cells, sizes, strict=True):
            cell.width = size


def _write(cell: _Cell, said: Said, *, is_bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    words = write_figure(said.amount, said.decimals) if isinstance(said, Figure) else said or ""
    run = paragraph.add_run(words)
    run.bold, run.font.size = is_bold, Pt(11)
    if isinstance(said, Figure):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
