"""The scanner: every number of a text, and what each is."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from unicodedata import decimal

from .judging import judge
from .kinds import Nature, Number
from .names import named, said
from .place import QUOTES, NumberPlace, Numeral
from .proverbs import PROVERBS
from .reading import spots
from .shapes import addresses, clock_at, told_as_hour
from .spans import span
from .spelled import judge_spelled
from .tokens import DASHES, Token, cut
from .vocabulary import SPAN_AFTER, SPAN_LEADS

FROM = frozenset({"từ", "khung", "giờ", "lúc", "vào", "vàng"})
"""Before "19-22 giờ" these say when."""
ITEM = re.compile(r"[0-9]{1,2}(?:[.)/]|-(?=\s))\s+[^\W\d_]")
MOST_ITEMS = 30
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
SHORT = 12
"""Tokens of a quotation that may be a title or a slogan."""


def numbers(text: str, names: Collection[str] = ()) -> list[Number]:
    """Return every number of a text (NFC) in order, in digits and in Vietnamese words, with its kind.

    `names` are names the installation knows ("Quân khu 4"): a number inside one names, whatever it
    counts elsewhere. Numerals that are none in their place ("một số", "năm nay") are left out.
    """
    written, text = text, _in_plain_digits(text)
    tokens = cut(text)
    inside = named(tokens, names) | said(tokens, PROVERBS) | _addressed(text, tokens)
    quotes = _quoted(tokens)
    found: list[tuple[Numeral, Number]] = []
    over = 0
    for spot in spots(text, tokens):
        start = tokens[spot.first].start
        if start < over:
            continue
        place = NumberPlace(tokens, spot, found[-1:], quotes)
        if spot.first in inside:
            kind: Nature | None = Nature.NAME
        elif spot.spelled:
            kind = judge_spelled(place)
        else:
            kind = _item(text, place) or _by_the_clock(text, place) or judge(place)
        if kind is None:
            continue
        end = tokens[spot.last].end
        if kind == Nature.HOUR and not spot.spelled:
            end = over = clock_at(text, start) or end
            spot = replace(spot, last=_last_before(tokens, spot.last, end))
        found.append(
            (spot, Number(start, end, written[start:end], spot.amount, spot.decimals, kind))
        )
    return [number for _spot, number in found]


def _in_plain_digits(text: str) -> str:
    """Return a text, as long as it was, with "９９" and the digits of other scripts as "99"."""
    return _OTHER_DIGIT.sub(lambda found: str(decimal(found[0])), text)


def _item(text: str, place: NumberPlace) -> Nature | None:
    """Return whether a number counts the parts of a list: "1. Mục đích", "nêu rõ: (1) quán triệt; (2) …"."""
    start = place.token(place.spot.first).start
    if not place.spot.plain or place.amount > MOST_ITEMS:
        return None
    before = text[max(0, start - 4) : start].rstrip(" -–*•")
    opens = before.endswith("\n") or (not before and start <= 4)
    if opens and ITEM.match(text, start):
        return Nature.ORDINAL
    bracketed = place.p1 == "(" and place.n1 == ")" and place.token(place.spot.last + 2).is_word
    return Nature.ORDINAL if bracketed and place.p2 in (":", ";", ".", "") else None


def _by_the_clock(text: str, place: NumberPlace) -> Nature | None:
    """Return whether "7 giờ", "48h" is an hour of the day or how long something took."""
    spot = place.spot
    if span(place):
        return Nature.PHRASE
    joined = _from_to(place)
    if joined is not None:
        return joined
    if place.n1 != "giờ" and spot.kind != Nature.HOUR:
        return None
    if place.n1 != "giờ" or not spot.plain:
        return None
    if told_as_hour(text, place.tokens[place.spot.first].start, place.p1):
        return Nature.HOUR
    after = place.n2 in SPAN_AFTER or f"{place.n2}_{place.n3}" in SPAN_AFTER
    lasted = place.p1 in SPAN_LEADS or (after and place.p1 not in ("lúc", "hồi", "vào"))
    if lasted or clock_at(text, place.tokens[spot.first].start) is None:
        return Nature.FIGURE
    return Nature.HOUR


def _from_to(place: NumberPlace) -> Nature | None:
    """Both numbers of "từ 7 đến 11 giờ" are hours, those of "kéo dài từ 2 đến 3 giờ" figures; 3h kém 10."""
    if place.p1 in ("kém", "thiếu") and place.p2 in ("h", "giờ"):
        return Nature.HOUR
    first = place.token(place.spot.last + 3).low == "giờ" and place.n2.isdigit()
    if first and _joins(place.n1) and place.spot.plain:
        lasts = not SPAN_LEADS.isdisjoint(place.clause(4))
        return Nature.HOUR if place.p1 in FROM and not lasts else None
    if place.n1 == "giờ" and place.earlier and _joins(place.p1):
        spot, number = place.earlier[-1]
        if spot.last == place.spot.first - 2 and spot.plain:
            return number.kind if number.kind in (Nature.FIGURE, Nature.HOUR) else None
    return None


def _joins(word: str) -> bool:
    return word in DASHES or word in ("đến", "tới")


def _last_before(tokens: Sequence[Token], at: int, end: int) -> int:
    while at + 1 < len(tokens) and tokens[at + 1].start < end:
        at += 1
    return at


def _addressed(text: str, tokens: Sequence[Token]) -> set[int]:
    """Return the tokens that stand inside addresses of the net and of mail."""
    found: set[int] = set()
    at = 0
    for first, last in addresses(text):
        while at < len(tokens) and tokens[at].start < last:
            if tokens[at].start >= first:
                found.add(at)
            at += 1
    return found


def _quoted(tokens: Sequence[Token]) -> dict[int, tuple[int, int]]:
    """Return for each token inside a short quotation where that opens and closes."""
    found: dict[int, tuple[int, int]] = {}
    opened: int | None = None
    for at, token in enumerate(tokens):
        if opened is not None and token.text == QUOTES[tokens[opened].text]:
            if at - opened <= SHORT:
                found.update(dict.fromkeys(range(opened + 1, at), (opened, at)))
            opened = None
        elif token.text in QUOTES:
            opened = at
    return found
