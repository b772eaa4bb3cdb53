"""A text cut once into words, numbers and marks: what every rule of the scanner looks at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TOKEN = re.compile(r"(?P<word>[^\W\d_]+)|(?P<digits>[0-9]+(?:[.,][0-9]+)*)|\S")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*")
SPACES = " \u00a0\u202f\u2009"
DASHES = frozenset("-\u2013\u2014\u2010\u2011")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number in digits or one mark; `glued` when no space parts it from what is before."""

    start: int
    end: int
    text: str
    low: str
    is_word: bool
    is_digits: bool
    glued: bool


EDGE = Token(0, 0, "", "", False, False, False)
"""What stands before the first token and after the last."""


def cut(text: str) -> list[Token]:
    """Return the tokens of a text in order."""
    tokens: list[Token] = []
    end = -1
    for match in _TOKEN.finditer(text):
        start, group, written = match.start(), match.lastgroup, match.group()
        glued = start == end
        end = match.end()
        is_word = group == "word"
        low = written.lower() if is_word else written
        tokens.append(Token(start, end, written, low, is_word, group == "digits", glued))
    return tokens


def read_digits(written: str) -> tuple[int, int] | None:
    """Return amount and decimals of a number in digits; None for a chain such as 1.1.1 that is none.

    A dot before exactly three digits groups, a comma begins the fraction; foreign writing (94.7 and
    1,200,000) is read too.
    """
    if written.isdigit():
        return int(written), 0
    last = max(written.rfind("."), written.rfind(","))
    whole, mark, fraction = written[:last], written[last], written[last + 1 :]
    if mark == "." and _GROUPED.fullmatch(written):
        return int(written.replace(".", "")), 0
    if written.count(",") > 1 and _GROUPED.fullmatch(written):
        return int(written.replace(",", "")), 0
    if whole.isdigit() or (_GROUPED.fullmatch(whole) and mark not in whole):
        bare = whole.replace(".", "").replace(",", "")
        return int(bare + fraction), len(fraction)
    return None


def spaced_groups(text: str, tokens: Sequence[Token], at: int) -> int:
    """Return the index of the last token of a number grouped by spaces ("1 200 000")."""
    first = tokens[at].text
    if not first.isdigit() or len(first) > 3 or first.startswith("0"):
        return at
    last = at
    while last + 1 < len(tokens):
        after, here = tokens[last + 1], tokens[last]
        gap = text[here.end : after.start]
        if (
            len(gap) != 1
            or gap not in SPACES
            or not (after.text.isdigit() and len(after.text) == 3)
        ):
            break
        last += 1
    return last
