"""Says what a number written in digits is, by the words beside it: the first rule that knows answers.

Each rule takes the place of a number and returns its kind, or None to leave it to the next. What no rule
knows is a figure: rather a question too many than a number unasked.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from .countable import DIVISIONS, NOUN_OR_VERB, words
from .dating import day, month, ratio, year
from .kinds import Nature
from .measures import JOINTS, code, emergency, measured, specification
from .place import NumberPlace
from .tokens import DASHES
from .vocabulary import (
    ADDRESS_LABELS,
    HONOURS,
    JUBILEES,
    LAW_LABELS,
    LEADS,
    NO_LABELS,
    NO_NOUN,
    NOT_A_LABEL_SO,
    ORDINAL_LABELS,
    PAPERS,
    QUANTIFIERS,
    SLOGANS,
    STRONG_LABELS,
    TITLES,
    WEAK_LABELS,
)

MANY = 20
"""Places and firms numbered as brothers (Hòa Bình 2) seldom are more."""
CROPS = frozenset({"giống", "lúa", "ngô", "lạc", "sắn", "mía", "đậu"})
VARIETIES = CROPS | words("""
    máy xe tàu súng tên hiệu dòng loại phân thuốc xin ứng điện tử
""")
"""In the clause before a proper name with a number these make it a variety's: giống Thái Xuyên 111."""
FOREIGN = re.compile("[fjwz]|(?:[^n]g|[bdflqrsvxz])$")
"""Letters no Vietnamese word has, at least not at its end: SEA Games 31."""
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
    said = before in (":", ",") and place.counts_known
    introduced = before in TITLES or f"{place.token(opened - 2).low} {before}" in TITLES
    return Nature.PHRASE if introduced or (begins and not said) else None


def jubilee(place: NumberPlace) -> Nature | None:
    """Kỷ niệm 70 năm thành lập: the name of a feast."""
    if place.n1 != "năm":
        return None
    if (place.n2, place.n3) == ("tuổi", "đảng") and place.p1 in LEADS:
        return None
    if place.n2 in JUBILEES or f"{place.n2} {place.n3}" in JUBILEES:
        return Nature.NAME
    words = place.clause(5)
    pairs = {f"{first} {second}" for second, first in pairwise(words)}
    return Nature.NAME if pairs & HONOURS else None


def slogan(place: NumberPlace) -> Nature | None:
    """3 không, 4 tại chỗ."""
    small = place.spot.plain and place.amount <= 12
    return Nature.PHRASE if small and any(part in SLOGANS for part in place.following) else None


def label(place: NumberPlace) -> Nature | None:
    """A word before the number that makes a name, an order or a paragraph of it."""
    if place.p1 == "thang" or (place.p1 == "." and place.p2 in PAGES):
        return Nature.NAME
    if not place.spot.plain and not (place.p1 == "số" and place.spot.first == place.spot.last):
        return None
    if place.p1 == "số":
        return _numbered(place)
    if place.led_by[0] in NO_LABELS or (place.led_by[0] == "vận động" and place.p3 != "cuộc"):
        return None
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
    if _next_of_its_kind(place):
        return False
    if place.counts_here:
        return True
    many = place.amount > MANY and not place.token(place.spot.first - 1).text[0].isupper()
    if place.following[1] in NOUN_OR_VERB:
        return place.counts
    follows_label = place.n1 in WEAK_LABELS or place.n1 in DIVISIONS
    return many and place.counts and not follows_label


def _next_of_its_kind(place: NumberPlace) -> bool:
    """The later ones of "phần 1 chào hỏi, phần 2 kiến thức, phần 3 tiểu phẩm"."""
    if not place.earlier:
        return False
    spot, number = place.earlier[-1]
    same = place.token(spot.first - 1).low == place.p1 and place.amount == spot.amount + 1
    return same and number.kind != Nature.FIGURE


def _brother(place: NumberPlace) -> Nature | None:
    """A proper name before the number: Hòa Bình 2, VSIP 3, giống Thái Xuyên 111."""
    left = place.token(place.spot.first - 1).text
    proper = left.lower() != left and not place.begins_after_edge()
    if place.n1 == "năm" and place.n2 in ("liền", "liên", "qua", "nay"):
        return None
    if _after_its_like(place):
        return None
    if place.counts_here or not (proper or place.token(place.spot.first - 2).text[:1].isupper()):
        return None
    before = place.clause(7)[1:]
    if not (VARIETIES if proper else CROPS).isdisjoint(before) and place.p1 not in LEADS:
        return Nature.NAME
    few = place.amount <= MANY or not place.counts
    if len(left) > 1 and left.isupper() and few:
        return Nature.NAME
    small = place.amount <= MANY or FOREIGN.search(left.lower())
    return Nature.NAME if proper and small else None


def _numbered(place: NumberPlace) -> Nature | None:
    if place.p2 in NOT_A_LABEL_SO and (place.p3, place.p2) != ("dân", "quân"):
        return None
    if place.n1 in ("đường", "phố", "ngõ") or place.n2 in ("đường", "phố"):
        return Nature.ADDRESS
    pair = place.led_by[0]
    named = f"{place.p3} {place.p2}"
    return Nature.PAPER if named in PAPERS or pair in PAPERS else Nature.NAME


def _kind_of(word: str) -> Nature:
    for labels, kind in (
        (ORDINAL_LABELS, Nature.ORDINAL),
        (LAW_LABELS, Nature.LAW),
        (ADDRESS_LABELS, Nature.ADDRESS),
    ):
        if word in labels:
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
    if not proper or left.low in LEADS or _in_list(place) or _after_its_like(place):
        return None
    return Nature.NAME if place.amount <= MANY or FOREIGN.search(left.low) else None


def _after_its_like(place: NumberPlace) -> bool:
    """Whether a figure and its name stand before this one and its name: Quỳnh Lưu 215 hộ; Hoàng Mai 8."""
    if not place.earlier or place.earlier[-1][1].kind != Nature.FIGURE:
        return False
    between = place.tokens[place.earlier[-1][0].last + 1 : place.spot.first]
    marks = [at for at, token in enumerate(between) if token.text in (",", ";")]
    names = between[marks[-1] + 1 :] if len(marks) == 1 else ()
    return len(between) <= 7 and 0 < len(names) <= 4 and names[0].text[0].isupper()


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
    in_title, code, emergency, ratio, specification, measured, jubilee, day, month, year, slogan,
    label, handed_on, alone,
)  # fmt: skip
