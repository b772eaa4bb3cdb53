"""A plain table to be filled in, as xlsx."""

import io
from collections.abc import Iterable, Sequence

import xlsxwriter


def write_table(sheet: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a workbook of one sheet; every cell is text, so that "07" stays "07"."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet(sheet[:31])
        as_text = book.add_format({"num_format": "@"})
        bold = book.add_format({"bold": True, "num_format": "@"})
        page.set_column(0, len(headings) - 1, 22, as_text)
        page.freeze_panes(1, 0)
        for number, row in enumerate([headings, *rows]):
            for place, words in enumerate(row):
                page.write_string(number, place, words, bold if number == 0 else as_text)
    return out.getvalue()
