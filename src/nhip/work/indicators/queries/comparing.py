"""Totals side by side: an indicator in three windows, a unit's total beside those directly below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nhip.organisation.units.rules import Node

from .. import rules
from ..models import Indicator
from .grounds import Window, ground_under
from .totals import by_group, totals
from .words import Total


@dataclass(frozen=True)
class UnitTotal:
    """The total of a unit directly below, with all below it; or the unit's own part (`is_own`).

    `came_from` names the closed units whose values are among its own.
    """

    node: Node
    total: Total
    is_own: bool = False
    came_from: Sequence[str] = ()


@dataclass(frozen=True)
class Compared:
    """One indicator beside the window before and the same window last year."""

    indicator: Indicator
    now: Total
    before: Total
    last_year: Total

    @property
    def difference(self) -> int | None:
        """Return how far it moved since the window before; None where either is missing."""
        if self.now.amount is None or self.before.amount is None:
            return None
        return self.now.amount - self.before.amount


def compared(
    indicators: Sequence[Indicator],
    unit_id: int,
    start_on: date,
    end_on: date,
    basis: str,
    *,
    map_on: date | None = None,
) -> list[Compared]:
    """Return indicators with their totals in three windows."""
    windows = (
        (start_on, end_on),
        rules.previous_window(start_on, end_on),
        rules.same_window_last_year(start_on, end_on),
    )
    now, before, last_year = (
        totals(indicators, unit_id, *window, basis, map_on=map_on) for window in windows
    )
    return [
        Compared(each, now[each.pk], before[each.pk], last_year[each.pk]) for each in indicators
    ]


def children_totals(
    indicator: Indicator,
    unit_id: int,
    start_on: date,
    end_on: date,
    basis: str,
    *,
    map_on: date | None = None,
) -> list[UnitTotal]:
    """Return the totals of the units directly below, in their order, then the unit's own part."""
    window = Window(start_on, end_on, basis, map_on)
    ground = ground_under(window)
    if unit_id not in ground.tree:
        return []
    children = ground.tree.children(unit_id)
    groups = {child.id: ground.below(child.id) for child in children}
    found = by_group([indicator], groups | {unit_id: ground.own(unit_id)}, ground, window)

    def part(node: Node, *, is_own: bool = False) -> UnitTotal:
        came_from = [each.name for each in ground.predecessors(node.id)]
        return UnitTotal(node, found[node.id][indicator.pk], is_own, came_from)

    return [*map(part, children), part(ground.tree.node(unit_id), is_own=True)]
