"""What a decision about units would bring about: tried, looked at, and taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from .. import registry
from ..choices import EventKind
from ..models import UnitEvent, UnitSpan
from ..queries import charges
from ..registry import OpenThing
from ..signals import placed

CARRIED_ON = (EventKind.MERGED, EventKind.SPLIT)


@dataclass(frozen=True)
class Passing:
    """Who goes on with the open work of a unit, and to whom it comes in."""

    unit: str
    by: str
    checked_by: str
    closes: bool
    n: int

    @property
    def is_in_one_hand(self) -> bool:
        """Return whether the same unit finishes it and checks it."""
        return self.by == self.checked_by


@dataclass(frozen=True)
class Weighed:
    """What is open at units that close or move, who goes on with it, and what is left to do then."""

    passing: list[Passing]
    groups: dict[str, list[OpenThing]]
    left_to_do: list[str]

    @property
    def keys(self) -> list[str]:
        """Return what is open by its keys, as the action is told what was seen."""
        return [thing.key for things in self.groups.values() for thing in things]


def weigh(do: Callable[[], list[UnitEvent]], on: date) -> Weighed:
    """Return what a decision brings about; nothing is left of the trial. Raises what the action raises."""
    with transaction.atomic():
        events = do()
        sources = {each.source for event in events for each in event.successions.all()}
        moved = {event.unit for event in events if event.kind == EventKind.MOVED}
        heirs = {
            each.heir_id
            for event in events
            if event.kind in CARRIED_ON
            for each in event.successions.all()
        }
        standing, before = charges(on), on - timedelta(days=1)
        hands = []
        for unit in sorted(sources | moved, key=lambda each: (each.sort_order, each.code)):
            by, above = standing.of(unit.pk).unit_id, standing.checker(unit.pk, before)
            goes_on, checks = (standing.tree.node(each or by).name for each in (by, above))
            hands.append((unit, goes_on, checks))
        left_to_do = registry.aftermath(heirs, on)
        transaction.set_rollback(True)
    placed.send(UnitSpan)  # whoever has kept what the trial made lets go of it
    groups: dict[str, list[OpenThing]] = {}
    ids = {unit.pk for unit in sources | moved}
    passed = Counter[int | None]()
    for thing in registry.open_at(ids, on, closes=bool(sources)):
        groups.setdefault(str(thing.group), []).append(thing)
        passed[thing.passes_from] += 1
    passing = [
        Passing(unit.name, by, checked_by, unit in sources, passed[unit.pk])
        for unit, by, checked_by in hands
    ]
    return Weighed(passing, groups, left_to_do)
