"""Sums of packed figures, exact whatever the width: pure functions over numpy arrays.

Amounts have at most 18 digits. Summed in two halves of nine, each fits 63 bits for the first nine thousand
million figures; the halves are joined in Python's integers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nhip.organisation.units.rules import Tree

from .packing import MISSING, NIL, matrix

HALF = 10**9
HIGH, LOW, N, NIL_N = range(4)

IndicatorItem = tuple[int, str]
"""An indicator, and an item of its breakdown or "" for the whole."""

PlacesRow = tuple[IndicatorItem, ...]
"""What something asks figures for, in order, as `Places` keeps it."""

Sums = npt.NDArray[np.int64]
"""4 × places: both halves of what was added, of how many figures, how many of them nothing to report."""

Figures = npt.NDArray[np.int64]
"""Rows × places, as `packing.matrix` reads them."""


Said = tuple[int, int, int, bytes]
"""What one statement says: unit, period, row of places, packed figures."""


def nothing(places: int) -> Sums:
    """Return the sums of no figures."""
    return np.zeros((4, places), np.int64)


def added(figures: Figures) -> Sums:
    """Add rows of figures up."""
    rows, places = figures.shape
    return np.stack(
        [
            np.full(places, part * rows) if isinstance(part, int) else part.sum(0)
            for part in _parts(figures)
        ]
    )


def added_up(block: FigureBlock, tree: Tree) -> dict[int, Sums]:
    """Add a block of one period up to every unit that has others below it.

    Lines in the order of the tree: what is below a unit lies together, between two partial sums.
    """
    place = {unit_id: number for number, unit_id in enumerate(tree.ids)}
    numbers = np.array([place.get(unit_id, -1) for unit_id in block.units.tolist()])
    order = np.argsort(numbers, kind="stable")[np.count_nonzero(numbers < 0) :]
    nought = np.zeros((1, block.figures.shape[1]), np.int64)
    partial = [
        part if isinstance(part, int) else np.concatenate([nought, part.cumsum(0)])
        for part in _parts(block.figures[order])
    ]
    reaches = {unit_id: tree.reach(unit_id) for unit_id in tree.ids}
    above = {unit_id: (start, end) for unit_id, (start, end) in reaches.items() if end - start > 1}
    between = np.searchsorted(numbers[order], list(above.values())).tolist()
    found = {}
    for unit_id, (first, last) in zip(above, between, strict=True):
        if first < last:
            sums = nothing(block.figures.shape[1])
            for number, part in enumerate(partial):
                if isinstance(part, int):
                    sums[number] = part * (last - first)
                else:
                    sums[number] = part[last] - part[first]
            found[unit_id] = sums
    return found


def _parts(figures: Figures) -> list[npt.NDArray[np.int64] | int]:
    """Return both halves of figures, whether each was said, and whether it says nothing to report.

    A number alone where it is the same everywhere: as in most reports, where all is said and little is much.
    """
    low, high = int(figures.min(initial=0)), int(figures.max(initial=0))
    said: npt.NDArray[np.int64] | int = 1
    nil: npt.NDArray[np.int64] | int = 0
    if low <= NIL:
        said = (figures != MISSING).astype(np.int64)
        nil = (figures == NIL).astype(np.int64)
        figures = np.where(figures > NIL, figures, 0)
        low = int(figures.min())
    if low < 0 or high >= HALF:
        return [figures // HALF, figures % HALF, said, nil]
    return [0, figures, said, nil]


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
class FigureBlock:
    """What units said in the places of one row: a line for each unit and period that said anything there."""

    places: int
    units: npt.NDArray[np.int64]
    periods: npt.NDArray[np.int64]
    figures: Figures

    def of(self, lines: npt.NDArray[np.bool_]) -> FigureBlock:
        """Return some of its lines."""
        return FigureBlock(self.places, self.units[lines], self.periods[lines], self.figures[lines])


def blocks(
    said: Sequence[Said], places: Mapping[int, Sequence[IndicatorItem]]
) -> list[FigureBlock]:
    """Put what was said side by side, in the order it was said: the later one stands in a place."""
    by_places: dict[int, list[Said]] = {}
    for each in said:
        by_places.setdefault(each[2], []).append(each)
    found: dict[int, FigureBlock] = {}
    for key, its in by_places.items():
        units, periods, _places, figures = zip(*its, strict=True)
        rows = matrix([bytes(each) for each in figures], len(places[key]))
        found[key] = FigureBlock(key, np.array(units), np.array(periods), rows)
    keys = [each[:2] for each in said]
    if len(set(keys)) < len(keys):
        shelves: dict[tuple[int, int], list[tuple[Sequence[IndicatorItem], Figures]]] = {}
        lines = dict.fromkeys(found, 0)
        for unit, period, key, _figures in said:
            line = places[key], found[key].figures[lines[key]]
            shelves.setdefault((unit, period), []).append(line)
            lines[key] += 1
        for shelf in shelves.values():
            _let_the_last_stand(shelf)
    return list(found.values())


def _let_the_last_stand(lines: Sequence[tuple[Sequence[IndicatorItem], Figures]]) -> None:
    if len(lines) < 2:
        return
    taken: set[IndicatorItem] = set()
    for row, figures in reversed(lines):
        for number, place in enumerate(row):
            if figures[number] == MISSING:
                continue
            if place in taken:
                figures[number] = MISSING
            taken.add(place)
