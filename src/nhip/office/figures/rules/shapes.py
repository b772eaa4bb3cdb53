"""Numbers told by their shape alone: 28/7/2022, 14h00, 30/2020/NĐ-CP, 0238 3853 158."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .kinds import Nature

_YEAR = r"(?:1[0-9]|20|21)[0-9]{2}"
_SHAPES: tuple[tuple[re.Pattern[str], Nature], ...] = (
    (
        re.compile(
            r"[0-9]{1,6}[A-Za-zĐđ]?(?:/[0-9]{2,4})?"
            r"(?:/[A-ZĐ][\w&]*(?:[-/.][\w&]+)*|-[A-ZĐ]{2,8}(?:-[A-ZĐ]{1,8})?/[\w&]+(?:[-/][\w&]+)*)"
        ),
        Nature.PAPER,
    ),
    (
        re.compile(
            r"[0-9]{2}[A-ZĐ]{1,2}[0-9]?(?:\s?[-–.]\s?[0-9]{4}"
            r"|\s?[-–. ]\s?[0-9]{3}\.?[0-9]{2})(?![0-9])"
        ),
        Nature.NAME,
    ),
    (re.compile(rf"[0-3]?[0-9]([/.\-])[01]?[0-9]\1{_YEAR}(?![0-9])"), Nature.DATE),
    (re.compile(r"[0-3]?[0-9]/[01]?[0-9]/[0-9]{2}(?![0-9/])"), Nature.DATE),
    (re.compile(rf"[01]?[0-9][/-]{_YEAR}(?![0-9/]|[.,][0-9])"), Nature.DATE),
    (re.compile(r"(?:[01]?[0-9]|2[0-4])[hg](?:[0-5][0-9])?(?![^\W_])"), Nature.HOUR),
    (re.compile(r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?![0-9:])"), Nature.HOUR),
    (re.compile(r"[0-9]{1,4}(?:-[0-9]{1,4}){2,6}(?![0-9])"), Nature.NAME),
    (re.compile(r"24/(?:7|24)(?![0-9/])"), Nature.HOUR),
)
_PHONE = re.compile(
    r"(?:84[0-9]{0,10}|0[0-9]{1,10})(?:\)?[ .\-][0-9](?=[ .\-][0-9]{3}))?(?:\)?[ .\-][0-9]{2,4}){0,4}(?![0-9])"
    r"|1[89]00[ .]?[0-9]{4}(?:[0-9]{2})?(?![0-9])"
)
_CODE = re.compile(r"[0-9]{10,}(?:-[0-9]{3})?(?![0-9.,])")
_BY_THE_CLOCK = re.compile(
    r"(?:[01]?[0-9]|2[0-4])\s?giờ(?:\s(?:kém|thiếu)\s[0-5]?[0-9](?:\sphút)?|\s[0-5]?[0-9]\s?phút(?:\s[0-5]?[0-9]\s?giây)?|\s[0-5][05](?![0-9%]|[.,][0-9])"
    r"|\s[0-5][0-9](?=[,;.)]?(?:\s*$|\s(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|cùng)|(?<=[,;.)])\s)))?"
    r"(?![^\W_])"
)
_OF_A_DAY = re.compile(
    r"(?:\s(?:kém|rưỡi)\b)?,?\s\(?(?:cùng\s|rạng\s)?(?:ngày\s(?:[0-9]|hôm|mai|mùng)|hôm\s|sáng|trưa|chiều|tối|đêm|khuya)"
)
_ABOUT = frozenset({"khoảng", "chừng", "gần", "hơn", "quá", "trước", "sau"})
_STATURE = re.compile(r"[0-9]m[0-9]{1,2}(?![^\W_])")
_ADDRESSED = re.compile(r"://|www\.|@|\.(?:vn|com|net|org)(?![^\W_])")


def shape_at(text: str, start: int) -> tuple[int, Nature] | None:
    """Return the end and kind of the shape that begins at a number; None where none does."""
    for pattern, kind in _SHAPES:
        match = pattern.match(text, start)
        if match:
            return match.end(), kind
    match = _PHONE.match(text, start)
    if match and _is_phone(match.group(), text[start - 1 : start]):
        return match.end(), Nature.PHONE
    match = _CODE.match(text, start)
    return (match.end(), Nature.PHONE) if match else None


def _is_phone(written: str, before: str) -> bool:
    if written.startswith("84"):
        return before == "+"
    return written[0] == "1" or 9 <= sum(map(str.isdigit, written)) <= 12


def clock_at(text: str, start: int) -> int | None:
    """Return the end of "8 giờ 30 phút", which may be an hour of the day or how long something took."""
    match = _BY_THE_CLOCK.match(text, start)
    return match.end() if match else None


def told_as_hour(text: str, start: int, before: str) -> bool:
    """Whether a day or a part of it follows the clock: (khoảng) 21 giờ 15 phút ngày 3/11, 6 giờ sáng."""
    end = clock_at(text, start)
    if end is None:
        return False
    if _OF_A_DAY.match(text, end):
        return True
    hours = int(text[start : start + 2].strip("giờ "))
    return before in _ABOUT and (12 < hours < 24 or text[end : end + 1] == ",")


def stature_at(text: str, start: int) -> tuple[int, int] | None:
    """Return the end and the centimetres of "1m68"."""
    match = _STATURE.match(text, start)
    if match is None:
        return None
    metres, rest = match.group().split("m")
    return match.end(), int(metres + rest.ljust(2, "0"))


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield where addresses of the net and of mail stand."""
    if _ADDRESSED.search(text):
        for chunk in re.finditer(r"\S+", text):
            if _ADDRESSED.search(chunk.group()):
                yield chunk.span()
