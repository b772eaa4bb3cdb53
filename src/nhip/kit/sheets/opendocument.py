"""Looks through an .ods before it is read: how much it would unfold to, which cells are no plain value."""

from __future__ import annotations

import zipfile
from typing import IO

from .scanning import (
    BROKEN,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_MERGED,
    MAX_ROWS,
    MAX_UNPACKED,
    BadFile,
    Marks,
    address_of,
    check_package,
    damaged,
    feed,
    too_many_cells,
    too_many_columns,
    too_many_rows,
)

CONTENT = "content.xml"
CELL = ("table-cell", "covered-table-cell")
VALUED = {"float", "percentage", "currency", "date", "time", "boolean"}
"""Kinds of cells whose value stands in an attribute."""


def scan_ods(file: IO[bytes]) -> dict[str, Marks]:
    """Return the marks of every sheet, by its name. Raises BadFile."""
    try:
        with zipfile.ZipFile(file) as package:
            check_package(package)
            walk = _Sheets()
            feed(package, CONTENT, walk)
            return walk.sheets
    except BadFile:
        raise
    except BROKEN as error:
        raise damaged() from error
    finally:
        file.seek(0)


class _Sheets:
    """Walks over the cells; a row or a cell may say how often it is repeated."""

    def __init__(self) -> None:
        self.sheets: dict[str, Marks] = {}
        self.here, self.sheet = Marks(), ""
        self.row = self.column = self.rows = self.depth = 0
        self.letters = self.unfolded = self.cells = 0
        self.cell: dict[str, str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if name == "table":
            self.sheet = _said(attributes).get("name", "")
            self.here = self.sheets.setdefault(self.sheet, Marks())
            self.row = self.rows = 0
        elif name == "table-row":
            self.row += self.rows or 1
            self.rows, self.column = _times(_said(attributes), "rows-repeated"), 1
        elif name in CELL:
            self.cell = _said(attributes)
            self.letters = len(self.cell.get("string-value", ""))
        elif name == "annotation":
            self.depth += 1
        elif name == "s":  # so many spaces
            self.letters += int(_said(attributes).get("c", "1"))

    def data(self, text: str) -> None:
        if self.cell is not None and not self.depth:
            self.letters += len(text)

    def end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        if name == "annotation":
            self.depth = max(self.depth - 1, 0)
        elif name in CELL and self.cell is not None:
            said, self.cell = self.cell, None
            repeated = _times(said, "columns-repeated")
            if self.letters or said.get("value-type") or said.get("formula"):
                self._filled(said, repeated)
            self.column += repeated

    def _filled(self, said: dict[str, str], repeated: int) -> None:
        if self.row + self.rows - 1 > MAX_ROWS:
            raise too_many_rows(self.row + self.rows - 1, self.sheet)
        if self.column + repeated - 1 > MAX_COLUMNS:
            raise too_many_columns(self.sheet)
        self.cells += repeated * self.rows
        if self.cells > MAX_CELLS or len(self.here.merged) > MAX_MERGED:
            raise too_many_cells()
        self.unfolded += self.letters * repeated * self.rows
        if self.unfolded > MAX_UNPACKED:
            raise ValueError("the same long text in many cells")
        kind, address = said.get("value-type", ""), address_of(self.row, self.column)
        if said.get("formula"):
            self.here.formulas.append(address)
            if kind not in VALUED and not (self.letters or kind == "string"):
                self.here.hollow.append(address)
        if said.get("shown") == "error":
            self.here.errors.append(address)
        if kind == "percentage":
            self.here.percents.append(address)
        down, across = _times(said, "rows-spanned"), _times(said, "columns-spanned")
        if down > 1 or across > 1:
            last = address_of(self.row + down - 1, self.column + across - 1)
            self.here.merged.append(f"{address}:{last}")

    def close(self) -> None:
        """Nothing to do."""


def _said(attributes: dict[str, str]) -> dict[str, str]:
    """Return the attributes by their bare names; what LibreOffice says of a kind beside them is `shown`."""
    said = {}
    for key, value in attributes.items():
        name = key.rpartition("}")[2]
        said["shown" if name == "value-type" and "calcext" in key else name] = value
    return said


def _times(said: dict[str, str], what: str) -> int:
    return max(int(said.get(f"number-{what}", "1")), 1)
