"""Figures of plain words with all that was told of them: as they stand, or as they were sealed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from .writing import machine_value


@dataclass(frozen=True)
class ToldFigure:
    """A figure where it stands in words, from `start` to `end`: the question, the value, what is told beside.

    Days are ISO dates, the window half-open; `unit` is a code. `line` is its name in the text's own table,
    `pin` the citation of it: a figure is one or the other.
    """

    start: int
    end: int
    words: str
    key: str
    unit: str
    start_on: str
    end_on: str
    basis: str
    amount: int
    label: str
    decimals: int = 0
    window: str = ""
    definition: str = ""
    measure: str = ""
    coverage: str = ""
    parts: str = ""
    is_sample: bool = False
    line: str = ""
    pin: int | None = None

    @property
    def machine_value(self) -> str:
        """Return the value for `<data value>`."""
        return machine_value(self.amount, self.decimals)


def kept(figures: Iterable[ToldFigure]) -> list[dict[str, Any]]:
    """Return figures as JSON keeps them; what is empty is left out."""
    return [
        {name: said for name, said in asdict(each).items() if said not in ("", None, False)}
        | {"amount": each.amount, "start": each.start}
        for each in figures
    ]


def read_kept(rows: Sequence[Mapping[str, Any]]) -> list[ToldFigure]:
    """Return figures from how `kept` keeps them."""
    return [ToldFigure(**row) for row in rows]
