"""Moving, merging and splitting units: each by a decision, from a day on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.journal.rules import one_row

from ..access import CHANGE, CREATE
from ..choices import EventKind
from ..models import Unit, UnitEvent
from ..queries import tree
from ..rules import (
    WHOLE,
    Circular,
    NoSuchParent,
    TooFew,
    UnitDecision,
    UnitsBelow,
    WrongShares,
)
from . import checks, writing


@dataclass(frozen=True)
class NewUnit:
    """A unit that a merge or a split sets up."""

    code: str
    name: str
    parent: Unit


@transaction.atomic
def move_unit(
    unit: Unit,
    parent: Unit,
    *,
    decision: UnitDecision,
    on: date,
    by: User,
    at: datetime,
    seen: Collection[str] | None = None,
) -> UnitEvent:
    """Put a unit with all below it under another from a day on.

    `seen` names what was known to be open there (`registry.open_at`), as for every verb of this room
    that takes it; None asks nothing. Raises OpenedMeanwhile, NoSuchParent, Circular, NotStanding,
    RootStays, LaterChange, InTheWay, PermissionDenied.
    """
    require(by, CHANGE, unit)
    require(by, CHANGE, parent)
    writing.lock()
    standing = tree(on)
    checks.check_standing([unit], standing, on)
    if parent.pk in standing.subtree(unit.pk):
        raise Circular(_("A unit cannot stand below itself."))
    checks.check_parent(parent, standing, on)
    if standing.node(unit.pk).parent_id == parent.pk:
        raise NoSuchParent(_("It stands under %(name)s already.") % {"name": parent.name})
    checks.check_way(standing.subtree(unit.pk), on)
    checks.check_seen([unit.pk], on, seen, closes=False)
    writing.place(unit.pk, parent.pk, on=on)
    event = writing.write_event(EventKind.MOVED, unit, decision=decision, on=on, by=by, at=at)
    said = {"from": standing.node(unit.pk).parent_id, "to": parent.pk}
    record("units.moved", about=event, unit=unit, by=by, at=at, said=said)
    return event


@transaction.atomic
def merge_units(
    units: Collection[Unit],
    into: Unit | NewUnit,
    *,
    decision: UnitDecision,
    on: date,
    by: User,
    at: datetime,
    seen: Collection[str] | None = None,
) -> UnitEvent:
    """Merge units into a new one or into one that stands; the units below them follow.

    Raises TooFew, OpenedMeanwhile, CodeTaken, NoSuchParent, Circular, NotStanding, RootStays,
    LaterChange, InTheWay, PermissionDenied.
    """
    sources = [unit for unit in dict.fromkeys(units) if unit != into]
    for unit in sources:
        require(by, CHANGE, unit)
    target = into.parent if isinstance(into, NewUnit) else into
    require(by, CREATE if isinstance(into, NewUnit) else CHANGE, target)
    if len(sources) < (2 if isinstance(into, NewUnit) else 1):
        raise TooFew(_("Choose the units that merge: two at least, with the one they go into."))
    writing.lock()
    affected = checks.check_leaving(sources, on)
    _stays(target, affected)
    checks.check_seen([unit.pk for unit in sources], on, seen)
    if isinstance(into, NewUnit):
        merged = _set_up(into, sources[0], decision, on)
    else:
        checks.check_parent(into, tree(on), on)
        merged = into
    for unit in sources:
        for child in tree(on).children(unit.pk):
            if child.id not in {each.pk for each in sources}:
                writing.place(child.id, merged.pk, on=on)
    for unit in sorted(sources, key=lambda each: -tree(on).node(each.pk).level):
        writing.end(unit, merged.pk, on=on)
    heirs = [(unit, merged, WHOLE) for unit in sources]
    event = writing.write_event(
        EventKind.MERGED, merged, decision=decision, on=on, by=by, at=at, heirs=heirs
    )
    said = {"merged": [unit.code for unit in sources]}
    record("units.merged", about=event, unit=merged, by=by, at=at, said=said)
    return event


@transaction.atomic
def split_unit(
    unit: Unit,
    parts: Sequence[tuple[Unit | NewUnit, int]],
    *,
    below: Mapping[int, int],
    decision: UnitDecision,
    on: date,
    by: User,
    at: datetime,
    seen: Collection[str] | None = None,
) -> UnitEvent:
    """Split a unit into several, new or standing, with weights in ten-thousandths that make one whole.

    `below` says for each unit directly below, by id, to which part (by place) it goes. Raises
    WrongShares, UnitsBelow, OpenedMeanwhile, CodeTaken, NoSuchParent, Circular, NotStanding, RootStays,
    LaterChange, InTheWay, PermissionDenied.
    """
    require(by, CHANGE, unit)
    for part, _weight in parts:
        if isinstance(part, NewUnit):
            require(by, CREATE, part.parent)
        else:
            require(by, CHANGE, part)
    weights = [weight for _part, weight in parts]
    if len({part for part, _weight in parts}) < max(len(parts), 2) or min(weights, default=0) < 1:
        raise WrongShares(_("A split needs two different units at least, each with a weight."))
    if sum(weights) != WHOLE:
        raise WrongShares(_("The weights must make one whole exactly: 100 percent."))
    writing.lock()
    affected = checks.check_leaving([unit], on)
    checks.check_seen([unit.pk], on, seen)
    for part, _weight in parts:
        _stays(part.parent if isinstance(part, NewUnit) else part, affected)
    children = tree(on).children(unit.pk)
    if any(below.get(child.id) not in range(len(parts)) for child in children):
        names = ", ".join(child.name for child in children)
        raise UnitsBelow(_("Say where each unit below goes: %(names)s.") % {"names": names})
    made = []
    for part, _weight in parts:
        if isinstance(part, NewUnit):
            made.append(_set_up(part, unit, decision, on))
        else:
            checks.check_parent(part, tree(on), on)
            made.append(part)
    for child in children:
        writing.place(child.id, made[below[child.id]].pk, on=on)
    largest = made[weights.index(max(weights))]
    writing.end(unit, largest.pk, on=on)
    heirs = [(unit, each, weight) for each, weight in zip(made, weights, strict=True)]
    event = writing.write_event(
        EventKind.SPLIT, unit, decision=decision, on=on, by=by, at=at, heirs=heirs
    )
    said = {"into": {each.code: weight for each, weight in zip(made, weights, strict=True)}}
    record("units.split", about=event, unit=unit, by=by, at=at, said=said)
    return event


def _stays(target: Unit, affected: Collection[int]) -> None:
    if target.pk in affected:
        words = _("%(name)s closes itself, or stands below a unit that closes.")
        raise Circular(words % {"name": target.name})


def _set_up(new: NewUnit, instead_of: Unit, decision: UnitDecision, on: date) -> Unit:
    row = writing.SetUp(
        new.code,
        new.name,
        new.parent.code,
        on,
        sort_order=instead_of.sort_order,
        is_sample=decision.is_sample,
    )
    standing = writing.StandingUnits()
    standing.check(row)
    with one_row():
        return writing.write_units([row], standing.levels)[0]
