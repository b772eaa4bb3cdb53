"""What a text from elsewhere is read into: a small document, and what was left out of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .choices import LeftOutKind, LegacyEncoding


@dataclass(frozen=True)
class TextRun:
    """Some words of a line; "\\n" in them breaks the line. `address` is where a link leads to."""

    words: str
    is_bold: bool = False
    is_italic: bool = False
    address: str = ""


TextLine = tuple[TextRun, ...]


@dataclass(frozen=True)
class TextParagraph:
    """A paragraph of running text."""

    line: TextLine


@dataclass(frozen=True)
class TextHeading:
    """A heading, or a smaller one."""

    words: str
    is_small: bool = False


@dataclass(frozen=True)
class TextItem:
    """An entry of a list; one of depth 1 stands below the last one of depth 0."""

    line: TextLine
    depth: int = 0
    is_numbered: bool = False


@dataclass(frozen=True)
class TextList:
    """Entries that follow one another."""

    items: tuple[TextItem, ...]


@dataclass(frozen=True)
class TextTable:
    """A table: every row has as many cells as there are headings; a cell holds lines."""

    headings: tuple[str, ...]
    rows: tuple[tuple[tuple[TextLine, ...], ...], ...]
    caption: str = ""


@dataclass(frozen=True)
class TextPicture:
    """A picture that came along under this name; `description` says what is on it."""

    name: str
    caption: str = ""
    description: str = ""


TextPiece = TextParagraph | TextHeading | TextList | TextTable | TextPicture


@dataclass(frozen=True)
class LeftOut:
    """What was not taken over: its words, or what it is called."""

    kind: LeftOutKind
    words: str


@dataclass(frozen=True)
class Recoded:
    """A line whose letters a font had lent, as it came and as it is read."""

    encoding: LegacyEncoding
    before: str
    after: str


@dataclass(frozen=True)
class CleanText:
    """All that was read."""

    pieces: tuple[TextPiece, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    recoded: tuple[Recoded, ...] = field(default=())


def words_of(line: Iterable[TextRun]) -> str:
    """Return the words of a line, without how they look."""
    return "".join(run.words for run in line)
