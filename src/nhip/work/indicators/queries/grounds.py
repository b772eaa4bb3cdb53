"""Whose values are added up under a name, on two maps: as reported, or carried to the map of one day.

As reported, a value belongs under the units above its own at the end of the window, or when its own
closed. On a day's map the values of units that no longer stand belong to their heirs, by weights. Both
maps hold the same values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from nhip.kit.text.rules import write_day
from nhip.organisation.units.queries import map_of, tree_of
from nhip.organisation.units.rules import Node


@dataclass(frozen=True)
class Window:
    """Days (half-open) and basis a total is asked for; `map_on` is the day whose map it is put on."""

    start_on: date
    end_on: date
    basis: str
    map_on: date | None = None

    @property
    def last_on(self) -> date:
        """Return the last day."""
        return self.end_on - timedelta(days=1)

    @property
    def map_words(self) -> str:
        """Return what a table must say about whose values stand where."""
        if self.map_on is None:
            return _("As reported: by the organisation at the end of the window")
        words = _("On the map of %(day)s: values of closed units are carried to their successors")
        return words % {"day": write_day(self.map_on)}


@dataclass(frozen=True)
class Members:
    """Units added up together; on a day's map, `standing` are those they lead to."""

    units: frozenset[int]
    standing: frozenset[int] | None = None


Groups = Mapping[int, Members]
"""Units added up together, under any name: a subtree under its top."""


class Ground:
    """The tree of a window and, if asked, the map that its values are put on."""

    def __init__(self, window: Window) -> None:
        self.reported = tree_of(window.start_on, window.end_on)
        self.map = map_of(window.map_on) if window.map_on else None
        self.tree = self.map.tree if self.map else self.reported

    def below(self, unit_id: int) -> Members:
        """Return a unit with all below it, on a map with what they took over."""
        return self._members(self.tree.subtree(unit_id))

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
