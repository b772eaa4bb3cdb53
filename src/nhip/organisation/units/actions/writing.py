"""How changes of units are written: the steps every action over units is made of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from nhip.kit.text.rules import write_day
from nhip.organisation.accounts.models import User

from .. import registry
from ..choices import EventKind
from ..models import LineSpan, NumberSeries, Organ, Succession, Unit, UnitEvent, UnitSpan
from ..queries import tree
from ..rules import (
    Circular,
    CodeTaken,
    Decision,
    InTheWay,
    LaterChange,
    NoSuchParent,
    NotStanding,
    RootStays,
    SecondRoot,
    Tree,
)


def lock() -> None:
    """Let one change of units happen at a time: each reads the tree it changes."""
    list(Unit.objects.select_for_update().order_by("pk")[:1])


def set_up(
    code: str,
    name: str,
    parent: Unit | None,
    *,
    on: date,
    sort_order: int = 0,
    is_sample: bool = False,
) -> Unit:
    """Write a new unit. Raises CodeTaken, NoSuchParent, SecondRoot or LaterChange."""
    lock()
    if Unit.objects.filter(code=code).exists():
        raise CodeTaken(_("Another unit has the code %(code)s.") % {"code": code})
    standing = tree(on)
    if parent is None and len(standing):
        raise SecondRoot(_("There is a body on top already: %(name)s.") % vars(standing.root))
    if parent is not None:
        check_parent(parent, standing, on)
    unit = Unit.objects.create(code=code, name=name, sort_order=sort_order, is_sample=is_sample)
    level = standing.node(parent.pk).level + 1 if parent else 1
    UnitSpan.objects.create(unit=unit, name=name, parent=parent, level=level, start_on=on)
    return unit


def above(unit: Unit, standing: Tree) -> Unit:
    """Return the unit above one that is not on top."""
    node = standing.parent(unit.pk)
    assert node
    return Unit.objects.get(pk=node.id)


def check_parent(parent: Unit, standing: Tree, on: date) -> None:
    """Raise NoSuchParent or LaterChange when nothing can be put under a unit on that day."""
    if parent.pk not in standing:
        raise NoSuchParent(_("%(name)s did not stand on that day.") % {"name": parent.name})
    check_later([parent.pk, *standing.ancestors(parent.pk)], on)


def check_standing(units: Collection[Unit], standing: Tree, on: date) -> None:
    """Raise NotStanding, RootStays or LaterChange when these units cannot move or close on a day."""
    for unit in units:
        if unit.pk not in standing:
            raise NotStanding(_("%(name)s did not stand on that day.") % {"name": unit.name})
        if standing.parent(unit.pk) is None:
            raise RootStays(
                _("%(name)s stands on top: it cannot move or close.") % {"name": unit.name}
            )
    check_later({below for unit in units for below in standing.subtree(unit.pk)}, on)


def check_later(unit_ids: Collection[int], on: date) -> None:
    """Raise LaterChange when a unit changes, closes, or gets units below it after a day."""
    later = UnitSpan.objects.filter(
        Q(start_on__gt=on, parent__in=unit_ids)
        | Q(start_on__gt=on, unit__in=unit_ids)
        | Q(end_on__gt=on, unit__in=unit_ids)
    )
    span = later.select_related("unit").order_by("start_on").first()
    if span is not None:
        day = span.start_on if span.start_on > on else span.end_on
        words = {"name": span.unit.name, "day": write_day(day) if day else ""}
        raise LaterChange(
            _("%(name)s changes on %(day)s already. Choose that day or later.") % words
        )


def check_way(unit_ids: Collection[int], on: date) -> None:
    """Raise InTheWay with everything that rests on these units' places from a day on."""
    if found := registry.in_the_way(unit_ids, on):
        raise InTheWay([_("This would change what has been accepted already:"), *found])


def place(unit_id: int, parent_id: int, *, on: date) -> None:
    """Put a unit under another from a day on; the levels of all below follow. Raises Circular."""
    standing = tree(on)
    if parent_id in standing.subtree(unit_id):
        raise Circular(_("A unit cannot stand below itself."))
    step = standing.node(parent_id).level + 1 - standing.node(unit_id).level
    write_span(unit_id, on=on, parent_id=parent_id, step=step)
    for below_id in standing.subtree(unit_id)[1:] if step else ():
        write_span(below_id, on=on, step=step)


def write_span(
    unit_id: int,
    *,
    on: date,
    name: str | None = None,
    parent_id: int | None = None,
    step: int = 0,
) -> None:
    """Begin a new span of a unit with what changes; what begins on the same day is mended in place."""
    span = UnitSpan.objects.select_for_update().on(on).get(unit=unit_id)
    if span.start_on < on:
        span.end_on = on
        span.save(update_fields=["end_on"])
        span = UnitSpan(
            unit_id=unit_id,
            name=span.name,
            parent_id=span.parent_id,
            level=span.level,
            start_on=on,
        )
    span.name, span.level = name or span.name, span.level + step
    span.parent_id = parent_id or span.parent_id
    span.save()


def end(unit: Unit, heir_id: int, *, on: date) -> None:
    """Close a unit from a day on: its organs, series and places on lines end with it."""
    span = UnitSpan.objects.select_for_update().on(on).get(unit=unit)
    if span.start_on == on:
        words = {"name": unit.name, "day": write_day(on)}
        raise LaterChange(_("%(name)s changes on %(day)s. Choose a later day.") % words)
    span.end_on = on
    span.save(update_fields=["end_on"])
    Organ.objects.on(on).filter(unit=unit).update(end_on=on)
    NumberSeries.objects.on(on).filter(organ__unit=unit).update(end_on=on)
    LineSpan.objects.on(on).filter(unit=unit).update(end_on=on)
    for under in LineSpan.objects.on(on).filter(parent=unit):
        under.end_on = on
        under.save(update_fields=["end_on"])
        LineSpan.objects.update_or_create(
            line_id=under.line_id,
            unit_id=under.unit_id,
            start_on=on,
            defaults={"parent_id": heir_id, "end_on": None},
        )


def write_event(
    kind: EventKind,
    unit: Unit,
    *,
    decision: Decision,
    on: date,
    by: User,
    at: datetime,
    heirs: Sequence[tuple[Unit, Unit, int]] = (),
) -> UnitEvent:
    """Write what was decided, and who takes over from whom; what rests on closed units ends."""
    event = UnitEvent.objects.create(
        kind=kind,
        unit=unit,
        on=on,
        decision_number=decision.number,
        decision_on=decision.on,
        decision_url=decision.url,
        is_sample=decision.is_sample,
        by=by,
        at=at,
    )
    Succession.objects.bulk_create(
        Succession(event=event, source=source, heir=heir, weight=weight)
        for source, heir, weight in heirs
    )
    if heirs:
        registry.end_with({source.pk for source, _heir, _weight in heirs}, event)
    return event
