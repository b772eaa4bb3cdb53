"""Looks through an xlsx before it is read: how much would be unpacked, which cells are more than a value."""

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import IO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import XMLParser, fromstring
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

MAX_UNPACKED = 40 * 1024 * 1024
MAX_PARTS = 500
MAX_ROWS = 5_000
MAX_COLUMNS = 50
MAX_CELLS = 1_000_000  # of all sheets together, the empty ones between others counted
MAX_MERGED = 10_000
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    DefusedXmlException,
    ParseError,
    RuntimeError,  # locked with a password
    NotImplementedError,  # packed in a way zipfile does not know
    OSError,
    EOFError,
)
BROKEN = (*UNREADABLE, ValueError, KeyError, IndexError)
_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")


class BadFile(ValidationError):
    """The file cannot be read as a table; the message says why and how to mend it."""


@dataclass
class Marks:
    """What a worksheet holds beside plain values, by address."""

    formulas: list[str] = field(default_factory=list)
    hollow: list[str] = field(default_factory=list)  # formulas without a kept value
    errors: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    percents: list[str] = field(default_factory=list)


def scan(file: IO[bytes]) -> dict[str, Marks]:
    """Return the marks of every worksheet, by its name. Raises BadFile.

    Every part is unpacked once in small pieces: zipfile stops where a part grows beyond what the
    file says of it, so what is read after this is no larger than what was allowed here.
    """
    try:
        with zipfile.ZipFile(file) as package:
            check_package(package)
            parts = package.infolist()
            strings = _Strings()
            if any(part.filename == "xl/sharedStrings.xml" for part in parts):
                feed(package, "xl/sharedStrings.xml", strings)
            styles = _Styles()
            if any(part.filename == "xl/styles.xml" for part in parts):
                feed(package, "xl/styles.xml", styles)
            found = {}
            names = _worksheets(package)
            for part in parts:
                name = names.get(part.filename)
                target = (
                    _Cells(name, strings.lengths, styles.percents) if name is not None else None
                )
                feed(package, part.filename, target)
                if target and name is not None:
                    found[name] = target.marks
            return found
    except BadFile:
        raise
    except BROKEN as error:
        raise damaged() from error
    finally:
        file.seek(0)


