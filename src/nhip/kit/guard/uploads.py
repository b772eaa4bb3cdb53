"""The text inside an uploaded file, so that a mark on its pages is seen."""

import io
import re
import zipfile
from typing import IO

from defusedxml.ElementTree import XMLParser

from nhip.kit.sheets.binary import SIGNATURE, words_of_xls
from nhip.kit.sheets.scanning import UNREADABLE

MAX_FILE = 30 * 1024 * 1024
MAX_UNPACKED = 60 * 1024 * 1024
MAX_PARTS = 1000
OFFICE = (".docx", ".docm", ".dotx", ".xlsx", ".xlsm", ".pptx", ".odt", ".ods", ".odp")
PLAIN = (".txt", ".csv", ".tsv", ".md", ".html", ".htm", ".xml", ".json")
OLD_SHEET = ".xls"
OPENED = (*OFFICE, OLD_SHEET)
# PDF, pictures and the other binary formats before 2007 are not opened: nothing in the standard
# library reads them, and their marks mostly lie in scanned pictures. A person must look.

_READ = re.compile(
    r"(word/(document|header\d*|footer\d*|footnotes|endnotes|comments)"
    r"|xl/(sharedStrings|worksheets/[^/]+)|ppt/slides/[^/]+|content|styles)\.xml"
)
_BLOCKS = {"p", "h", "br", "tc", "si", "is", "txbxContent"}
_HEADERS = re.compile(r"(odd|even|first)(Header|Footer)")
_HEADER_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|\d+|[A-Z])')
BROKEN = UNREADABLE


class Unreadable(ValueError):
    """The file is not what its name says, is locked with a password, or unpacks too large."""


def read_text(name: str, file: IO[bytes]) -> str:
    """Return a file's name and, where it can be read, the text inside, headers included.

    Raises Unreadable.
    """
    stem, dot, suffix = name.rpartition(".")
    kind = f".{suffix.lower()}" if dot else ""
    text = f"{stem or name}\n"
    if kind in OFFICE:
        text += _office_text(file)
    elif kind == OLD_SHEET:
        text += _sheet_text(file)
    elif kind in PLAIN:
        text += _decoded(file.read(MAX_FILE))
    return text


def _sheet_text(file: IO[bytes]) -> str:
    """Return what an old workbook says; what only bears its name is read as what it is."""
    raw = file.read(MAX_FILE)
    if raw.startswith(b"PK"):
        return _office_text(io.BytesIO(raw))
    if not raw.startswith(SIGNATURE):
        return _decoded(raw)
    try:
        return _HEADER_CODES.sub("\n", words_of_xls(raw))
    except ValueError as error:
        raise Unreadable from error


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1258", "replace")


def _office_text(file: IO[bytes]) -> str:
    words = _Words()
    try:
        with zipfile.ZipFile(file) as package:
            parts = [part for part in package.infolist() if _READ.fullmatch(part.filename)]
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise Unreadable
            for part in parts:
                parser = XMLParser(target=words, forbid_dtd=True)
                with package.open(part) as xml:  # zipfile never unpacks more than was declared
                    while chunk := xml.read(65536):
                        parser.feed(chunk)
                parser.close()
    except BROKEN as error:
        raise Unreadable from error
    return "".join(words.written)


class _Words:
    """Gathers the words of a part, a new line around every paragraph, cell and text box."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.header_from = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if name in _BLOCKS or name == "tab":
            self.written.append("\n")
        elif name == "textpath":  # a watermark
            self.written.append(f"\n{attributes.get('string', '')}\n")
        elif _HEADERS.fullmatch(name):
            self.header_from = len(self.written)

    def data(self, text: str) -> None:
        self.written.append(text)

    def end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        if _HEADERS.fullmatch(name):
            header = "".join(self.written[self.header_from :])
            self.written[self.header_from :] = [f"\n{_HEADER_CODES.sub(chr(10), header)}\n"]
        elif name in _BLOCKS:
            self.written.append("\n")

    def close(self) -> None:
        """A part ends; the words go on."""
