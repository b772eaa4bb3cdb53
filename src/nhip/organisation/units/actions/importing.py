"""Setting up the units of a list, all of them or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record, record_all

from ..access import CHANGE, CREATE
from ..models import Unit
from ..queries import known_units
from ..rules import ListedUnit, Plan, WrongList, check_list
from .writing import SetUp, lock, write_beginnings, write_units


@transaction.atomic
def import_units(
    rows: Sequence[ListedUnit], *, since: date | None = None, by: User, at: datetime
) -> Plan:
    """Set up the units of a list that are not kept yet, and put the others in its order.

    `since` is the day of new units whose row has none; without an order they stand as in the list. The
    same list again changes nothing. Raises WrongList with every fault, or PermissionDenied.
    """
    require(by, CREATE)
    lock()
    plan = check_list(rows, known_units(), since)
    if plan.faults:
        raise WrongList(plan.faults)
    units = {unit.code: unit for unit in Unit.objects.all()}
    for code in {row.parent for row in plan.new} & units.keys():
        require(by, CREATE, units[code])
    for row in plan.reordered:
        unit = units[row.code]
        require(by, CHANGE, unit)
        said = {"from": unit.sort_order, "to": row.order}
        unit.sort_order = row.order or 0
        unit.save(update_fields=["sort_order"])
        record("units.reordered", about=unit, unit=unit, by=by, at=at, said=said)
    places = {row.code: place for place, row in enumerate(rows, start=1)}
    new = [_set_up(row, places[row.code]) for row in plan.new]
    made = write_units(new, plan.levels)
    write_beginnings(made, new, by=by, at=at)
    record_all(Act("units.created", unit, by, at, unit, {"by": "list"}) for unit in made)
    return plan


def _set_up(row: ListedUnit, place: int) -> SetUp:
    assert row.start_on
    order = place if row.order is None else row.order
    return SetUp(row.code, row.name, row.parent, row.start_on, sort_order=order)