def check_package(package: zipfile.ZipFile) -> None:
    """Refuse a package that would unpack to too much, or names a part twice. Raises BadFile."""
    parts = package.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise BadFile(
            _("The file unpacks to more than %(size)d MB. Copy the table into a new file.")
            % {"size": MAX_UNPACKED // 1024 // 1024}
        )
    if len({part.filename for part in parts}) < len(parts):
        raise zipfile.BadZipFile


def is_address(cell: str) -> bool:
    """Return whether words are the address of a cell."""
    return bool(_CELL.fullmatch(cell))


def place_of(address: str) -> tuple[int, int]:
    """Return row and column of an address, both from 1: "B7" is (7, 2)."""
    if not is_address(address):
        raise ValueError(address)
    row, column = xl_cell_to_rowcol(address)
    return row + 1, column + 1


def address_of(row: int, column: int) -> str:
    """Return the address of a cell, both counted from 1: (7, 2) is "B7"."""
    return str(xl_rowcol_to_cell(row - 1, column - 1))


def damaged() -> BadFile:
    """Return the refusal of what is no spreadsheet any more."""
    return BadFile(
        _("The file is damaged, locked, or no spreadsheet. Save it again as .xlsx or .csv.")
    )


def too_large(most: int) -> BadFile:
    """Return the refusal of a file of more than so many bytes."""
    return BadFile(_("The file is larger than %(size)d MB.") % {"size": most // 1024 // 1024})


def too_many_rows(row: int, sheet: str = "") -> BadFile:
    """Return the refusal of a table that is too long."""
    return BadFile(
        _("%(sheet)s has a cell in row %(row)d; %(most)d rows can be read. Delete the rows below.")
        % {"sheet": sheet or _("The file"), "row": row, "most": MAX_ROWS}
    )


def too_many_columns(sheet: str = "") -> BadFile:
    """Return the refusal of a table that is too wide."""
    return BadFile(
        _("%(sheet)s has more than %(most)d columns. Delete the columns to the right.")
        % {"sheet": sheet or _("The file"), "most": MAX_COLUMNS}
    )


def too_many_cells() -> BadFile:
    """Return the refusal of sheets that are together larger than any list."""
    return BadFile(
        _("The sheets of this file have more than %(most)d cells. Copy the table into a new file.")
        % {"most": MAX_CELLS}
    )


def feed(package: zipfile.ZipFile, name: str, target: object | None) -> None:
    """Unpack a part in small pieces, and let a walker see what stands in it."""
    parser = XMLParser(target=target, forbid_dtd=True) if target else None
    with package.open(name) as part:
        while chunk := part.read(65536):
            if parser:
                parser.feed(chunk)
    if parser:
        parser.close()


def _worksheets(package: zipfile.ZipFile) -> dict[str, str]:
    """Return the name of the sheet that each part of the package is."""
    links = fromstring(package.read("xl/_rels/workbook.xml.rels"), forbid_dtd=True)
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    found = {}
    for sheet in fromstring(package.read("xl/workbook.xml"), forbid_dtd=True).iter():
        if sheet.tag.endswith("}sheet"):
            link = next(value for key, value in sheet.attrib.items() if key.endswith("}id"))
            target = targets[link]
            found[target[1:] if target.startswith("/") else f"xl/{target}"] = sheet.get("name", "")
    return found


class _Strings:
    """Counts the letters of every shared string."""

    def __init__(self) -> None:
        self.lengths: list[int] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith("}si"):
            self.lengths.append(0)

    def data(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)

    def end(self, tag: str) -> None:
        """Nothing to do."""

    def close(self) -> None:
        """Nothing to do."""


class _Styles:
    """Finds the cell styles that show a number as a percentage."""

    def __init__(self) -> None:
        self.formats = {"9": "0%", "10": "0.00%"}
        self.is_cell_style = False
        self.kinds: list[str] = []

    @property
    def percents(self) -> set[str]:
        """Return the numbers by which cells name these styles."""
        shown = (self.formats.get(kind, "") for kind in self.kinds)
        return {str(number) for number, code in enumerate(shown) if "%" in code}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if name == "numFmt":
            self.formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self.is_cell_style = True
        elif name == "xf" and self.is_cell_style:
            self.kinds.append(attributes.get("numFmtId", ""))

    def data(self, text: str) -> None:
        """Nothing to do."""

    def end(self, tag: str) -> None:
        if tag.endswith("}cellXfs"):
            self.is_cell_style = False

    def close(self) -> None:
        """Nothing to do."""


class _Cells:
    """Walks over the cells of a worksheet, refuses too many, and notes what is no plain value."""

    def __init__(self, sheet: str, lengths: list[int], percents: set[str]) -> None:
        self.sheet, self.lengths, self.percents = sheet, lengths, percents
        self.marks = Marks()
        self.row = self.column = self.letters = 0
        self.kind = self.inside = self.value = ""
        self.is_formula = self.has_value = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.inside = tag.rpartition("}")[2]
        if self.inside == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        elif self.inside == "c":
            if "r" in attributes:
                self.row, self.column = place_of(attributes["r"])
            else:
                self.column += 1
            if self.row > MAX_ROWS:
                raise too_many_rows(self.row, self.sheet)
            if self.column > MAX_COLUMNS:
                raise too_many_columns(self.sheet)
            self.kind, self.value = attributes.get("t", ""), ""
            if self.kind == "e":
                self.marks.errors.append(address_of(self.row, self.column))
            if self.kind in ("", "n") and attributes.get("s") in self.percents:
                self.marks.percents.append(address_of(self.row, self.column))
            self.is_formula = self.has_value = False
        elif self.inside == "f":
            self.is_formula = True
            self.marks.formulas.append(address_of(self.row, self.column))
        elif self.inside == "mergeCell":
            self.marks.merged.append(attributes["ref"])
            if len(self.marks.merged) > MAX_MERGED:
                raise too_many_cells()

    def data(self, text: str) -> None:
        if self.inside == "v":
            self.has_value = True
            if self.kind == "s":
                self.value += text

    def end(self, tag: str) -> None:
        if tag.endswith("}c") and self.is_formula and not self.has_value and self.kind != "str":
            self.marks.hollow.append(address_of(self.row, self.column))
        if tag.endswith("}c") and self.value:
            self.letters += self.lengths[int(self.value)]
            if self.letters > MAX_UNPACKED:
                raise ValueError("the same long text in many cells")
            self.value = ""
        self.inside = ""

    def close(self) -> None:
        """Nothing to do."""
