"""Finds every number of a text and reads what it amounts to, before anybody says what it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .countable import words
from .kinds import Nature
from .place import Numeral
from .shapes import shape_at, stature_at
from .tokens import DASHES, EDGE, Token, read_digits, spaced_groups
from .vocabulary import APPROXIMATE, DAY_LEADS, FEASTS, NO_NOUN, SCORES, STRONG_LABELS
from .words import MULTIPLIERS, ONES, SCALES, STARTS, read_words

TIMES_MORE = {"rưỡi": (15, 1), "đôi": (2, 0)}
"""Gấp rưỡi, gấp đôi."""
HOURS_LONG = frozenset({"trong", "suốt", "mất", "dài", "thêm"})
"""Before "24h" these say how long: trong 24h qua."""
HALVED = words("""
    số tấn tạ yến héc hecta ha mét lít cân ký kg sào mẫu giờ tiếng chỉ tiêu
""")
HALF_LEADS = words("""
    hơn gần quá già non ngót trên dưới được mất chiếm
""")
ALL_SCALES = SCALES | {"trăm": 100, "chục": 10}
PAST_SCORES = frozenset({"nghiêng", "sau", "cho", "chung", "ở", "ngay", "trong"})
CONTESTS = words("""
    ván set séc hiệp trận bại gỡ hạ vượt biệt định cuộc bằng đội lưu đậm dẫn quả
