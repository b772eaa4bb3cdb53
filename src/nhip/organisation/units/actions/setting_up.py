"""Setting up units and lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record, record_all, write_all
from nhip.organisation.journal.rules import one_row, row

from ..access import CHANGE, CREATE
from ..models import Line, LineSpan, Unit
from ..rules import Place, UnitCodeTaken, UnitDecision, check_place
from .writing import SetUp, StandingUnits, lock, write_beginnings, write_units


@transaction.atomic
def take_in_units(rows: Iterable[SetUp], *, by: User, at: datetime) -> list[Unit]:
    """Set up units, parents before those below them, all of them or none.

    Raises WrongRow, whose reason is UnitCodeTaken, NoSuchParent, SecondRoot, LaterChange, MarkedText, or
    PermissionDenied.
    """
    rows = list(rows)
    lock()
    standing = StandingUnits()
    for index, new in enumerate(rows):
        with row(index):
            require(by, CREATE, standing.units.get(new.parent))
            standing.check(new)
    units = write_units(rows, standing.levels)
    write_beginnings(units, rows, by=by, at=at)
    record_all(Act("units.created", unit, by, at, unit) for unit in units)
    return units


@transaction.atomic
def create_unit(
    code: str,
    name: str,
    parent: Unit | None,
    *,
    on: date,
    by: User,
    at: datetime,
    sort_order: int = 0,
    is_sample: bool = False,
    decision: UnitDecision | None = None,
) -> Unit:
    """Set up a unit under another (or the root under none) from a day on.

    Raises UnitCodeTaken, NoSuchParent, SecondRoot, LaterChange, MarkedText, or PermissionDenied.
    """
    above = parent.code if parent else ""
    with one_row():
        new = SetUp(code, name, above, on, sort_order, is_sample, decision)
        return take_in_units([new], by=by, at=at)[0]


@dataclass(frozen=True)
class LinePlace:
    """A unit's parent on a line, from a day on: none on top of it."""

    unit: Unit
    parent: Unit | None
    on: date


@transaction.atomic
def open_line(code: str, name: str, *, by: User, at: datetime) -> Line:
    """Name a line beside the tree: a functional line, a mass organisation.

    Raises UnitCodeTaken or PermissionDenied.
    """
    require(by, CREATE)
    lock()
    if Line.objects.filter(code=code).exists():
        raise UnitCodeTaken(_("Another line has the code %(code)s.") % {"code": code})
    line = Line.objects.create(code=code, name=name)
    record("units.line_opened", about=line, by=by, at=at)
    return line


@transaction.atomic
def take_in_line_places(
    line: Line, rows: Iterable[LinePlace], *, by: User, at: datetime
) -> list[LineSpan]:
    """Put units under parents on a line; their places until then end. All of them or none.

    Raises WrongRow, whose reason is Overlapping, Circular, or PermissionDenied.
    """
    rows = list(rows)
    lock()
    spans = list(LineSpan.objects.select_for_update().filter(line=line))
    ended: dict[int, LineSpan] = {}
    made: list[LineSpan] = []
    for index, new in enumerate(rows):
        with row(index):
            require(by, CHANGE, new.unit)
            for span in _held([*spans, *made], new):
                span.end_on = new.on
                ended[id(span)] = span
            span = LineSpan(line=line, unit=new.unit, parent=new.parent, start_on=new.on)
            check_place(_place(span), [_place(each) for each in [*spans, *made]])
            made.append(span)
    LineSpan.objects.bulk_update([span for span in ended.values() if span.pk], ["end_on"])
    write_all(made)
    record_all(Act("units.placed_on_line", each, by, at, each.unit) for each in made)
    return made


def _held(spans: Iterable[LineSpan], new: LinePlace) -> list[LineSpan]:
    """Return the places of a unit that a new one ends: those held on its day."""
    return [span for span in spans if span.unit_id == new.unit.pk and _place(span).holds_on(new.on)]


def _place(span: LineSpan) -> Place:
    return Place(span.unit_id, span.parent_id, span.start_on, span.end_on)
