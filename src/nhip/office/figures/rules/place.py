"""A number found and the words around it, as the rules ask for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from .countable import DIVISIONS, NOUN_OR_VERB, YEAR_LIKE
from .kinds import Nature, Number
from .tokens import EDGE, Token
from .vocabulary import NO_NOUN, NO_NOUN_PAIRS, UNITS

QUOTES = {"“": "”", "«": "»", '"': '"'}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number read: the tokens it covers and what it amounts to, before anybody said what it is."""

    first: int
    last: int
    amount: int
    decimals: int
    plain: bool
    """One run of digits, no dot, comma or word of scale."""
    spelled: bool = False
    ratio: bool = False
    kind: Nature | None = None
    """Told by its shape alone: 14h00, 30/2020/NĐ-CP."""


class NumberPlace:
    """A spot in its text."""

    def __init__(
        self, tokens: Sequence[Token], spot: Numeral, earlier: Sequence[tuple[Numeral, Number]],
        quotes: Mapping[int, tuple[int, int]],
    ) -> None:  # fmt: skip
        self.tokens = tokens
        self.spot = spot
        self.earlier = earlier
        self.quotes = quotes
        self.amount = spot.amount
        self.p1, self.p2, self.p3 = (self.before(n) for n in (1, 2, 3))
        self.n1, self.n2, self.n3 = (self.after(n) for n in (1, 2, 3))

    def token(self, at: int) -> Token:
        return self.tokens[at] if 0 <= at < len(self.tokens) else EDGE

    def before(self, n: int) -> str:
        return self.token(self.spot.first - n).low

    def after(self, n: int) -> str:
        return self.token(self.spot.last + n).low

    @cached_property
    def led_by(self) -> tuple[str, str]:
        """The two words before as one phrase, with a space and for labels."""
        return f"{self.p2} {self.p1}", f"{self.p2}_{self.p1}"

    @cached_property
    def following(self) -> tuple[str, str]:
        """The word after, and the two words after as one phrase."""
        return self.n1, f"{self.n1} {self.n2}"

    @cached_property
    def measured(self) -> bool:
        """Whether a measure follows: 94,7 %, 170kg, 12 ha."""
        token = self.token(self.spot.last + 1)
        return token.low in ("%", "‰", "°", "$") or (
            token.low in UNITS and not self._is_name(token)
        )

    @cached_property
    def counts(self) -> bool:
        """Whether a word follows that could be what is counted."""
        token = self.token(self.spot.last + 1)
        if self.counts_known or (token.text in QUOTES and self.token(self.spot.last + 2).is_word):
            return True
        if self.following[1] in NOUN_OR_VERB:
            return not self.token(self.spot.last + 3).is_word
        return token.is_word and token.low not in NO_NOUN and self.following[1] not in NO_NOUN_PAIRS

    @cached_property
    def counts_known(self) -> bool:
        """Whether a word follows that is known to be counted."""
        word, pair = self.following
        known = pair in YEAR_LIKE or (word in YEAR_LIKE and pair not in NO_NOUN_PAIRS)
        return self.measured or known

    @cached_property
    def counts_here(self) -> bool:
        """Whether what follows is known to be counted and is no further part of an address or a unit."""
        return self.counts_known and not self.goes_on_as_address

    @cached_property
    def goes_on_as_address(self) -> bool:
        """Whether a division with its own name or number follows: xóm 9 xã Quỳnh Lương; tổ 3 khối 5."""
        second = self.token(self.spot.last + 2)
        if self.p1 in ("điều", "khoản") and self.token(self.spot.last + 1).text[:1].isupper():
            return True
        if self.following[1] in (
            "thị trấn",
            "thị xã",
            "thành phố",
            "trung đội",
            "đại đội",
            "tiểu đoàn",
        ):
            second = self.token(self.spot.last + 3)
        return self.n1 in DIVISIONS and (second.is_digits or second.text[:1].isupper())

    def begins_sentence(self) -> bool:
        """Whether the spot stands first in a sentence, a quotation or a line of a list."""
        before = self.token(self.spot.first - 1)
        return not before.text or before.text in '.!?:;-–—•*“"«(…'

    def begins_after_edge(self) -> bool:
        """Whether the word before is the first of a sentence or of a line: its capital says nothing."""
        return self.token(self.spot.first - 2).text in ("", ".", ":", "-", "(")

    def clause(self, length: int) -> list[str]:
        """Return the words before, back to the last mark, at most so many, nearest first."""
        found: list[str] = []
        for n in range(1, length + 1):
            word = self.before(n)
            if not word or word in ",;:.()!?":
                break
            found.append(word)
        return found

    @staticmethod
    def _is_name(token: Token) -> bool:
        return token.glued and len(token.text) == 1 and token.text.isupper()
