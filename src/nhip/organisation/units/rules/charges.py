"""Who stands for a unit once it has closed, and under whom a unit stood: pure, over plain values."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from .tree import Place, Tree

Spell = tuple[date | None, date | None]
"""Half-open days; None stands for ever before, or ever after."""


@dataclass(frozen=True)
class Charge:
    """The unit that stands for another, or for itself; `is_above`: nobody carries the other one on."""

    unit_id: int
    is_above: bool = False


@dataclass(frozen=True)
class Under:
    """Which units' affairs come in to some others, by the day on which they arose."""

    spells: Mapping[int, list[Spell]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.spells)

    @property
    def ids(self) -> set[int]:
        """Return the units whose affairs of any day come in there."""
        return set(self.spells)

    def holds(self, unit_id: int, day: date) -> bool:
        """Return whether what arose at a unit on a day comes in there."""
        return any(
            (since is None or since <= day) and (until is None or day < until)
            for since, until in self.spells.get(unit_id, ())
        )

    def by_spell(self) -> dict[Spell, set[int]]:
        """Return the units by the days that come in: few of them, however many the units."""
        found: dict[Spell, set[int]] = {}
        for unit_id, spells in self.spells.items():
            for spell in spells:
                found.setdefault(spell, set()).add(unit_id)
        return found


class Charges:
    """Who stands for each unit on the tree's day (`docs/decisions/0028`).

    A unit that stands, itself. A closed one: its heir, where exactly one carries it on, or whoever
    stands for that heir; else whoever stands for the unit above it on its last day.
    """

    def __init__(
        self, on: date, tree: Tree, places: Iterable[Place], heirs: Mapping[int, Collection[int]]
    ) -> None:
        self.tree, self._on, self._heirs = tree, on, heirs
        self._places: dict[int, list[Place]] = {}
        for place in sorted(places, key=lambda each: each.start_on):
            self._places.setdefault(place.unit_id, []).append(place)
        self._known: dict[int, Charge] = {}
        self._taken: dict[int, set[int]] = {}
        for unit_id in self._places:
            charge = self.of(unit_id)
            if charge.unit_id != unit_id:
                self._taken.setdefault(charge.unit_id, set()).add(unit_id)

    def of(self, unit_id: int) -> Charge:
        """Return who stands for a unit; one not set up yet stands for itself."""
        if unit_id not in self._known:
            self._known[unit_id] = self._find(unit_id)
        return self._known[unit_id]

    def _find(self, unit_id: int) -> Charge:
        above = self.above(unit_id, self._on)
        places = self._places.get(unit_id)
        if unit_id in self.tree or above is None or not places or places[0].start_on > self._on:
            return Charge(unit_id)
        stands_above = self.of(above).unit_id
        heirs = [self.of(each) for each in self._heirs.get(unit_id, ()) if each != above]
        carrying = {heir.unit_id for heir in heirs if not heir.is_above}
        if len(carrying) != 1:
            return Charge(stands_above, is_above=True)
        [heir_id] = carrying
        return Charge(heir_id, is_above=stands_above in self.tree.subtree(heir_id))

    def above(self, unit_id: int, day: date) -> int | None:
        """Return the unit above one on a day; on a day it did not stand, on the nearest that it did."""
        places = self._places.get(unit_id, ())
        before = [place for place in places if place.start_on <= day]
        nearest = before[-1] if before else next(iter(places), None)
        return nearest.parent_id if nearest else None

    def left_on(self, unit_id: int) -> date | None:
        """Return the day from which a unit no longer stands, as far as that is known; None while it does."""
        places = self._places.get(unit_id)
        return places[-1].end_on if places else None

    def taken_over(self, unit_id: int) -> set[int]:
        """Return the closed units that a unit stands for."""
        return set(self._taken.get(unit_id, ()))

    def left_to(self, unit_ids: Collection[int]) -> set[int]:
        """Return the closed units that nobody carries on, and that these stand for from above."""
        return {
            each
            for unit_id in unit_ids
            for each in self._taken.get(unit_id, ())
            if self.of(each).is_above
        }

    def checker(self, unit_id: int, day: date) -> int | None:
        """Return to whom comes in what arose at a unit on a day: whoever stands for the unit above it then.

        What is to arise later comes in to the unit above today. Where nobody carries the unit on, it is
        whoever stands for it. Nothing comes in from the root.
        """
        charge = self.of(unit_id)
        if charge.is_above:
            return charge.unit_id
        above = self.above(unit_id, min(day, self._on))
        return None if above is None else self.of(above).unit_id

    def under(self, unit_ids: Collection[int]) -> Under:
        """Return the units whose affairs come in to these, each with the days they arose on."""
        return self._where(lambda place: self.checker(place.unit_id, place.start_on) in unit_ids)

    def directly_below(self, unit_id: int) -> Under:
        """Return the units that stood directly below one, each with the days, whoever has closed since."""
        return self._where(lambda place: place.parent_id == unit_id)

    def _where(self, is_meant: Callable[[Place], bool]) -> Under:
        found: dict[int, list[Spell]] = {}
        for unit_id, kept in self._places.items():
            places = [place for place in kept if place.start_on <= self._on] or kept[:1]
            spells: list[Spell] = []
            for place in places:
                if not is_meant(place):
                    continue
                since = None if place is places[0] else place.start_on
                until = None if place is places[-1] else place.end_on
                if spells and spells[-1][1] == since:
                    since = spells.pop()[0]
                spells.append((since, until))
            if spells:
                found[unit_id] = spells
        return Under(found)
