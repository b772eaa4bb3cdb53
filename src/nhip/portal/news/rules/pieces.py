"""How a text from elsewhere becomes the parts of an article."""

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from nhip.kit.clean.pieces import (
    TextHeading,
    TextLine,
    TextList,
    TextParagraph,
    TextPicture,
    TextPiece,
    TextRun,
    TextTable,
)
from nhip.kit.clean.writing import write_list, write_paragraphs

LONGEST_HEADING = 160
LONGEST_CAPTION = 240
LONGEST_CREDIT = 160
_CREDIT = re.compile(r"(?<=[\s.;,(\[–-])[\s(\[–-]*(?:Ảnh|ẢNH)\s*:\s*([^:()\[\]]+?)[\s.)\]]*$")


def body_of(
    pieces: Iterable[TextPiece], pictures: Mapping[str, Any] | None = None
) -> list[tuple[str, Any]]:
    """Return the parts an article keeps, as `NewArticle.body` has them: words up to the next heading in one.

    `pictures` are the library's, by the name they came under.
    """
    parts: list[tuple[str, Any]] = []
    for kind, alike in groupby(map(_shortened, pieces), _kind):
        if kind == "paragraph":
            parts.append((kind, "".join(map(_rich_text, alike))))
        elif kind == "gallery":
            parts.append((kind, [_photo(each, pictures or {}) for each in alike]))
        else:
            parts.extend((kind, _value(each)) for each in alike)
    return parts


def credited(caption: str) -> tuple[str, str]:
    """Return a photo's caption without what stands at its end of who took it, and that: "… Ảnh: An"."""
    found = _CREDIT.search(caption)
    if not found or len(found[1]) > LONGEST_CREDIT:
        return caption, ""
    return caption[: found.start()].rstrip(" ,;–-"), found[1]


def words_alone(pieces: Iterable[TextPiece], *, has_lists: bool) -> str:
    """Return the pieces as rich text for a place that takes words alone: a cell of a table, a box."""
    return "".join(
        write_list(piece)
        if isinstance(piece, TextList) and has_lists
        else write_paragraphs(_lines(piece))
        for piece in pieces
    )


def _shortened(piece: TextPiece) -> TextPiece:
    """Let what is too long for a heading be a paragraph in bold."""
    if isinstance(piece, TextHeading) and len(piece.words) > LONGEST_HEADING:
        return TextParagraph((TextRun(piece.words, is_bold=True),))
    return piece


def _kind(piece: TextPiece) -> str:
    match piece:
        case TextHeading(is_small=is_small):
            return "subheading" if is_small else "heading"
        case TextTable():
            return "table"
        case TextPicture():
            return "gallery"
    return "paragraph"


def _rich_text(piece: TextPiece) -> str:
    return words_alone([piece], has_lists=True)


def _value(piece: TextPiece) -> Any:
    if isinstance(piece, TextHeading):
        return piece.words
    assert isinstance(piece, TextTable)
    return {
        "columns": [{"type": "text", "heading": heading} for heading in piece.headings],
        "rows": [{"values": [write_paragraphs(cell) for cell in row]} for row in piece.rows],
        "caption": piece.caption,
    }


def _photo(piece: TextPiece, pictures: Mapping[str, Any]) -> dict[str, Any]:
    assert isinstance(piece, TextPicture)
    caption, credit = credited(piece.caption)
    return {
        "image": pictures[piece.name],
        "caption": caption[:LONGEST_CAPTION],
        "credit": credit,
        "alt": piece.description[:LONGEST_CAPTION],
    }


def _lines(piece: TextPiece) -> list[TextLine]:
    match piece:
        case TextParagraph(line):
            return [line]
        case TextHeading(words):
            return [(TextRun(words, is_bold=True),)]
        case TextList(items):
            return [(TextRun("– "), *item.line) for item in items]
        case TextTable(headings, rows, caption):
            said = [[_joined(cell) for cell in row] for row in rows]
            lines = [caption, *(" | ".join(row) for row in [list(headings), *said])]
            return [(TextRun(line),) for line in lines if line.strip(" |")]
    return []


def _joined(cell: Iterable[TextLine]) -> str:
    return " ".join(run.words for line in cell for run in line)
