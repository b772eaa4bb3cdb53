"""Vietnamese numerals in words: "hai mươi mốt" is 21, "một nghìn hai trăm" 1200, "hai triệu rưỡi" 2500000.

Only the grammar: whether "năm" is five or a year, and "ba" three or a father, its neighbours tell
(see `judging`).
"""

from __future__ import annotations

from collections.abc import Sequence

ONES = {
    "không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
TAILS = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
TENS = frozenset({"mươi", "chục"})
ODD = frozenset({"linh", "lẻ"})
SCALES = {"nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
MULTIPLIERS = TENS | SCALES.keys() | {"trăm"}
STARTS = ONES.keys() | {"mười"}
NO_TAIL = frozenset({"liệu", "tưởng", "thế", "lệnh", "nhân", "vấn", "cách", "duy", "thục", "pháp"})
"""Words that make of "tư" before them something else than four."""


def read_words(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """Return the number that begins at a word and the index after its last word; None where none does."""
    total, place = 0, at
    ceiling: int | None = None
    while True:
        part = _below_thousand(words, place, inside=place > at)
        if part is None:
            break
        amount, after = part
        scale, after = _scales(words, after)
        if ceiling is not None and scale >= ceiling:
            break
        total, place, ceiling = total + amount * scale, after, scale
        if scale == 1:
            break
        if _word(words, place) == "rưỡi":
            return total + scale // 2, place + 1
    return (total, place) if place > at else None


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if at < len(words) else ""


def _scales(words: Sequence[str], at: int) -> tuple[int, int]:
    """Read "nghìn", "triệu", and "nghìn tỷ" as one scale."""
    scale = SCALES.get(_word(words, at), 1)
    if scale == 1:
        return 1, at
    above = SCALES.get(_word(words, at + 1), 0)
    return (scale * above, at + 2) if above > scale else (scale, at + 1)


def _below_thousand(words: Sequence[str], at: int, *, inside: bool) -> tuple[int, int] | None:
    """Read "ba trăm linh năm", "mười lăm", "chín"; inside a number also "linh năm" alone."""
    first, second = _word(words, at), _word(words, at + 1)
    if inside and first in ODD:
        return _odd(words, at)
    if first in ONES and second == "trăm":
        return _after_hundreds(words, at + 2, ONES[first] * 100)
    return _below_hundred(words, at, after_more=inside)


def _after_hundreds(words: Sequence[str], at: int, hundreds: int) -> tuple[int, int]:
    word = _word(words, at)
    if word in ODD:
        rest = _odd(words, at)
    elif word == "rưỡi":
        rest = (50, at + 1)
    else:
        rest = _below_hundred(words, at, after_more=True)
    if rest is None or _word(words, rest[1]) == "trăm":
        return hundreds, at
    return hundreds + rest[0], rest[1]


def _odd(words: Sequence[str], at: int) -> tuple[int, int] | None:
    last = _word(words, at + 1)
    amount = ONES.get(last, TAILS.get(last))
    return None if amount is None else (amount, at + 2)


def _below_hundred(words: Sequence[str], at: int, *, after_more: bool) -> tuple[int, int] | None:
    """Read tens and ones. After more ("hai trăm năm") a bare "năm" is years: five would be "linh năm"."""
    first, second = _word(words, at), _word(words, at + 1)
    if first == "mười":
        return _with_tail(words, at + 1, 10)
    if first not in ONES:
        return None
    if second in TENS:
        return _with_tail(words, at + 2, ONES[first] * 10)
    if second in TAILS and (after_more or ONES[first] > 1) and _word(words, at + 2) not in NO_TAIL:
        return ONES[first] * 10 + TAILS[second], at + 2
    return (ONES[first], at + 1) if not after_more or second in SCALES else None


def _with_tail(words: Sequence[str], at: int, tens: int) -> tuple[int, int]:
    """Add ones to tens; "năm" after tens is the year's word, and "không" the word of denial."""
    word = _word(words, at)
    if word in TAILS and not (word == "tư" and _word(words, at + 1) in NO_TAIL):
        return tens + TAILS[word], at + 1
    if word in ONES and word not in ("không", "năm") and _word(words, at + 1) not in TENS:
        if _word(words, at + 1) == "trăm":
            return tens, at
        return tens + ONES[word], at + 1
    return tens, at
