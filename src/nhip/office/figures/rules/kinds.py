"""What a number in a text may be; only a figure is asked for its source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Nature(StrEnum):
    """FIGURE says how many or how much; everything else points, dates or names."""

    FIGURE = "figure"
    DATE = "date"
    HOUR = "hour"
    ORDINAL = "ordinal"
    PAPER = "paper"
    LAW = "law"
    RANK = "rank"
    PHONE = "phone"
    ADDRESS = "address"
    NAME = "name"
    PHRASE = "phrase"


@dataclass(frozen=True)
class Number:
    """A number as it stands in a text: `words` is `text[start:end]`, the token alone ("1.200", "40 triệu").

    `amount` is scaled by `decimals`: 94,7 is (947, 1). A percent sign is not in it. Of a ratio or a score
    ("12/15", "3-2") it is the first number.
    """

    start: int
    end: int
    words: str
    amount: int
    decimals: int
    kind: Nature
