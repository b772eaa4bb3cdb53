"""Tells measures and codes in digits from names made of them: 170kg, but hạng cân 54kg, pháo 105mm, 36C."""

from __future__ import annotations

from itertools import pairwise

from .countable import words
from .kinds import Nature
from .place import NumberPlace
from .tokens import DASHES
from .vocabulary import SHOUTED, SPECIFICATIONS, UNITS

JOINTS = frozenset(
    {",", ";", "và", "đến", "tới", "hoặc", "hay", "hết", "ngày", "–", "-", "—", "+", "/", "x"}
)
MODELS = words("""
    chạy bơi ly pháo cối súng đạn dây áp chấm hạng cỡ nòng phi sức bom đẩy
""")
"""Before a measure that names: chạy 100m, pháo 105mm, đường dây 500kV."""
CODED = frozenset({"fm", "am", "ngạch", "mã", "isbn", "iso", "tcvn", "qcvn"})
"""Before any number, with or without a mark, these name: FM 99,5."""
BEARINGS = frozenset({"n", "s", "e", "w", "b", "đ"})
GUNS = frozenset({"pháo", "súng", "cối", "đạn"})
WIDTHS = frozenset(["mặt", "lòng", "nền", "con", "tuyến", "km", "mét", "dài", "xuyên"])
"""Before "đường 6m" these say that its measure is told."""


def code(place: NumberPlace) -> Nature | None:
    """Letters against the digits: 36C, Z-815, COVID-19, E5; but not 170kg, 3m x 3m."""
    first, last = place.spot.first, place.spot.last
    here, left, beyond = place.token(first), place.token(first - 1), place.token(first - 2)
    if here.glued and left.is_word and left.low != "x":
        return Nature.NAME
    if here.glued and left.text in DASHES and left.glued and beyond.is_word:
        return Nature.NAME
    if here.glued and left.text == "." and left.glued and beyond.is_word:
        return Nature.NAME
    if here.glued and left.text == "+":
        return Nature.ADDRESS if left.glued and beyond.is_digits else None
    written = here.text
    if place.spot.plain and written[0] == "0" and len(written) > 2 and not place.counts_known:
        return Nature.NAME
    right, next_ = place.token(last + 1), place.token(last + 2)
    if right.glued and right.is_word and right.text != "x":
        if right.text in SHOUTED or (right.low not in UNITS and right.text != right.low):
            return Nature.NAME
        if right.low not in UNITS and len(right.low) == 1:
            return Nature.NAME
    if right.glued and right.text in DASHES and next_.glued and next_.text.isupper():
        return Nature.NAME
    return None


def emergency(place: NumberPlace) -> Nature | None:
    """113, 114, 115 after "gọi", and the number of an extension."""
    if (
        place.spot.plain
        and 111 <= place.amount <= 119
        and "gọi" in place.clause(5)
        and not place.counts
    ):
        return Nature.PHONE
    if place.p1 == "gửi" and place.spot.plain and 999 < place.amount < 10_000 and not place.counts:
        return Nature.PHONE
    return Nature.PHONE if place.p1 in ("lẻ", "nội") and place.p2 in ("máy", "số") else None


def measured(place: NumberPlace) -> Nature | None:
    """A percent sign or a measure follows: certainly a figure, but for coordinates and runs."""
    if place.n1 == "độ" and place.n2 in ("vĩ", "kinh", "bắc", "đông"):
        return Nature.ADDRESS
    if place.n1 == "kv" or (place.measured and (_is_a_model(place) or _listed_model(place))):
        return Nature.NAME
    if place.n1 in ("tấn", "chỗ", "ghế") and _of_vehicles(place):
        return Nature.NAME
    if place.n1 in ("chỗ", "ghế") and place.p1 in ("xe", "khách", "tải", "con"):
        return Nature.NAME
    bearing = place.n1 == "°" and (place.n2.isdigit() or place.n2 in BEARINGS)
    if bearing or (place.p1 == "°" and place.n1 in ("'", "’", "′")):
        return Nature.ADDRESS
    return Nature.FIGURE if place.measured else None


def _is_a_model(place: NumberPlace) -> bool:
    """Chạy 100m, pháo 105mm, hạng cân 54kg, đường 24m: a measure that names what it stands behind."""
    if place.n1 == "%":
        return False
    if (place.n2, place.n3) == ("tiếp", "sức") and place.p1 in ("x", "sức"):
        return True
    if place.n1 == "mm" and not GUNS.isdisjoint(place.clause(4)):
        return True
    if place.p1 in MODELS or place.led_by[0] in ("hạng cân", "nội dung", "hạng trên"):
        return True
    return (
        place.p1 == "đường" and place.n1 == "m" and place.p2 not in WIDTHS and place.amount <= 100
    )


def _listed_model(place: NumberPlace) -> bool:
    """The later ones of "hạng cân 54kg, 60kg và 65kg"."""
    if not place.earlier or place.earlier[-1][1].kind != Nature.NAME:
        return False
    spot = place.earlier[-1][0]
    between = [place.token(at).low for at in range(spot.last + 1, place.spot.first)]
    return 2 <= len(between) <= 3 and between[0] == place.n1 and between[-1] in JOINTS


def _of_vehicles(place: NumberPlace) -> bool:
    words = place.clause(10)
    return "chở" not in words and any(
        word == "xe" and before in ("tải", "con", "khách") for before, word in pairwise(words)
    )


def specification(place: NumberPlace) -> Nature | None:
    """40 feet, 1 kim, 12 Lý Thường Kiệt, OCOP 4 sao, 1.5 Tesla: what a thing is, not how many."""
    street = place.token(place.spot.last + 1).text, place.token(place.spot.last + 2).text
    if place.p1 in (":", "số", "tại", "ở") and all(word[:1].isupper() for word in street):
        return Nature.ADDRESS
    if place.p1 == "khổ" or (
        place.p1 == "x" and place.earlier and place.earlier[-1][1].kind == Nature.NAME
    ):
        return Nature.NAME
    if place.n1 == "bánh" and place.p1 in ("xe", "tô", "máy", "gắn"):
        return Nature.NAME
    if place.p1 in CODED or _dated_standard(place) or _sides(place):
        return Nature.NAME
    if place.n1 == "cấp" and place.amount in (2, 3) and "quyền" in place.clause(4):
        return Nature.NAME
    if place.token(place.spot.first).text.endswith(".0") and not place.counts_known:
        return Nature.NAME
    if place.n1 in SPECIFICATIONS and not place.counts_known and place.p1 != "độ":
        return Nature.RANK if place.n1 == "sao" else Nature.NAME
    return None


def _dated_standard(place: NumberPlace) -> bool:
    """ISO 9001:2015, TCVN 5574:2018, and scales: tỷ lệ 1:500."""
    mark, year = (place.token(place.spot.last + n) for n in (1, 2))
    scale = place.spot.plain and place.amount == 1 and len(year.text) > 2
    if place.p1 == "lệ" and mark.text == ":" and scale:
        return True
    before = place.token(place.spot.first - 3).low
    if place.p1 == ":" and place.p2 == "1" and before == "lệ" and place.amount >= 100:
        return True
    dated = year.text.isdigit() and len(year.text) == 4 and year.text[:2] in ("19", "20")
    return mark.text == ":" and mark.glued and year.glued and dated


def _sides(place: NumberPlace) -> bool:
    """Đá 1x2, cống hộp 2x2: sides against each other, without a measure."""
    mark, second = (place.token(place.spot.last + n) for n in (1, 2))
    return (
        mark.low == "x"
        and mark.glued
        and second.glued
        and not place.token(place.spot.last + 3).is_word
    )
