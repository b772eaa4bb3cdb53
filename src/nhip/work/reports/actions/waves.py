"""Rows that are written together: none of them depends on what another one writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

Some = TypeVar("Some")
Wave = dict[int, Some]  # rows by their index


def waves(rows: Sequence[Some], units: Sequence[int]) -> list[Wave[Some]]:
    """Cut rows into waves of at most one a unit, each unit's rows in their order.

    What a report says, counts and reuses depends on earlier reports of its unit, never on others'.
    """
    found: list[Wave[Some]] = []
    turns: Counter[int] = Counter()
    for index, (row, unit_id) in enumerate(zip(rows, units, strict=True)):
        turn = turns[unit_id]
        turns[unit_id] += 1
        if turn == len(found):
            found.append({})
        found[turn][index] = row
    return found
