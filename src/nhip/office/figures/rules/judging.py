"""Says what a number written in digits is, by the words beside it: the first rule that knows answers.

Each rule takes the place of a number and returns its kind, or None to leave it to the next. What no rule
knows is a figure: rather a question too many than a number unasked.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from .countable import DIVISIONS, NOUN_OR_VERB
from .dating import day, month, ratio, year
from .kinds import Nature
from .place import NumberPlace
from .tokens import DASHES
from .vocabulary import (
    ADDRESS_LABELS,
    HONOURS,
    JUBILEES,
    LAW_LABELS,
    LEADS,
    NO_NOUN,
    NOT_A_LABEL_SO,
    ORDINAL_LABELS,
    PAPERS,
    QUANTIFIERS,
    SHOUTED,
    SLOGANS,
    SPECIFICATIONS,
    STRONG_LABELS,
    TITLES,
    UNITS,
    WEAK_LABELS,
)

JOINTS = frozenset(
    {",", ";", "và", "đến", "tới", "hoặc", "hay", "hết", "ngày", "–", "-", "—", "+", "/", "x"}
)
MANY = 20
"""Places and firms numbered as brothers (Hòa Bình 2) seldom are more."""
MODELS = frozenset("chạy bơi ly pháo cối súng đạn dây áp hạng cỡ nòng phi sức bom đẩy".split())
"""Before a measure that names: chạy 100m, pháo 105mm, đường dây 500kV."""
WIDTHS = frozenset("mặt lòng nền con tuyến km mét dài xuyên".split())
"""Before "đường 6m" these say that its measure is told."""
VARIETIES = frozenset(
    "giống lúa ngô lạc sắn mía đậu máy xe tàu súng tên hiệu dòng loại phân thuốc xin ứng điện tử".split()
)
"""In the clause before a proper name with a number these make it a variety's or a model's: giống Thái Xuyên 111."""
PAGES = frozenset({"tr", "trang", "đt", "ext"})
Rule = Callable[[NumberPlace], Nature | None]


def judge(place: NumberPlace) -> Nature:
    """Return what a number in digits is."""
    if place.spot.kind is not None:
        return place.spot.kind
    for rule in RULES:
        kind = rule(place)
        if kind is not None:
            return kind
    return Nature.FIGURE


def in_title(place: NumberPlace) -> Nature | None:
    """A short quotation that opens with a number, or that a word such as "phong trào" introduces."""
    quotation = place.quotes.get(place.spot.first)
    if quotation is None:
        return None
    opened = quotation[0]
    begins = opened + 1 == place.spot.first or place.token(opened + 1).is_digits
    before = place.token(opened - 1).low
    introduced = before in TITLES or f"{place.token(opened - 2).low} {before}" in TITLES
    return Nature.PHRASE if begins or introduced else None


def code(place: NumberPlace) -> Nature | None:
    """Letters against the digits: 36C, Z-815, COVID-19, E5; but not 170kg, 3m x 3m."""
    first, last = place.spot.first, place.spot.last
    here, left, beyond = place.token(first), place.token(first - 1), place.token(first - 2)
    if here.glued and left.is_word and left.low != "x":
        return Nature.NAME
    if here.glued and left.text in DASHES and left.glued and beyond.is_word:
        return Nature.NAME
    if here.glued and left.text == "+":
        return Nature.ADDRESS if left.glued and beyond.is_digits else None
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
    if place.spot.plain and 111 <= place.amount <= 119 and "gọi" in place.clause(5):
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
    return Nature.FIGURE if place.measured else None


def _is_a_model(place: NumberPlace) -> bool:
    """Chạy 100m, pháo 105mm, hạng cân 54kg, đường 24m: a measure that names what it stands behind."""
    if place.p1 in MODELS or place.led_by[0] == "hạng cân":
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
    return len(between) == 2 and between[0] == place.n1 and between[1] in JOINTS


def _of_vehicles(place: NumberPlace) -> bool:
    words = place.clause(10)
    return any(
        word == "xe" and before in ("tải", "con", "khách") for before, word in pairwise(words)
    )


def specification(place: NumberPlace) -> Nature | None:
    """40 feet, 1 kim, 12 Lý Thường Kiệt, OCOP 4 sao, 1.5 Tesla: what a thing is, not how many."""
    street = place.token(place.spot.last + 1).text, place.token(place.spot.last + 2).text
    if place.p1 in (":", "số", "tại", "ở") and all(word[:1].isupper() for word in street):
        return Nature.ADDRESS
    if place.n1 in SPECIFICATIONS and not place.counts_known:
        return Nature.RANK if place.n1 == "sao" else Nature.NAME
    return None


def jubilee(place: NumberPlace) -> Nature | None:
    """Kỷ niệm 70 năm thành lập: the name of a feast."""
    if place.n1 != "năm":
        return None
    if place.n2 in JUBILEES or f"{place.n2} {place.n3}" in JUBILEES:
        return Nature.NAME
    words = place.clause(5)
    pairs = {f"{first} {second}" for second, first in pairwise(words)}
    return Nature.NAME if pairs & HONOURS else None


def slogan(place: NumberPlace) -> Nature | None:
    """3 không, 4 tại chỗ."""
    small = place.spot.plain and place.amount <= 12
    return Nature.PHRASE if small and any(word in SLOGANS for word in place.following) else None


def label(place: NumberPlace) -> Nature | None:
    """A word before the number that makes a name, an order or a paragraph of it."""
    if place.p1 == "thang" or (place.p1 == "." and place.p2 in PAGES):
        return Nature.NAME
    if not place.spot.plain and not (place.p1 == "số" and place.spot.first == place.spot.last):
        return None
    if place.p1 == "số":
        return _numbered(place)
    joined = place.led_by[1]
    long = joined in STRONG_LABELS
    quantified = (place.p3 if long else place.p2) in QUANTIFIERS
    if quantified and place.counts and not place.goes_on_as_address:
        return None
    if long or place.p1 in STRONG_LABELS:
        return _kind_of(place.p1)
    if (place.p1 in WEAK_LABELS or joined in WEAK_LABELS) and not _counts_after_label(place):
        return _kind_of(place.p1)
    return _brother(place)


def _counts_after_label(place: NumberPlace) -> bool:
    """Whether the number after a word that may be a label counts what follows: chuyên đề 27 tổ chức."""
    if place.counts_here:
        return True
    many = place.amount > MANY and not place.token(place.spot.first - 1).text[0].isupper()
    if place.following[1] in NOUN_OR_VERB:
        return place.counts
    follows_label = place.n1 in WEAK_LABELS or place.n1 in DIVISIONS
    return many and place.counts and not follows_label


def _brother(place: NumberPlace) -> Nature | None:
    """A proper name before the number: Hòa Bình 2, VSIP 3, giống Thái Xuyên 111."""
    left = place.token(place.spot.first - 1).text
    proper = left[:1].isupper() and not place.begins_after_edge()
    if place.counts_here or not (proper or place.token(place.spot.first - 2).text[:1].isupper()):
        return None
    if not VARIETIES.isdisjoint(place.clause(7)[1:]):
        return Nature.NAME
    few = place.amount <= MANY or not place.counts
    if len(left) > 1 and left.isupper() and few:
        return Nature.NAME
    return Nature.NAME if proper and place.amount <= MANY else None


def _numbered(place: NumberPlace) -> Nature | None:
    if place.p2 in NOT_A_LABEL_SO:
        return None
    if place.n1 in ("đường", "phố", "ngõ") or place.n2 in ("đường", "phố"):
        return Nature.ADDRESS
    words = place.led_by
    named = f"{place.p3} {place.p2}"
    return Nature.PAPER if named in PAPERS or words[0] in PAPERS else Nature.NAME


def _kind_of(word: str) -> Nature:
    for words, kind in (
        (ORDINAL_LABELS, Nature.ORDINAL),
        (LAW_LABELS, Nature.LAW),
        (ADDRESS_LABELS, Nature.ADDRESS),
    ):
        if word in words:
            return kind
    return Nature.NAME


def handed_on(place: NumberPlace) -> Nature | None:
    """In "khối 10, 11, 12" and "ngày 11, 12 và 13/2" the later numbers are what the first is."""
    if not place.earlier or not (place.spot.plain or place.spot.ratio):
        return None
    spot, number = place.earlier[-1]
    between = [place.token(at).low for at in range(spot.last + 1, place.spot.first)]
    if number.kind in (Nature.FIGURE, Nature.PHRASE) or not 0 < len(between) <= 2:
        return None
    if not all(word in JOINTS for word in between) or place.counts_known:
        return None
    if place.counts or (number.kind == Nature.DATE and place.amount > 31):
        return None
    if number.kind in (Nature.HOUR, Nature.PHONE, Nature.PAPER):
        return None
    return number.kind


def alone(place: NumberPlace) -> Nature | None:
    """A whole number that counts nothing, after a proper name: Sơn Kim 1. After any other word it is asked."""
    left = place.token(place.spot.first - 1)
    if not place.spot.plain or not left.is_word or place.counts or _goes_on(place):
        return None
    proper = left.text[0].isupper() and not place.begins_after_edge()
    if not proper or left.low in LEADS or _in_list(place):
        return None
    return Nature.NAME


def _in_list(place: NumberPlace) -> bool:
    """Whether a colon opens the sentence's list: "Kết quả: giỏi 45, khá 30"."""
    for n in range(2, 16):
        word = place.before(n)
        if word in (":", "", ".", ";"):
            return word == ":"
    return False


def _goes_on(place: NumberPlace) -> bool:
    """Whether a joint and a second number that counts follow: 18-20 nghìn; 5–6 tấn."""
    if place.n1 not in DASHES and place.n1 not in ("đến", "tới", "hoặc", "hay"):
        return False
    token = place.token(place.spot.last + 3)
    return place.n2[:1].isdigit() and (
        token.low == "%" or (token.is_word and token.low not in NO_NOUN)
    )


RULES: tuple[Rule, ...] = (
    in_title, code, emergency, ratio, measured, specification, jubilee, day, month, year, slogan,
    label, handed_on, alone,
)  # fmt: skip
