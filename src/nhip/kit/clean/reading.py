"""Reads HTML from elsewhere; nothing of it comes through but words, and what they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from . import legacy
from .choices import LeftOutKind
from .gathering import Gathered, GatheredCell, GatheredLine, GatheredTable, pieces_of
from .legacy import LegacyFont
from .looks import BLOCKS, UNREAD, Fonts, WordLook, looked, safe_address, sheet_fonts
from .pieces import CleanText, LeftOut, Recoded, TextPicture

MAX_LETTERS = 2_000_000
MAX_CELLS = 5000
MAX_LINES = 20_000
_SPACES = re.compile(r"[ \t\r\n\f\v\xa0]+")
_LONGEST_MARKER = 16
_MOST_SPANNED = 40


class TooTangled(ValueError):
    """The text is too long, or too deeply nested, to be read."""


def read_html(html: str, *, pictures: Container[str] = (), converts: bool = True) -> CleanText:
    """Return what a browser or Word says, as pieces.

    Pictures come through whose address is among `pictures`; legacy letters are read as Unicode where
    `converts`. Raises TooTangled.
    """
    if len(html) > MAX_LETTERS:
        raise TooTangled
    root = _parsed(html)
    if root is None:
        return CleanText()
    sheets = "\n".join(sheet.text or "" for sheet in root.iter("style"))
    reader = _Gatherer(pictures, sheet_fonts(sheets))
    reader.walk(root, WordLook())
    reader.end_line()
    recoded = _recode(reader.lines) if converts else []
    left = [LeftOut(each.kind, " ".join("".join(each.words).split())) for each in reader.left]
    return CleanText(pieces_of(reader.parts), tuple(left), tuple(recoded))


def _parsed(html: str) -> Any:
    parser: Any = etree.HTMLParser(
        remove_comments=True, remove_pis=True, no_network=True, encoding="utf-8"
    )
    try:
        root = etree.fromstring(html.encode("utf-8", "replace"), parser)
    except etree.ParseError:  # nothing but spaces or comments
        root = None
    if any("depth" in said.message for said in parser.error_log):
        raise TooTangled
    return root


@dataclass
class _Omission:
    kind: LeftOutKind
    words: list[str] = field(default_factory=list)


class _Gatherer:
    """Walks through the elements and gathers lines, tables and pictures."""

    def __init__(self, pictures: Container[str], fonts: Fonts) -> None:
        self.pictures = pictures
        self.fonts = fonts
        self.parts: list[Gathered] = []
        self.lines: list[GatheredLine] = []
        self.left: list[_Omission] = []
        self.line = GatheredLine()
        self.table: GatheredTable | None = None
        self.tables = 0
        self.cells = 0

    def walk(self, element: Any, around: WordLook) -> None:
        """Read an element, and the words that follow it within the one around."""
        tag = element.tag.casefold() if isinstance(element.tag, str) else ""
        if tag and tag not in UNREAD:
            look = looked(tag, element.attrib, around, self.fonts)
            if look.left and not around.left:
                self.left.append(_Omission(look.left))
            if tag in BLOCKS:
                self.end_line(look)
            self._enter(tag, element, look)
            self._say(element.text, look)
            for child in element:
                self.walk(child, look)
            if tag in BLOCKS:
                self.end_line(look)
            self._leave(tag, look)
        self._say(element.tail, around)

    def end_line(self, look: WordLook | None = None) -> None:
        """Keep the words since the last line began, where there are any."""
        if look and look.left:
            self.left[-1].words.append(" ")
            return
        line, self.line = self.line, GatheredLine()
        if len(line.marker.strip()) > _LONGEST_MARKER:
            line.runs.insert(0, (line.marker, WordLook()))
        if not line.squeeze():
            return
        self.lines.append(line)
        if len(self.lines) > MAX_LINES:
            raise TooTangled
        if self.table is None:
            self.parts.append(line)
        elif self.table.cell is not None:
            self.table.cell.lines.append(line)
        elif line.look.is_caption:
            self.table.captions.append(line)
        else:
            self.parts.append(line)

    def _enter(self, tag: str, element: Any, look: WordLook) -> None:
        if look.left:
            return
        if tag == "br":
            self.line.runs.append(("\n", look))
        elif tag == "img":
            self._picture(element.get("src", ""), element.get("alt", ""))
        elif tag == "a":
            self._name_link(element.get("href", ""))
        elif tag == "table":
            self.tables += 1
            if self.table is None:
                self.table = GatheredTable()
                self.parts.append(self.table)
        elif self.table is not None and self.tables == 1:
            if tag == "tr":
                self.table.rows.append([])
            elif tag in ("td", "th"):
                self._cell(element)

    def _cell(self, element: Any) -> None:
        assert self.table is not None
        wide, high = (_spanned(element.get(name, "")) for name in ("colspan", "rowspan"))
        cell = GatheredCell(wide, high)
        self.cells += cell.wide * cell.high
        if self.cells > MAX_CELLS:
            raise TooTangled
        self.table.rows = self.table.rows or [[]]
        self.table.rows[-1].append(cell)
        self.table.cell = cell

    def _leave(self, tag: str, look: WordLook) -> None:
        if look.left or self.table is None:
            return
        if tag in ("td", "th") and self.tables == 1:
            self.table.cell = None
        elif tag == "table":
            self.tables -= 1
            if not self.tables:
                if self.table.size > MAX_CELLS:
                    raise TooTangled
                self.table = None

    def _say(self, words: str | None, look: WordLook) -> None:
        if not words:
            return
        if look.left:
            self.left[-1].words.append(words)
        elif look.is_marker:
            self.line.markers.append(words)
        else:
            said = words if look.keeps_breaks else _SPACES.sub(" ", words)
            self.line.runs.append((said, look))

    def _picture(self, source: str, description: str) -> None:
        if source in self.pictures:
            self.end_line()
            self.parts.append(TextPicture(source, description=description))
        else:
            is_named = source and not source.casefold().startswith("data:")
            name = source.replace("\\", "/").rpartition("/")[2] if is_named else description
            self.left.append(_Omission(LeftOutKind.PICTURE, [name[:200]]))

    def _name_link(self, address: str) -> None:
        if address and not address.startswith("#") and not safe_address(address):
            self.left.append(_Omission(LeftOutKind.LINK, [address[:200]]))


def _spanned(said: str) -> int:
    return max(1, min(int(said), _MOST_SPANNED)) if said.isdecimal() and len(said) < 6 else 1


def _recode(lines: list[GatheredLine]) -> list[Recoded]:
    """Read legacy letters as Unicode, by their fonts and, without one, by what they look like."""
    guesses = [legacy.guess(line.bare_words) for line in lines]
    known = Counter(guess for guess in guesses if guess)
    usual = known.most_common(1)[0][0] if known else None
    recoded = []
    for line, guess in zip(lines, guesses, strict=True):
        if not guess and usual and legacy.reads_as(line.bare_words, usual):
            guess = usual
        before = line.words
        line.decode(LegacyFont(guess) if guess else None)
        encoding = guess or next(
            (look.font.encoding for _words, look in line.runs if look.font), None
        )
        if encoding and line.words != before:
            recoded.append(Recoded(encoding, before, line.words))
    return recoded
