"""Opens what a spreadsheet program wrote (.xlsx, .xls, .ods) or exported (.csv): its sheets, cell by cell."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import IO

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from .binary import SIGNATURE, scan_xls
from .opendocument import CONTENT, scan_ods
from .scanning import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    UNREADABLE,
    BadFile,
    Marks,
    damaged,
    scan,
    too_large,
    too_many_cells,
    too_many_columns,
    too_many_rows,
)

ACCEPT = ".xlsx,.xlsm,.xls,.ods,.csv"
"""What a field for such a file takes."""
MAX_CSV = 5 * 1024 * 1024
XLSX, XLS, ODS, CSV, HTML = "xlsx", "xls", "ods", "csv", "html"
LOCKED = "EncryptedPackage".encode("utf-16-le")
_SAME = {"xlsm": XLSX}
_REALLY = {XLSX: ".xlsx", XLS: ".xls", ODS: ".ods", HTML: "HTML"}
_PARTS = {"xl/workbook.xml": XLSX, CONTENT: ODS}
_LOOKED_AT = 200  # rows that tell what stands between the cells of a csv

Cell = str | float | bool | date | time | timedelta
"""A value as a spreadsheet keeps it; a csv keeps text alone."""


@dataclass(frozen=True)
class Page:
    """One sheet: its rows from the first one on, and which cells are more than a value."""

    rows: Sequence[Sequence[Cell]]
    marks: Marks


def open_book(name: str, file: IO[bytes]) -> dict[str, Page]:
    """Return the sheets of a file by their names; a csv is one sheet without a name.

    A file is what its name says, or it is refused. Raises BadFile.
    """
    suffix = name.rpartition(".")[2].lower()
    kind = _SAME.get(suffix, suffix)
    if kind not in (XLSX, XLS, ODS, CSV):
        raise BadFile(_("Only .xlsx, .xls, .ods and .csv files can be read."))
    _refuse_disguised(kind, suffix, file)
    if kind == CSV:
        return {"": Page(_csv(file), Marks())}
    if kind == XLS:
        return _read(file, scan_xls(file))
    return _read(file, scan(file) if kind == XLSX else scan_ods(file))


def _refuse_disguised(kind: str, suffix: str, file: IO[bytes]) -> None:
    """Raise BadFile where a file begins like another kind than its name says."""
    file.seek(0)
    inside = _inside(file)
    if kind == XLSX and inside == XLS and LOCKED in file.read():
        raise damaged()
    file.seek(0)
    if inside not in (kind, "") or (kind == XLS and not inside):
        words = _("The name says .%(said)s, but inside is something else%(really)s. Open it in a"
                  " spreadsheet program and save it as .xlsx.")  # fmt: skip
        really = f" ({_REALLY[inside]})" if inside else ""
        raise BadFile(words % {"said": suffix, "really": really})


def _inside(file: IO[bytes]) -> str:
    """Return what a file begins like; "" where that says nothing."""
    start = file.read(512)
    file.seek(0)
    if start.startswith(SIGNATURE):
        return XLS
    if start.startswith(b"PK"):
        try:
            with zipfile.ZipFile(file) as package:
                names = set(package.namelist())
        except UNREADABLE:
            return ""
        finally:
            file.seek(0)
        return next((kind for part, kind in _PARTS.items() if part in names), "")
    words = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return HTML if words.startswith((b"<html", b"<!doctype html", b"<table", b"<?xml")) else ""


def _read(file: IO[bytes], marks: Mapping[str, Marks] | Sequence[Marks]) -> dict[str, Page]:
    try:
        with CalamineWorkbook.from_filelike(file) as book:
            names = book.sheet_names
            by_name = marks if isinstance(marks, Mapping) else dict(zip(names, marks, strict=False))
            pages, cells = dict[str, Page](), 0
            for name in names:
                sheet = book.get_sheet_by_name(name)
                cells += sheet.total_height * sheet.total_width
                if cells > MAX_CELLS:
                    raise too_many_cells()
                rows = sheet.to_python(skip_empty_area=False)
                pages[name] = Page(rows, by_name.get(name, Marks()))
            return pages
    except BadFile:
        raise
    except (CalamineError, OSError, ValueError) as error:
        raise damaged() from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the reader gave up on a broken file
            raise
        raise damaged() from error


def _csv(file: IO[bytes]) -> list[list[str]]:
    raw = file.read(MAX_CSV + 1)
    if len(raw) > MAX_CSV:
        raise too_large(MAX_CSV)
    text = _decoded(raw)
    start = "\n".join(text.splitlines()[:_LOOKED_AT])
    delimiter = max(",;\t", key=lambda each: _evenness(start, each))
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            if len(rows) == MAX_ROWS:
                raise too_many_rows(MAX_ROWS + 1)
            if len(row) > MAX_COLUMNS:
                raise too_many_columns()
            rows.append(row)
    except csv.Error as error:
        words = _("Row %(row)d cannot be read: a quotation mark is missing or too many.")
        raise BadFile(words % {"row": len(rows) + 1}) from error
    return rows


def _evenness(text: str, delimiter: str) -> tuple[int, int]:
    """Return how many rows have equally many cells, more than one, if so cut: a title has its own commas."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        widths = Counter(len(row) for row in rows if len(row) > 1)
    except csv.Error:
        return 0, 0
    return max(((number, width) for width, number in widths.items()), default=(0, 0))


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(
            _("The letters of this file are not Unicode. Save it as “CSV UTF-8” or as .xlsx.")
        ) from error
