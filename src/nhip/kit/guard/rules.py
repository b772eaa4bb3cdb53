"""What a classification mark is, told apart from text that only speaks of secrets."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from nhip.kit.text.rules import nfc

_GAP = r"[^\S\n]*"
# Letters may be spaced out, as on a typewriter: "M Ậ T".
_MAT, _TOI, _TUYET = (_GAP.join(word) for word in ("MẬT", "TỐI", "TUYỆT"))
_LEVEL = rf"(?:(?P<top>{_TUYET}{_GAP})|(?P<middle>{_TOI}{_GAP}))?{_MAT}"
# What draws a frame or lies about a stamp: lines, brackets, quotes, bullets, stops.
_FRAME = r"(?:[^\S\n]|[\u2500-\u25ff|¦\[\](){}<>«»\"'“”‘’*_=+~#.:;,/\\–—−-])*"
_ALONE = re.compile(rf"{_FRAME}{_LEVEL}{_FRAME}")
_LABELLED = re.compile(rf"(?i:độ\s+mật)\s*[:：][\s|│\[(\"“*]*{_LEVEL}(?!\w)")
# Small letters count where label and value are the whole line: prose may list the levels.
_FORM_LINE = re.compile(rf"(?im)^{_FRAME}độ[^\S\n]+mật[^\S\n]*[:：|│\t]{_FRAME}{_LEVEL}{_FRAME}$")
# What stands beside a mark on one line of a paper's head: number and sign, a day, the copy's number.
_SIGN = r"[0-9]{1,6}\s?/\s?(?:[0-9]{4}\s?/\s?)?[A-ZĐ]"
_DAY = r"(?:[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{4}|(?i:ngày)\s+[0-9]{1,2})"
_COPY = r"(?i:bản\s+số)\s*[:.]?\s*[0-9]+"
_URGENT = r"(?:(?:THƯỢNG\s+)?KHẨN|H(?:ỎA|OẢ)\s+TỐC)"
_NUMBERED = rf"(?i:số|bản\s+số)\s*[:.]?\s*[0-9]|{_SIGN}|{_DAY}|[0-9]+\W*$|{_URGENT}"
# MẬT begins other words too; a row of levels speaks of marks and is none.
_OTHERWISE = (
    r"(?!(?i:ong|thư|độ|khẩu|mã|vụ(?!\s+việc)|thám|mía|ngữ|thất|tông|gấu|ngọt)\b"
    r"|(?:TUYỆT|TỐI)\s+MẬT\b|MẬT\b)"
)
_APART = r"[^\S\n]*[:;|.,\-\u2013\u2014(\[][^\S\n]*"
_BEGINS = re.compile(
    rf"{_FRAME}{_LEVEL}(?!\w)(?:{_FRAME}(?:{_NUMBERED})"
    rf"|(?(top)|(?(middle)|(?={_APART}|[^\S\n]+\w[a-zà-ỹ])))(?:{_APART}|[^\S\n]+){_OTHERWISE}(?-i:[A-ZÀ-Ỹ]))"
)
# In small letters only before a paper's number or day: prose counts papers by their level.
_BEGINS_SMALL = re.compile(
    rf"{_FRAME}(?:(?P<top>Tuyệt[^\S\n]+)|(?P<middle>Tối[^\S\n]+))?[Mm]ật(?!\w){_FRAME}"
    rf"(?:(?i:số|bản\s+số)\s*[:.]?\s*[0-9]|{_SIGN}|{_DAY})"
)
_ENDS = re.compile(
    rf"(?:{_SIGN}[A-ZĐ0-9/\-–]{{0,20}}|{_DAY}|{_URGENT}|{_COPY})[^\S\n]*[-–,;:(]?[^\S\n]*"
    rf"(?:(?P<top>TUYỆT\s+)|(?P<middle>TỐI\s+))?MẬT{_FRAME}$"
)
_CELL_BORDER = re.compile(r"[|│┃║¦\t]|[^\S\n]{3,}")
_CELL_TAG = re.compile(r"(?i)</?t[dh](?:\s[^<>]*)?>")
_BLOCK_TAG = re.compile(
    r"(?i)</?(?:p|div|tr|table|caption|li|ul|ol|h[1-6]|br|hr|blockquote|section|header|footer"
    r"|figcaption)(?:\s[^<>]*)?/?>"
)
_OTHER_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>")
# No Ậ in any spelling (composed, half composed, decomposed, as an entity): no mark.
_HINTS = ("Ậ", "ậ", "\u0323", "Ạ", "ạ", "&")


@dataclass(frozen=True)
class Mark:
    """A classification mark and the line it stands on, counted from 1."""

    level: str
    line: int


def find_mark(text: str) -> Mark | None:
    """Return the first classification mark of a text or of HTML, or None.

    A mark is MẬT, TỐI MẬT or TUYỆT MẬT in capitals alone on a line, in a frame, a cell or a
    header, after "Độ mật:", or beside what it marks: a number, a day, an urgency, a title.
    """
    if not any(hint in text for hint in _HINTS):
        return None
    plain = _OTHER_TAG.sub("", _BLOCK_TAG.sub("\n", _CELL_TAG.sub("\t", text)))
    plain = nfc(html.unescape(plain))
    for number, line in enumerate(plain.split("\n"), start=1):
        for part in (line, *_CELL_BORDER.split(line)):
            if found := _on_line(part.strip()):
                return Mark(_level(found), number)
    if found := _LABELLED.search(plain) or _FORM_LINE.search(plain):
        return Mark(_level(found), plain.count("\n", 0, found.end()) + 1)
    return None


def _on_line(words: str) -> re.Match[str] | None:
    """Return the mark a line or a cell is or begins with, or bears after its number."""
    if "ẬT" not in words and "ật" not in words and "Ậ" not in words:
        return None
    return (
        _ALONE.fullmatch(words)
        or _BEGINS.match(words)
        or (_BEGINS_SMALL.match(words) if words[:1] != "m" else None)
        or _ENDS.search(words)
    )


def _level(found: re.Match[str]) -> str:
    if found["top"]:
        return "TUYỆT MẬT"
    return "TỐI MẬT" if found["middle"] else "MẬT"


def strings(value: object) -> Iterator[str]:
    """Yield every text inside a field's value: a string, JSON, a stream of blocks."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from strings(part)
    elif hasattr(value, "get_prep_value"):
        yield from strings(value.get_prep_value())
