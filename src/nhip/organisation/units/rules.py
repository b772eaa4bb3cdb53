"""The tree of one day, and what may not happen to it: pure functions over plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Node:
    """A unit as it stood on the tree's day."""

    id: int
    code: str
    name: str
    level: int
    parent_id: int | None


class Tree:
    """Who stood under whom on one day. Siblings keep the order they are given in.

    An id that did not stand in the tree has no ancestors and an empty subtree.
    """

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._nodes = {node.id: node for node in nodes}
        self._children: dict[int | None, list[int]] = {}
        for node in self._nodes.values():
            self._children.setdefault(node.parent_id, []).append(node.id)
        self._order: list[int] = []
        self._reach: dict[int, tuple[int, int]] = {}
        for root_id in self._children.get(None, []):
            self._walk(root_id)

    def _walk(self, unit_id: int) -> None:
        start = len(self._order)
        self._order.append(unit_id)
        for child_id in self._children.get(unit_id, []):
            self._walk(child_id)
        self._reach[unit_id] = (start, len(self._order))

    def __contains__(self, unit_id: object) -> bool:
        return unit_id in self._reach

    def __len__(self) -> int:
        return len(self._order)

    @property
    def root(self) -> Node:
        """Return the body on top. Raises LookupError on a day before it was set up."""
        if not self._order:
            raise LookupError("no unit stood on this day")
        return self._nodes[self._order[0]]

    @property
    def ids(self) -> list[int]:
        """Return every unit, parents before children."""
        return list(self._order)

    def node(self, unit_id: int) -> Node:
        """Return the unit as it stood. Raises KeyError for one that did not stand."""
        return self._nodes[unit_id]

    def parent(self, unit_id: int) -> Node | None:
        """Return the unit directly above."""
        ancestors = self.ancestors(unit_id)
        return self._nodes[ancestors[0]] if ancestors else None

    def children(self, unit_id: int) -> list[Node]:
        """Return the units directly below."""
        return [self._nodes[child_id] for child_id in self._children.get(unit_id, [])]

    def subtree(self, unit_id: int) -> list[int]:
        """Return the unit and every unit below it, parents before children."""
        start, end = self._reach.get(unit_id, (0, 0))
        return self._order[start:end]

    def ancestors(self, unit_id: int) -> list[int]:
        """Return the units above, the nearest first."""
        found: list[int] = []
        node = self._nodes[unit_id] if unit_id in self else None
        while node and node.parent_id is not None:
            found.append(node.parent_id)
            node = self._nodes[node.parent_id]
        return found


class Overlapping(ValidationError):
    """A unit would have two names or two parents on one day."""


class Circular(ValidationError):
    """A unit would stand below itself."""


@dataclass(frozen=True)
class Place:
    """A unit under a parent from a day until another, not included; no end means "still"."""

    unit_id: int
    parent_id: int | None
    start_on: date
    end_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Return whether the unit stood here on this day."""
        return self.start_on <= day and (self.end_on is None or day < self.end_on)

    def overlaps(self, other: Place) -> bool:
        """Return whether the two share a day."""
        return self.holds_on(other.start_on) or other.holds_on(self.start_on)


def check_place(place: Place, others: Iterable[Place]) -> None:
    """Raise Overlapping or Circular when the place cannot stand among the others."""
    others = list(others)
    if any(other.unit_id == place.unit_id and place.overlaps(other) for other in others):
        raise Overlapping(_("These days overlap with another place of the same unit."))
    days = {place.start_on} | {other.start_on for other in others if place.holds_on(other.start_on)}
    for day in days:
        parents = {other.unit_id: other.parent_id for other in others if other.holds_on(day)}
        if _leads_to(parents, place.parent_id, place.unit_id):
            raise Circular(_("A unit cannot stand below itself."))


def _leads_to(parents: dict[int, int | None], start_id: int | None, unit_id: int) -> bool:
    """Return whether walking up from `start_id` comes by the unit."""
    seen: set[int | None] = {None}
    while start_id not in seen:
        if start_id == unit_id:
            return True
        seen.add(start_id)
        start_id = parents.get(start_id) if start_id is not None else None
    return False
