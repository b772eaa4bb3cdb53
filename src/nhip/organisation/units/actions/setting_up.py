"""Setting up units and lines."""

from datetime import date, datetime

from django.db import transaction

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record

from ..choices import EventKind
from ..models import Line, LineSpan, Unit
from ..rules import Decision
from .writing import set_up, write_event


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
    decision: Decision | None = None,
) -> Unit:
    """Set up a unit under another (or the root under none) from a day on.

    Raises CodeTaken, NoSuchParent, SecondRoot, LaterChange, or PermissionDenied.
    """
    require(by, "units.create", parent)
    unit = set_up(code, name, parent, on=on, sort_order=sort_order, is_sample=is_sample)
    decision = decision or Decision(is_sample=is_sample)
    write_event(EventKind.CREATED, unit, decision=decision, on=on, by=by, at=at)
    record("units.created", about=unit, unit=unit, by=by, at=at)
    return unit


@transaction.atomic
def place_on_line(
    line: Line, unit: Unit, parent: Unit | None, *, on: date, by: User, at: datetime
) -> LineSpan:
    """Put a unit under a parent on a line from a day on; its place until then ends.

    Raises Overlapping, Circular, or PermissionDenied.
    """
    require(by, "units.change", unit)
    LineSpan.objects.on(on).filter(line=line, unit=unit, start_on__lt=on).update(end_on=on)
    place = LineSpan(line=line, unit=unit, parent=parent, start_on=on)
    place.clean()
    place.save()
    record("units.placed_on_line", about=place, unit=unit, by=by, at=at)
    return place
