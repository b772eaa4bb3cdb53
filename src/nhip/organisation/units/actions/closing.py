"""Closing units that nobody carries on, one with its branch or a level in the middle, by a decision."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record

from ..access import CHANGE
from ..choices import EventKind
from ..models import Unit, UnitEvent
from ..queries import tree
from ..rules import WHOLE, TooFew, UnitDecision, UnitsBelow
from . import checks, writing


@transaction.atomic
def close_unit(
    unit: Unit,
    *,
    decision: UnitDecision,
    on: date,
    by: User,
    at: datetime,
    below: Unit | None = None,
    is_branch: bool = False,
    seen: Collection[str] | None = None,
) -> UnitEvent:
    """Close a unit; its values belong to the unit above from then on.

    Units below go under `below`, or close too (`is_branch`). Raises UnitsBelow, OpenedMeanwhile,
    NoSuchParent, Circular, NotStanding, RootStays, LaterChange, InTheWay, PermissionDenied.
    """
    require(by, CHANGE, unit)
    if below is not None:
        require(by, CHANGE, below)
    writing.lock()
    affected = checks.check_leaving([unit], on)
    standing = tree(on)
    children = standing.children(unit.pk)
    if children and below is None and not is_branch:
        names = ", ".join(child.name for child in children)
        words = _("Units stand below: %(names)s. Give them a new unit above, or close them too.")
        raise UnitsBelow(words % {"names": names})
    heir = writing.above(unit, standing)
    closing = list(Unit.objects.filter(pk__in=affected)) if is_branch else [unit]
    checks.check_seen([each.pk for each in closing], on, seen)
    if below is not None and children and not is_branch:
        if below.pk in affected:
            raise UnitsBelow(
                _("%(name)s stands below the unit that closes.") % {"name": below.name}
            )
        checks.check_parent(below, standing, on)
        for child in children:
            writing.place(child.id, below.pk, on=on)
    for each in closing:
        writing.end(each, heir.pk, on=on)
    heirs = [(each, heir, WHOLE) for each in closing]
    event = writing.write_event(
        EventKind.CLOSED, unit, decision=decision, on=on, by=by, at=at, heirs=heirs
    )
    record("units.closed", about=event, unit=unit, by=by, at=at)
    return event


@transaction.atomic
def abolish_level(
    units: Collection[Unit],
    *,
    decision: UnitDecision,
    on: date,
    by: User,
    at: datetime,
    seen: Collection[str] | None = None,
) -> list[UnitEvent]:
    """Close units in the middle; those below move up, and the values go to the unit above. All or none.

    Raises TooFew, OpenedMeanwhile, NotStanding, RootStays, LaterChange, InTheWay, PermissionDenied.
    """
    units = list(dict.fromkeys(units))
    for unit in units:
        require(by, CHANGE, unit)
    if not units:
        raise TooFew(_("Choose the units that close."))
    writing.lock()
    checks.check_leaving(units, on)
    checks.check_seen([unit.pk for unit in units], on, seen)
    events = []
    for unit in sorted(units, key=lambda each: -tree(on).node(each.pk).level):
        above = writing.above(unit, tree(on))
        for child in tree(on).children(unit.pk):
            writing.place(child.id, above.pk, on=on)
        writing.end(unit, above.pk, on=on)
        event = writing.write_event(
            EventKind.ABOLISHED,
            unit,
            decision=decision,
            on=on,
            by=by,
            at=at,
            heirs=[(unit, above, WHOLE)],
        )
        record("units.level_abolished", about=event, unit=unit, by=by, at=at)
        events.append(event)
    return events
