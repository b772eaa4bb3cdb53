"""The tree of one day, and what may not happen to it: pure functions over plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256

from django.utils.translation import gettext as _

from nhip.organisation.journal.rules import FieldRefused

WHOLE = 10_000
"""A weight of one, in ten-thousandths."""


@dataclass(frozen=True)
class UnitDecision:
    """The paper a change of units rests on; `url` leads to it in a register, if it stands in one."""

    number: str = ""
    on: date | None = None
    url: str = ""
    is_sample: bool = False


@dataclass(frozen=True)
class Node:
    """A unit as it stood on the tree's day."""

    id: int
    code: str
    name: str
    level: int
    parent_id: int | None

    @property
    def unit_id(self) -> int:
        """Return the unit, as everything that belongs to one says it."""
        return self.id


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

    @cached_property
    def shape(self) -> str:
        """Return a digest of who stands under whom, whatever they are called."""
        places = ";".join(f"{each}<{self._nodes[each].parent_id}" for each in sorted(self._order))
        return sha256(places.encode()).hexdigest()

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
        start, end = self.reach(unit_id)
        return self._order[start:end]

    def reach(self, unit_id: int) -> tuple[int, int]:
        """Return where the subtree of a unit begins and ends among `ids`; (0, 0) of one not standing."""
        return self._reach.get(unit_id, (0, 0))

    def ancestors(self, unit_id: int) -> list[int]:
        """Return the units above, the nearest first."""
        found: list[int] = []
        node = self._nodes[unit_id] if unit_id in self else None
        while node and node.parent_id is not None:
            found.append(node.parent_id)
            node = self._nodes[node.parent_id]
        return found


class Overlapping(FieldRefused):
    """A unit would have two names or two parents on one day."""

    field = "on"


class Circular(FieldRefused):
    """A unit would stand below itself."""

    field = "parent"


class UnitCodeTaken(FieldRefused):
    """Another unit has this code."""

    field = "code"


class NoSuchParent(FieldRefused):
    """The unit above did not stand on that day."""

    field = "parent"


class AlreadyBuiltOn(FieldRefused):
    """Units stand below the root: what their places rest on stays as it is."""

    field = "code"


class SecondRoot(FieldRefused):
    """One body stands on top, and there is one already."""

    field = "parent"


class RootStays(FieldRefused):
    """The body on top cannot move or close."""


class NotStanding(FieldRefused):
    """A unit does not stand on that day; raised with another field where the unit is to be mended."""

    field = "on"


class LaterChange(FieldRefused):
    """A unit changes again later, so that an earlier change would contradict it."""

    field = "on"


class InTheWay(FieldRefused):
    """What rests on the places of units as they are: accepted reports of periods a change would touch.

    On `free_on` and later it is in no way any more.
    """

    field = "on"

    def __init__(self, message: list[str], free_on: date) -> None:
        super().__init__(message)
        self.free_on = free_on


class OpenedMeanwhile(FieldRefused):
    """More is open at a unit that closes or moves than whoever decides has seen."""

    field = "seen"


class WrongShares(FieldRefused):
    """The parts of a split are not several units whose weights make one whole."""

    field = "parts"


class UnitsBelow(FieldRefused):
    """Units stand below one that closes, and nobody said where they go."""

    field = "below"


class OrganClosed(FieldRefused):
    """An organ gives no numbers and has no signers on a day on which it issues nothing."""

    field = "on"


class HasRecords(FieldRefused):
    """Records stand by what would be written otherwise: they would be other records then."""


class SeriesTaken(FieldRefused):
    """The organ has a series of this code."""

    field = "code"


class EndsBeforeStart(FieldRefused):
    """Nothing ends before it begins."""

    field = "on"


class TooFew(FieldRefused):
    """A merge needs two units, an abolished level one."""

    field = "units"


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


def apportion(amount: int, weights: Sequence[int]) -> list[int]:
    """Share a whole number by weights, exactly: the largest remainders get what is left over.

    Equal remainders go by order. A negative amount is shared as its size is.
    """
    size, whole = abs(amount), sum(weights)
    shares = [size * weight // whole for weight in weights]
    by_rest = sorted(range(len(weights)), key=lambda n: (-(size * weights[n] % whole), n))
    for n in by_rest[: size - sum(shares)]:
        shares[n] += 1
    return shares if amount >= 0 else [-share for share in shares]


@dataclass(frozen=True)
class Heir:
    """A unit that took over from another, with what weight."""

    id: int
    weight: int


class Map:
    """The tree of one day, and where the values of units that do not stand in it belong."""

    def __init__(self, tree: Tree, heirs: Mapping[int, Sequence[Heir]]) -> None:
        self.tree = tree
        self._heirs = heirs
        self._sources: dict[int, list[int]] = {}
        for source_id, its in heirs.items():
            for heir in its:
                self._sources.setdefault(heir.id, []).append(source_id)

    def carried(self, unit_id: int, amount: int) -> dict[int, int]:
        """Return what each standing unit gets of a value; it adds up to the value exactly."""
        if unit_id in self.tree:
            return {unit_id: amount}
        heirs = self._heirs.get(unit_id, ())
        found: Counter[int] = Counter()
        parts = apportion(amount, [heir.weight for heir in heirs]) if heirs else []
        for heir, part in zip(heirs, parts, strict=True):
            for standing_id, piece in self.carried(heir.id, part).items():
                found[standing_id] += piece
        return dict(found)

    def heirs(self, unit_id: int) -> set[int]:
        """Return the standing units to which a unit's values belong."""
        return set(self.carried(unit_id, 0))

    def sources(self, unit_ids: Collection[int]) -> set[int]:
        """Return the units whose values, or a part of them, belong to these: these among them."""
        found: set[int] = set()
        waiting = list(unit_ids)
        while waiting:
            unit_id = waiting.pop()
            if unit_id not in found:
                found.add(unit_id)
                waiting += [
                    each for each in self._sources.get(unit_id, ()) if each not in self.tree
                ]
        return found
