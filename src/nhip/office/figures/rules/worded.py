"""Numbers in words that name, date or guess: tiểu đoàn bảy, ba mươi tháng tư, năm bảy lăm, ba bốn hôm."""

from __future__ import annotations

from .countable import words
from .kinds import Nature
from .place import NumberPlace
from .vocabulary import (
    EACH,
    LEADS,
    NO_LABELS,
    NOT_A_LABEL_SO,
    PAPERS,
    QUANTIFIERS,
    STRONG_LABELS,
    WEAK_LABELS,
)
from .words import ONES, STARTS, TAILS

MANY = 20
MONTHS = (STARTS | {"tư", "giêng", "chạp"}) - {"không", "một"}
DIGITS = STARTS | TAILS.keys()
LASTED = words("""
    sau trong suốt hơn gần khoảng mất qua được mới chỉ còn thêm
""")
PARTS_OF_A_DAY = frozenset({"sáng", "trưa", "chiều", "tối", "đêm"})
SCHOOLED = frozenset({"trường", "học", "hết", "viên", "sinh"})


def worded(place: NumberPlace) -> Nature | None:
    """Return what a number in words is where it is surely no figure."""
    return _day(place) or _year(place) or _guess(place) or _label(place)


def _day(place: NumberPlace) -> Nature | None:
    """Ngày mười lăm, ba mươi tháng tư, đêm ba mươi, thế kỷ hai mươi."""
    if place.led_by[0] in ("thập niên", "thế kỷ", "thế kỉ"):
        return Nature.DATE
    if place.amount > 31 or place.p2 in EACH:
        return None
    if place.n1 == "tháng" and place.n2 in MONTHS and place.p1 not in LASTED:
        return Nature.DATE
    if place.n1 == "tết" or (place.p1 in PARTS_OF_A_DAY and place.amount > 28 and not place.counts):
        return Nature.DATE
    return Nature.DATE if place.p1 == "ngày" and not place.counts else None


def _year(place: NumberPlace) -> Nature | None:
    """Năm bảy lăm, năm một chín sáu tám: digit by digit after the word for years."""
    word = place.token(place.spot.first).low
    more = place.n1 in STARTS and place.n2 in DIGITS and place.p1 not in EACH
    if word == "năm" and place.spot.plain and more:
        return Nature.DATE
    if place.p1 == "năm" and place.spot.plain and place.n1 in STARTS and place.p2 not in EACH:
        return Nature.DATE
    if not place.earlier or place.p1 not in ONES:
        return None
    spot, number = place.earlier[-1]
    return Nature.DATE if number.kind == Nature.DATE and spot.last == place.spot.first - 1 else None


def _guess(place: NumberPlace) -> Nature | None:
    """Ba bốn hôm, mười mấy năm: nobody counted."""
    if place.n1 == "mấy":
        return Nature.PHRASE
    if not place.spot.plain:
        return None
    if (
        place.n1 in ONES
        and ONES[place.n1] - place.amount in (1, 2)
        and place.after(2) not in STARTS
    ):
        return Nature.PHRASE
    spot, number = place.earlier[-1] if place.earlier else (None, None)
    beside = spot is not None and spot.spelled and spot.last == place.spot.first - 1
    return Nature.PHRASE if beside and number and number.kind == Nature.PHRASE else None


def _label(place: NumberPlace) -> Nature | None:
    """Xóm bảy xã Nghi Kim, khẩu đội hai, nhà số mười hai, Nghị quyết mười tám."""
    spaced, joined = place.led_by
    capital = place.token(place.spot.first - 2).text[:1].isupper()
    if spaced in PAPERS and capital and not place.counts_known:
        return Nature.PAPER
    if place.p1 == "số" and place.p2 not in NOT_A_LABEL_SO and place.p2 != "một":
        return Nature.NAME if not place.counts_known else None
    if place.p1 == "cấp" and place.p2 in SCHOOLED and place.amount <= 3:
        return Nature.NAME
    if place.p1 == "lớp" and place.n1 in ("trường", "huyện") and place.amount <= 12:
        return Nature.ORDINAL
    if place.amount > MANY or spaced in NO_LABELS or place.p1 in LEADS:
        return None
    if (place.p3 if joined in STRONG_LABELS else place.p2) in QUANTIFIERS:
        return None
    labels = joined in STRONG_LABELS or joined in WEAK_LABELS or place.p1 in WEAK_LABELS
    goes_on = place.goes_on_as_address or not place.counts_known
    return Nature.NAME if labels and goes_on else None
