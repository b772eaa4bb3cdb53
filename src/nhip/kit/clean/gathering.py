"""What is gathered while a text is read, and how it becomes pieces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from typing import cast

from nhip.kit.text.rules import nfc

from .legacy import LegacyFont, decode
from .looks import NO_HEADING, TITLE_LEVEL, WordLook
from .pieces import (
    TextHeading,
    TextItem,
    TextLine,
    TextList,
    TextParagraph,
    TextPicture,
    TextPiece,
    TextRun,
    TextTable,
    words_of,
)

_NUMBER = re.compile(r"\s*\(?(\d+|[a-zA-Z]{1,4})[.)]")


@dataclass(eq=False)
class GatheredLine:
    """Words of one line, each run with its look."""

    runs: list[tuple[str, WordLook]] = field(default_factory=list)
    markers: list[str] = field(default_factory=list)

    @property
    def marker(self) -> str:
        """Return what Word writes before an entry of a list."""
        return "".join(self.markers)

    @property
    def look(self) -> WordLook:
        """Return what the line is: that of its first words."""
        return self.runs[0][1] if self.runs else WordLook()

    @property
    def words(self) -> str:
        """Return all its words."""
        return "".join(words for words, _look in self.runs)

    @property
    def bare_words(self) -> str:
        """Return the words no legacy font lends its letters to."""
        return " ".join(words for words, look in self.runs if not look.font)

    @property
    def is_caption(self) -> bool:
        """Tell whether it stands as a caption does, or all in italics."""
        is_plain = self.look.heading == NO_HEADING and self.look.depth < 0
        return is_plain and (
            self.look.is_caption or all(look.is_italic for _words, look in self.runs)
        )

    def squeeze(self) -> bool:
        """Leave one space where there are many, none at the ends; tell whether there are words."""
        kept: list[tuple[str, WordLook]] = []
        last = "\n"
        for words, look in self.runs:
            said = words.lstrip(" ") if last in " \n" else words
            said = said.lstrip("\n") if not kept else said
            if said.startswith("\n") and kept:
                kept[-1] = (kept[-1][0].rstrip(" "), kept[-1][1])
            if said:
                kept.append((said, look))
                last = said[-1]
        while kept and not (said := kept[-1][0].rstrip()):
            kept.pop()
        if kept:
            kept[-1] = (said, kept[-1][1])
        self.runs = [(words, look) for words, look in kept if words]
        return bool(self.words.strip())

    def decode(self, guessed: LegacyFont | None) -> None:
        """Read what legacy fonts lend; `guessed` is for words of no such font."""
        self.runs = [
            (decode(words, font) if (font := look.font or guessed) else words, look)
            for words, look in self.runs
        ]

    def said(self) -> TextLine:
        """Return the line as it is handed on, runs of one look joined."""
        runs = (
            TextRun(nfc(words), look.is_bold, look.is_italic, look.address)
            for words, look in self.runs
        )
        return joined(runs)


@dataclass(eq=False)
class GatheredCell:
    """A cell of a table, over so many columns and rows."""

    wide: int = 1
    high: int = 1
    lines: list[GatheredLine] = field(default_factory=list)


@dataclass(eq=False)
class GatheredTable:
    """A table; `cell` is the one being read."""

    rows: list[list[GatheredCell]] = field(default_factory=list)
    captions: list[GatheredLine] = field(default_factory=list)
    cell: GatheredCell | None = None

    @property
    def size(self) -> int:
        """Return how many places it has at least."""
        return len(self.rows) * max(
            (sum(cell.wide for cell in row) for row in self.rows), default=0
        )

    def grid(self) -> list[list[GatheredCell]]:
        """Return its rows with one cell a column; what a cell spans stays empty, empty rows go."""
        taken: dict[tuple[int, int], GatheredCell] = {}
        for number, row in enumerate(self.rows):
            column = 0
            for cell in row:
                while (number, column) in taken:
                    column += 1
                for down in range(min(cell.high, len(self.rows) - number)):
                    for right in range(cell.wide):
                        taken.setdefault((number + down, column + right), GatheredCell())
                taken[number, column] = cell
        width = max((column for _row, column in taken), default=-1) + 1
        rows = [
            [taken.get((number, column), GatheredCell()) for column in range(width)]
            for number in range(len(self.rows))
        ]
        return [row for row in rows if any(cell.lines for cell in row)]


Gathered = GatheredLine | GatheredTable | TextPicture


def joined(runs: Iterable[TextRun]) -> TextLine:
    """Return a line in which no two neighbours look alike."""
    alike = groupby(runs, lambda run: replace(run, words=""))
    return tuple(replace(look, words=words_of(each)) for look, each in alike)


def pieces_of(parts: Sequence[Gathered]) -> tuple[TextPiece, ...]:
    """Return the pieces of what was gathered."""
    levels = [part.look.heading for part in parts if isinstance(part, GatheredLine)]
    largest = min((level for level in levels if level > TITLE_LEVEL), default=NO_HEADING)
    unwrapped = _with_captions(list(_unwrapped(parts)))
    pieces = (_piece(part, largest) for part in unwrapped)
    return tuple(_listed(pieces))


def _unwrapped(parts: Iterable[Gathered]) -> Iterator[Gathered]:
    """Take lines out of tables of one column, which only frame them."""
    for part in parts:
        if isinstance(part, GatheredTable) and all(len(row) < 2 for row in part.grid()):
            yield from part.captions
            yield from (line for row in part.grid() for cell in row for line in cell.lines)
        else:
            yield part


def _with_captions(parts: list[Gathered]) -> list[Gathered]:
    """Put captions to the picture before them, and to the table before or after them."""
    gone: set[int] = set()
    for at, (part, following) in enumerate(pairwise(parts)):
        if (
            isinstance(part, TextPicture)
            and isinstance(following, GatheredLine)
            and following.is_caption
        ):
            parts[at] = replace(part, caption=" ".join(words_of(following.said()).split()))
            gone.add(at + 1)
        for table, line, place in ((part, following, at + 1), (following, part, at)):
            if not (
                isinstance(table, GatheredTable)
                and isinstance(line, GatheredLine)
                and line.look.is_caption
            ):
                continue
            if not table.captions and place not in gone:
                table.captions.append(line)
                gone.add(place)
    return [part for at, part in enumerate(parts) if at not in gone]


def _piece(part: Gathered, largest: int) -> TextPiece | tuple[object, TextItem]:
    if isinstance(part, TextPicture):
        return part
    if isinstance(part, GatheredTable):
        return _table(part)
    look, line = part.look, part.said()
    if look.heading < NO_HEADING:
        return TextHeading(" ".join(words_of(line).split()), is_small=look.heading > largest)
    if look.depth < 0:
        return TextParagraph(line)
    is_numbered = bool(_NUMBER.match(part.marker)) if part.marker else look.is_numbered
    return look.item, TextItem(line, look.depth, is_numbered)


def _listed(pieces: Iterable[TextPiece | tuple[object, TextItem]]) -> Iterator[TextPiece]:
    """Gather entries that follow one another into lists; two lines of one entry are one."""
    for is_item, alike in groupby(pieces, lambda piece: isinstance(piece, tuple)):
        if is_item:
            yield TextList(tuple(_entries(cast(Iterable[tuple[object, TextItem]], alike))))
        else:
            yield from cast(Iterable[TextPiece], alike)


def _entries(items: Iterable[tuple[object, TextItem]]) -> Iterator[TextItem]:
    for _key, same in groupby(items, lambda item: id(item[0])):
        first, *more = [item for _key, item in same]
        lines = (run for item in more for run in (TextRun("\n"), *item.line))
        yield replace(first, line=joined([*first.line, *lines])) if more else first


def _table(table: GatheredTable) -> TextTable:
    grid = table.grid()
    head, *body = grid if len(grid) > 1 else [[GatheredCell() for _cell in grid[0]], *grid]
    return TextTable(
        tuple(" ".join(" ".join(line.words.split()) for line in cell.lines) for cell in head),
        tuple(tuple(tuple(line.said() for line in cell.lines) for cell in row) for row in body),
        " ".join(" ".join(line.words.split()) for line in table.captions),
    )