""")
"""Near these a pair with a dash that counts nothing is a score too: ván quyết định kết thúc 17-15."""
_NEAR = 10  # words between "thắng" and its score
_LONG = 24  # characters a figure may have, dots included
_MOST = 10**18 - 1  # what a longer one is taken for: it has 18 digits at most


def spots(text: str, tokens: Sequence[Token]) -> Iterator[Numeral]:
    """Yield every number in order; none overlaps another."""
    lows = [token.low for token in tokens]
    at, scored = 0, -_NEAR
    while at < len(tokens):
        token = tokens[at]
        spot = None
        if token.is_digits:
            spot = _digits(text, tokens, lows, at, scored)
            if spot.ratio and lows[spot.first + 1] != "/":
                scored = spot.last
        elif token.is_word:
            spot = _spelled(lows, at)
        if spot is None:
            at += 1
        else:
            yield spot
            at = spot.last + 1


def _digits(
    text: str, tokens: Sequence[Token], lows: Sequence[str], at: int, scored: int
) -> Numeral:
    """Read a number that begins with digits; the longest shape wins."""
    token = tokens[at]
    if len(token.text) > _LONG:
        return Numeral(at, at, _MOST, 0, plain=False)
    shape = shape_at(text, token.start)
    if shape is not None and not (lows[at + 1 : at + 2] == ["h"] and lows[at - 1] in HOURS_LONG):
        return _shaped(tokens, at, *shape)
    stature = stature_at(text, token.start)
    if stature is not None:
        last = _last_before(tokens, at, stature[0])
        return Numeral(at, last, stature[1], 2, plain=False)
    dashed = _pair(tokens, at, DASHES)
    scores = dashed and (_is_score(lows, at, scored) or _may_be_score(tokens, lows, at))
    if scores or _pair(tokens, at, {"/"}):
        return Numeral(at, at + 2, *(read_digits(token.text) or (0, 0)), plain=False, ratio=True)
    if lows[at + 1 : at + 2] == ["phần"]:
        parts = _number_at(lows, at + 2)
        if parts is not None and token.text.isdigit():
            return Numeral(at, parts[1] - 1, int(token.text), 0, plain=False, ratio=True)
    last = spaced_groups(text, tokens, at)
    if last > at:
        amount = int("".join(one.text for one in tokens[at : last + 1]))
        return _scaled(lows, Numeral(at, last, amount, 0, plain=False))
    value = read_digits(token.text)
    if value is None:
        return Numeral(at, at, 0, 0, plain=False, kind=Nature.PHRASE)
    return _scaled(lows, Numeral(at, at, *value, plain=token.text.isdigit()))


def _shaped(tokens: Sequence[Token], at: int, end: int, kind: Nature) -> Numeral:
    digits = "".join(filter(str.isdigit, tokens[at].text))[:18]
    return Numeral(at, _last_before(tokens, at, end), int(digits), 0, plain=False, kind=kind)


def _last_before(tokens: Sequence[Token], at: int, end: int) -> int:
    while at + 1 < len(tokens) and tokens[at + 1].start < end:
        at += 1
    return at


def _pair(tokens: Sequence[Token], at: int, marks: set[str] | frozenset[str]) -> bool:
    """Whether two numbers stand here with one of the marks between and nothing else: 12/15, 3-2."""
    part = tokens[at : at + 3]
    return (
        len(part) == 3
        and part[1].text in marks
        and part[1].glued
        and part[2].glued
        and _readable(part[0], whole=part[1].text != "/")
        and _readable(part[2], whole=part[1].text != "/")
    )


def _readable(token: Token, *, whole: bool) -> bool:
    """Whether a token is a number; between dashes only whole ones pair: 3-2, but 124,8/334,8."""
    if not token.is_digits or len(token.text) > _LONG:
        return False
    return token.text.isdigit() or (not whole and read_digits(token.text) is not None)


def _is_score(lows: Sequence[str], at: int, scored: int) -> bool:
    """Whether two numbers with a dash are a score: after "tỷ số", "thắng", or after another score."""
    if at - scored <= 4:
        return True
    before = lows[max(0, at - _NEAR) : at]
    return any(
        before[place + 1 : place + 2] == ["số"]
        if word in ("tỷ", "tỉ")
        else before[place - 1] != "điều"
        for place, word in enumerate(before)
        if word in SCORES
    )


def _may_be_score(tokens: Sequence[Token], lows: Sequence[str], at: int) -> bool:
    """Whether a pair that counts nothing stands in the telling of a contest: chung cuộc 2-1."""
    if lows[at - 1 : at] and (lows[at - 1] in DAY_LEADS or lows[at - 1] in STRONG_LABELS):
        return False
    if max(len(tokens[at].text), len(tokens[at + 2].text)) > 2:
        return False
    after = tokens[at + 3] if at + 3 < len(tokens) else EDGE
    counted = after.text in ("%", "/") or (after.is_word and after.low not in NO_NOUN | PAST_SCORES)
    feast = (int(tokens[at].text), int(tokens[at + 2].text)) in FEASTS
    return not (counted or feast) and not CONTESTS.isdisjoint(lows[max(0, at - _NEAR) : at])


def _number_at(lows: Sequence[str], at: int) -> tuple[int, int] | None:
    """Read the parts of a fraction ("ba phần TƯ"); hundredths and thousandths are rates, no fractions."""
    word = lows[at] if at < len(lows) else ""
    if word == "tư":
        return 4, at + 1
    if word.isdigit():
        return int(word), at + 1
    return read_words(lows, at) if word in STARTS else None


def _scaled(lows: Sequence[str], spot: Numeral) -> Numeral:
    """Add the words of scale: "1,5 triệu", "12 tỷ 500 triệu", "2 triệu rưỡi"."""
    amount, decimals, last = spot.amount, spot.decimals, spot.last
    scale, last = _scale_after(lows, last)
    if scale == 1:
        return spot
    amount, decimals = _times(amount, decimals, scale)
    while last + 2 < len(lows) and lows[last + 1].isdigit():
        smaller, after = _scale_after(lows, last + 1)
        if not 1 < smaller < scale:
            break
        amount += int(lows[last + 1]) * smaller * 10**decimals
        scale, last = smaller, after
    if lows[last + 1 : last + 2] == ["rưỡi"]:
        amount, last = amount + scale // 2 * 10**decimals, last + 1
    return Numeral(spot.first, last, amount, decimals, plain=False)


def _scale_after(lows: Sequence[str], last: int) -> tuple[int, int]:
    scale = 1
    while last + 1 < len(lows) and ALL_SCALES.get(lows[last + 1], 0) > scale:
        scale *= ALL_SCALES[lows[last + 1]]
        last += 1
    return scale, last


def _times(amount: int, decimals: int, scale: int) -> tuple[int, int]:
    amount *= scale
    while decimals and amount % 10 == 0:
        amount, decimals = amount // 10, decimals - 1
    return amount, decimals


def _is_half(lows: Sequence[str], at: int, after: str) -> bool:
    """Hơn nửa số hộ, nửa tấn gạo; but nửa đầu năm, nửa năm qua and nửa đêm are times."""
    if after in ("đầu", "cuối", "năm", "đêm", "đường", "chừng", "vời", "sau", "còn"):
        return False
    return after in HALVED or (at > 0 and lows[at - 1] in HALF_LEADS)


def _spelled(lows: Sequence[str], at: int) -> Numeral | None:
    """Read a number in words, a fraction in words, a half, and "hơn chục"."""
    word, after = lows[at], lows[at + 1] if at + 1 < len(lows) else ""
    if word == "một" and after == "nửa":
        return Numeral(at, at + 1, 5, 1, plain=False, spelled=True)
    if word in TIMES_MORE and at and lows[at - 1] == "gấp":
        return Numeral(at, at, *TIMES_MORE[word], plain=False, spelled=True)
    if word == "nửa" and after in SCALES:
        return Numeral(at, at + 1, SCALES[after] // 2, 0, plain=False, spelled=True)
    if word == "nửa" and _is_half(lows, at, after):
        return Numeral(at, at, 5, 1, plain=False, spelled=True)
    if word in MULTIPLIERS and word in ALL_SCALES and at and lows[at - 1] in APPROXIMATE:
        scale, last = _scale_after(lows, at - 1)
        return Numeral(at, last, scale, 0, plain=False, spelled=True)
    if word not in STARTS or word == "không":
        return None
    read = read_words(lows, at)
    if read is None:
        return None
    amount, end = read
    if lows[end : end + 1] == ["phần"]:
        parts = _number_at(lows, end + 1)
        if parts is not None:
            return Numeral(at, parts[1] - 1, amount, 0, plain=False, spelled=True, ratio=True)
    single = end == at + 1 and word in ONES
    return Numeral(at, end - 1, amount, 0, plain=single, spelled=True)
