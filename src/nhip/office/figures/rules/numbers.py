"""Stand-in until the scanner lands."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    FIGURE = "figure"
    DATE = "date"
    NAME = "name"


@dataclass(frozen=True)
class Number:
    start: int
    end: int
    words: str
    amount: int
    decimals: int
    kind: Kind


_N = re.compile(r"\d+(?:[./]\d+)*(?:,\d+)?")


def numbers(text: str, names: Collection[str] = ()) -> list[Number]:
    found = []
    for m in _N.finditer(text):
        w = m[0]
        kind = Kind.DATE if "/" in w or re.search(r"năm $", text[: m.start()]) else Kind.FIGURE
        whole, _, frac = w.replace("/", "").replace(".", "").partition(",")
        found.append(Number(m.start(), m.end(), w, int(whole + frac), len(frac), kind))
    return found
