"""How changes of units are written: the steps every action over units is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from nhip.kit.text.rules import write_day
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import write_all

from .. import registry
from ..choices import EventKind
from ..models import LineSpan, NumberSeries, Organ, Succession, Unit, UnitEvent, UnitSpan
from ..queries import tree
from ..rules import (
    Circular,
    LaterChange,
    NoSuchParent,
    SecondRoot,
    Tree,
    UnitCodeTaken,
    UnitDecision,
)
from ..signals import placed
from .checks import check_parent, refuse_later


def lock() -> None:
    """Let one change of units happen at a time: each reads the tree it changes."""
    list(Unit.objects.select_for_update().order_by("pk")[:1])


@dataclass(frozen=True)
class SetUp:
    """A unit to set up from a day on: `parent` is the code of the unit above, empty on top."""

    code: str
    name: str
    parent: str
    on: date
    sort_order: int = 0
    is_sample: bool = False
    decision: UnitDecision | None = None


class StandingUnits:
    """What new units are checked against, read once: the units there are, and the new ones so far."""

    def __init__(self) -> None:
        self.units = {unit.code: unit for unit in Unit.objects.all()}
        self.levels: dict[str, int] = {}
        self._alike = {code.casefold(): code for code in self.units}
        self._since: dict[str, date] = {}
        self._trees: dict[date, Tree] = {}
        self._can_carry: set[tuple[str, date]] = set()

    def check(self, new: SetUp) -> None:
        """Take a new unit among them. Raises UnitCodeTaken, NoSuchParent, SecondRoot or LaterChange."""
        if like := self._alike.get(new.code.casefold()):
            raise UnitCodeTaken(_("Another unit has the code %(code)s.") % {"code": like})
        self._alike[new.code.casefold()] = new.code
        self.levels[new.code] = self._level(new)
        self._since[new.code] = new.on

    def _level(self, new: SetUp) -> int:
        on = new.on
        standing = self._trees[on] = self._trees.get(on) or tree(on)
        if not new.parent:
            self._check_top(standing)
            return 1
        if new.parent in self.levels:
            if on < self._since[new.parent]:
                words = _("%(name)s did not stand on that day.")
                raise NoSuchParent(words % {"name": new.parent})
            return self.levels[new.parent] + 1
        if new.parent not in self.units:
            raise NoSuchParent(_("No unit has the code %(code)s.") % {"code": new.parent})
        above = self.units[new.parent]
        if (new.parent, on) not in self._can_carry:
            check_parent(above, standing, on)
            self._can_carry.add((new.parent, on))
        return standing.node(above.pk).level + 1

    def _check_top(self, standing: Tree) -> None:
        new = next((code for code, level in self.levels.items() if level == 1), "")
        if name := standing.root.name if len(standing) else new:
            raise SecondRoot(_("There is a body on top already: %(name)s.") % {"name": name})


def write_units(rows: Sequence[SetUp], levels: Mapping[str, int]) -> list[Unit]:
    """Write new units, parents first, and where they stand."""
    units = write_all(
        Unit(code=new.code, name=new.name, sort_order=new.sort_order, is_sample=new.is_sample)
        for new in rows
    )
    above = {unit.code: unit for unit in Unit.objects.filter(code__in={new.parent for new in rows})}
    write_all(
        UnitSpan(
            unit=unit,
            name=new.name,
            parent=above.get(new.parent),
            level=levels[new.code],
            start_on=new.on,
        )
        for unit, new in zip(units, rows, strict=True)
    )
    placed.send(UnitSpan)
    return units


def write_beginnings(
    units: Sequence[Unit], rows: Sequence[SetUp], *, by: User, at: datetime
) -> None:
    """Write the first event of new units."""
    decisions = [new.decision or UnitDecision(is_sample=new.is_sample) for new in rows]
    write_all(
        UnitEvent(
            kind=EventKind.CREATED,
            unit=unit,
            on=new.on,
            decision_number=decision.number,
            decision_on=decision.on,
            decision_url=decision.url,
            is_sample=decision.is_sample,
            by=by,
            at=at,
        )
        for unit, new, decision in zip(units, rows, decisions, strict=True)
    )


def above(unit: Unit, standing: Tree) -> Unit:
    """Return the unit above one that is not on top."""
    node = standing.parent(unit.pk)
    assert node
    return Unit.objects.get(pk=node.id)


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
    """Begin a new span of a unit with what changes; what begins on the same day is mended in place.

    Spans that begin later, by a new name, follow: a name holds until the next one, a place goes on.
    """
    spans = UnitSpan.objects.select_for_update().filter(Q(end_on=None) | Q(end_on__gt=on))
    first, *later = spans.filter(unit=unit_id).order_by("start_on")
    called = first.name
    if first.start_on < on:
        ends_on, first.end_on = first.end_on, on
        first.save(update_fields=["end_on"])
        first = UnitSpan(
            unit_id=unit_id,
            name=first.name,
            parent_id=first.parent_id,
            level=first.level,
            start_on=on,
            end_on=ends_on,
        )
    is_called_so = name is not None
    for span in (first, *later):
        is_called_so = is_called_so and span.name == called
        span.name = name if is_called_so and name else span.name
        span.level, span.parent_id = span.level + step, parent_id or span.parent_id
        span.save()


def end(unit: Unit, heir_id: int, *, on: date) -> None:
    """Close a unit from a day on: its organs, series and places on lines end with it."""
    span = UnitSpan.objects.select_for_update().on(on).get(unit=unit)
    if span.start_on == on:
        words = {"name": unit.name, "day": write_day(on)}
        raise LaterChange(_("%(name)s changes on %(day)s. Choose a later day.") % words)
    named = UnitSpan.objects.filter(unit=unit, start_on__gt=on).order_by("start_on").first()
    refuse_later(unit, named.start_on if named else None)
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
    decision: UnitDecision,
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
