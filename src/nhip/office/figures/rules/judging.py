"""Says what a number written in digits is, by the words beside it: the first rule that knows answers.

Each rule takes the place of a number and returns its kind, or None to leave it to the next. What no rule
knows is a figure: rather a question too many than a number unasked.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from .dating import day, day_and_month, month, ratio, year
from .kinds import Nature
from .labelling import FOREIGN, MANY, after_its_like, label, ordinal
from .measures import JOINTS, code, emergency, measured, specification
from .place import NumberPlace
from .spans import gathering, plan, span
from .tokens import DASHES
from .vocabulary import GOOD_LEADS, HONOURS, JUBILEES, LEADS, NO_NOUN, SLOGANS, TITLES

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
    """3 không, 4 tại chỗ, chi bộ 4 tốt."""
    small = (place.spot.plain or place.spot.spelled) and place.amount <= 12
    if small and place.n1 == "tốt" and place.p1 in GOOD_LEADS:
        return Nature.PHRASE
    return Nature.PHRASE if small and any(part in SLOGANS for part in place.following) else None


def handed_on(place: NumberPlace) -> Nature | None:
    """In "khối 10, 11, 12" and "ngày 11, 12 và 13/2" the later numbers are what the first is."""
    if not place.earlier or not (place.spot.plain or place.spot.ratio):
        return None
    spot, number = place.earlier[-1]
    between = [place.token(at).low for at in range(spot.last + 1, place.spot.first)]
    if number.kind in (Nature.FIGURE, Nature.PHRASE) or not 0 < len(between) <= 2:
        return None
    law = number.kind == Nature.LAW and place.token(place.spot.last + 1).text.istitle()
    if not all(word in JOINTS for word in between) or (place.counts_known and not law):
        return None
    month = number.kind == Nature.DATE and between == ["-"] and place.amount <= 12
    if (place.counts and not (month or law)) or (number.kind == Nature.DATE and place.amount > 31):
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
    if not proper or left.low in LEADS or _in_list(place) or after_its_like(place):
        return None
    return Nature.NAME if place.amount <= MANY or FOREIGN.search(left.low) else None


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
    in_title, ordinal, span, code, emergency, day_and_month, ratio, specification, measured, jubilee,
    gathering, plan, day, month, year, slogan, label, handed_on, alone,
)  # fmt: skip
