"""Sums of packed figures, exact whatever the width: pure functions over numpy arrays.

Amounts have at most 18 digits. Summed in two halves of nine, each fits 63 bits for the first nine thousand
million figures; the halves are joined in Python's integers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from nhip.organisation.units.rules import Tree

from .packing import MISSING, NIL, matrix

HALF = 10**9
HIGH, LOW, N, NIL_N = range(4)

IndicatorItem = tuple[int, str]
"""An indicator, and an item of its breakdown or "" for the whole."""

Sums = npt.NDArray[np.int64]
"""4 × places: both halves of what was added, of how many figures, how many of them nothing to report."""

Figures = npt.NDArray[np.int64]
"""Rows × places, as `packing.matrix` reads them."""


class Said(NamedTuple):
    """What one statement says of a unit and period, by a row of places, packed."""

    unit: int
    period: int
    places: int
    figures: bytes


def nothing(places: int) -> Sums:
    """Return the sums of no figures."""
    return np.zeros((4, places), np.int64)


def added(figures: Figures) -> Sums:
    """Add rows of figures up."""
    missing, nil = figures == MISSING, figures == NIL
    said = np.where(missing | nil, 0, figures)
    return np.stack(
        [
            (said // HALF).sum(0),
            (said % HALF).sum(0),
            len(figures) - missing.sum(0),
            nil.sum(0),
        ]
    )


def amount(sums: Sums, place: int) -> int:
    """Return what one place comes to."""
    return int(sums[HIGH, place]) * HALF + int(sums[LOW, place])


def apart(now: Sums | None, then: Sums | None) -> Sums:
    """Return how far sums moved; None is the sum of nothing. One of them is none at most."""
    if now is None or then is None:
        assert now is not None or then is not None
        return now if then is None else -then  # type: ignore[return-value]
    return now - then


def equal(one: Sums | int, other: Sums | int) -> bool:
    """Say whether sums come to the same, however their halves are split; 0 is the sum of nothing."""
    apart = np.asarray(one - other)
    return not apart.any() or not (
        apart[N:].any() or any(amount(apart, place) for place in range(apart.shape[1]))
    )


def write(sums: Sums) -> bytes:
    """Write sums in the least width that holds them."""
    least, most = int(sums.min(initial=0)), int(sums.max(initial=0))
    width = next(
        size for size in (1, 2, 4, 8) if -(1 << 8 * size - 1) <= least and most < 1 << 8 * size - 1
    )
    return bytes([width]) + sums.astype(f"<i{width}").tobytes()


def read(packed: bytes) -> Sums:
    """Read sums again."""
    row = np.frombuffer(packed, f"<i{packed[0]}", offset=1)
    return row.reshape(4, -1).astype(np.int64)


def above(tree: Tree, unit_id: int) -> list[int]:
    """Return the units whose subtotals hold what a unit says: those above, and itself if any are below it."""
    return [*tree.ancestors(unit_id), *([unit_id] if tree.children(unit_id) else [])]


@dataclass(frozen=True)
class Block:
    """What units said in the places of one row: a line for each unit and period that said anything there."""

    places: int
    units: npt.NDArray[np.int64]
    periods: npt.NDArray[np.int64]
    figures: Figures

    def of(self, lines: npt.NDArray[np.bool_]) -> Block:
        """Return some of its lines."""
        return Block(self.places, self.units[lines], self.periods[lines], self.figures[lines])


def blocks(said: Iterable[Said], places: Mapping[int, Sequence[IndicatorItem]]) -> list[Block]:
    """Put what was said side by side, in the order it was said: the later one stands in a place."""
    by_places: dict[int, list[Said]] = {}
    shelves: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for each in said:
        its = by_places.setdefault(each.places, [])
        shelves.setdefault((each.unit, each.period), []).append((each.places, len(its)))
        its.append(each)
    found = {
        key: Block(
            key,
            np.array([each.unit for each in its]),
            np.array([each.period for each in its]),
            matrix([bytes(each.figures) for each in its], len(places[key])),
        )
        for key, its in by_places.items()
    }
    for lines in shelves.values():
        if len(lines) > 1:
            _let_the_last_stand([(places[key], found[key].figures[line]) for key, line in lines])
    return list(found.values())


def _let_the_last_stand(lines: Sequence[tuple[Sequence[IndicatorItem], Figures]]) -> None:
    taken: set[IndicatorItem] = set()
    for row, figures in reversed(lines):
        for number, place in enumerate(row):
            if figures[number] == MISSING:
                continue
            if place in taken:
                figures[number] = MISSING
            taken.add(place)
