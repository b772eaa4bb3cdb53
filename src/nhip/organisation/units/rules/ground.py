"""Whose values are added up under a name, on two maps: as reported, or carried to the map of one day.

As reported, a value belongs under the units above its own at the end of the window, or when its own
closed. On a day's map the values of units that no longer stand belong to their heirs, by weights. Both
maps hold the same values.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .tree import Map, Node, Tree


@dataclass(frozen=True)
class Members:
    """Units added up together; on a day's map, `standing` are those they lead to."""

    units: frozenset[int]
    standing: frozenset[int] | None = None


class Ground:
    """The tree of a window and, if asked, the map that its values are put on."""

    def __init__(self, reported: Tree, on_map: Map | None = None) -> None:
        self.reported = reported
        self.map = on_map
        self.tree = on_map.tree if on_map else reported

    def below(self, unit_id: int) -> Members:
        """Return a unit with all below it, on a map with what they took over."""
        return self._members(self.tree.subtree(unit_id))

    def above(self, unit_id: int) -> list[Node]:
        """Return the units that count what one reports, the nearest first; itself left out."""
        if unit_id not in self.tree:
            return []
        return [self.tree.node(each) for each in self.tree.ancestors(unit_id)]

    def own(self, unit_id: int) -> Members:
        """Return a unit alone, on a map with what it took over."""
        return self._members([unit_id] if unit_id in self.tree else [])

    def predecessors(self, unit_id: int) -> list[Node]:
        """Return the closed units, as they stood in the window, whose values came to one on the map."""
        found = sorted(self.own(unit_id).units - {unit_id}) if self.map else []
        return sorted((self.reported.node(each) for each in found), key=lambda node: node.code)

    def share(self, members: Members, unit_id: int, amount: int) -> int:
        """Return the part of a unit's value that belongs to these members."""
        if self.map is None or members.standing is None or unit_id in members.standing:
            return amount
        carried = self.map.carried(unit_id, amount)
        return sum(piece for heir_id, piece in carried.items() if heir_id in members.standing)

    def shared(self, members: Members) -> frozenset[int]:
        """Return the units of which only a part belongs to these members."""
        if self.map is None or members.standing is None:
            return frozenset()
        closed = members.units - members.standing
        return frozenset(each for each in closed if not self.map.heirs(each) <= members.standing)

    def _members(self, unit_ids: Iterable[int]) -> Members:
        if self.map is None:
            return Members(frozenset(unit_ids))
        standing = frozenset(unit_ids)
        sources = self.map.sources(standing)
        return Members(frozenset(each for each in sources if each in self.reported), standing)
