"""A reform of the invented organisation, between the reports of 2022 and those of today.

Two units merge, one splits, and a level goes in one branch; all by the same actions as in real life.
"""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from nhip.organisation.accounts.models import User
from nhip.organisation.units.actions import NewUnit, abolish_level, merge_units, split_unit
from nhip.organisation.units.models import Unit
from nhip.organisation.units.queries import tree
from nhip.organisation.units.rules import UnitDecision

from .organisation import ROOT, staff_of, take_in

SINCE = date(2022, 10, 1)
AT = timezone.make_aware(datetime(2022, 9, 20, 9))  # noqa: DTZ001
MERGED = ("10", "11")
SPLIT = "15"
FLATTENED = "20"
NEW = ("21", "22", "23")


def build_reform(units: dict[str, Unit], *, by: User) -> None:
    """Carry the reform out, ten days before it holds."""
    root, at = units[ROOT], AT

    def decision(number: int) -> UnitDecision:
        return UnitDecision(f"{number}/QĐ-MH", date(2022, 9, 15), is_sample=True)

    merge_units(
        [units[code] for code in MERGED],
        NewUnit("21", "Cụm Công tác 21", root),
        decision=decision(101),
        on=SINCE,
        by=by,
        at=at,
    )
    children = tree(SINCE).children(units[SPLIT].pk)
    split_unit(
        units[SPLIT],
        [
            (NewUnit("22", "Kho Dự trữ số 22", root), 6000),
            (NewUnit("23", "Kho Dự trữ số 23", root), 4000),
        ],
        below={child.id: place % 2 for place, child in enumerate(children)},
        decision=decision(102),
        on=SINCE,
        by=by,
        at=at,
    )
    below = tree(SINCE).children(units[FLATTENED].pk)
    abolish_level(
        list(Unit.objects.filter(pk__in=[child.id for child in below])),
        decision=decision(103),
        on=SINCE,
        by=by,
        at=at,
    )
    build_successors(by=by, at=at)


def build_successors(*, by: User, at: datetime) -> None:
    """Give every new unit a reporter and a chief from its first day on."""
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=NEW)}
    accounts = [each for code in NEW for each in staff_of(code)]
    take_in(accounts, units, on=SINCE, by=by, at=at)
