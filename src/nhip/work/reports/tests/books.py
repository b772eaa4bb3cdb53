"""Fills in a workbook as a spreadsheet would: one cell replaced in the sheet's own words."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import load_workbook

SHEET = "xl/worksheets/sheet1.xml"
STYLES = "xl/styles.xml"


def filled(book: bytes, cells: dict[str, str | int | float], **changed: object) -> bytes:
    """Return the workbook with values written into cells by address.

    A number is written as a number, a text as a text, one that begins with "=" as a formula whose
    kept value is 7. `xml` takes the sheet's text and returns another one.
    """
    out = io.BytesIO()
    with ZipFile(io.BytesIO(book)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == SHEET:
                text = part.decode()
                for address, value in cells.items():
                    text = _put(text, address, value)
                part = changed.get("xml", str)(text).encode()
            elif name == STYLES and "styles" in changed:
                part = changed["styles"](part.decode()).encode()
            new.writestr(name, part)
    return out.getvalue()


def _put(sheet: str, address: str, value: str | int | float) -> str:
    pattern = rf'<c r="{address}"( s="\d+")?[^>]*?(/>|>.*?</c>)'
    style = re.search(pattern, sheet)[1] or ""
    if isinstance(value, str) and value.startswith("="):
        cell = f'<c r="{address}"{style}><f>{value[1:]}</f><v>7</v></c>'
    elif isinstance(value, str):
        cell = f'<c r="{address}"{style} t="inlineStr"><is><t>{value}</t></is></c>'
    else:
        cell = f'<c r="{address}"{style}><v>{value}</v></c>'
    return re.sub(pattern, lambda _: cell, sheet, count=1)


def edited(book: bytes, change: Callable[[Any], None]) -> bytes:
    """Return the workbook after somebody changed its first sheet in a spreadsheet program."""
    opened = load_workbook(io.BytesIO(book))
    sheet = opened.worksheets[0]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    change(sheet)
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def sheets_of(book: bytes) -> dict[str, list[list[str]]]:
    """Return what stands in a workbook as text, sheet by sheet."""
    return {
        sheet.title: [[_shown(cell) for cell in row] for row in sheet.values]
        for sheet in load_workbook(io.BytesIO(book)).worksheets
    }


def _shown(cell: object) -> str:
    if cell is None:
        return ""
    return str(cell).replace(".", ",") if isinstance(cell, float) else str(cell)


def as_csv(book: bytes) -> bytes:
    """Save the first sheet as a spreadsheet program does: nothing hidden is kept."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows(next(iter(sheets_of(book).values())))
    return out.getvalue().encode("utf-8-sig")


def returned(suffix: str) -> bytes:
    """Return a draft that LibreOffice saved, a row put in and two cells filled in, as .xls or .ods."""
    return Path(f"tests/lists/returned.{suffix}").read_bytes()
