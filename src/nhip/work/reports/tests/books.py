"""Fills in a workbook as a spreadsheet would: one cell replaced in the sheet's own words."""

import io
import re
from zipfile import ZIP_DEFLATED, ZipFile

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
