"""Six years of plans: every unit of the second level hands up a yearly one, the model units one more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from django.utils import timezone

from nhip.organisation.accounts.models import User
from nhip.organisation.units.choices import OrganKind
from nhip.organisation.units.models import Organ, Unit
from nhip.work.plans.actions import NewPlan, take_in_plans
from nhip.work.plans.choices import MODEL_UNIT, YEARLY

YEARS = range(2017, 2023)
MODEL_UNITS = 13
TITLES = {
    YEARLY: "Kế hoạch công tác năm {year}",
    MODEL_UNIT: "Kế hoạch xây dựng đơn vị “Mẫu mực, tiêu biểu” năm {year}",
}
JOINS_LATER = "14"  # a fourteenth model unit, whose plan of 2022 still waits
JOINED_ON = date(2022, 6, 20)


def build_plans(units: dict[str, Unit], organs: dict[str, Organ], *, by: User) -> None:
    """Receive each on the day it came, and appraise all but the last."""
    organ = organs[OrganKind.POLITICAL.value]
    second = [unit for code, unit in units.items() if len(code) == 2]
    rows = [row for year in YEARS for row in _handed_up(second, year, organ)]
    late = _plan(units[JOINS_LATER], MODEL_UNIT, JOINED_ON.year, JOINED_ON, None, organ)
    take_in_plans([*rows, late], by=by, at=timezone.now())


def _handed_up(units: list[Unit], year: int, organ: Organ) -> Iterator[NewPlan]:
    for order, unit in enumerate(units):
        came, looked_at = date(year, 1, 6 + order % 10), date(year, 1, 18 + order % 10)
        for kind in (YEARLY, MODEL_UNIT)[: 1 + (order < MODEL_UNITS)]:
            yield _plan(unit, kind, year, came, looked_at, organ)


def _plan(
    unit: Unit, kind: str, year: int, came_on: date, looked_at_on: date | None, organ: Organ
) -> NewPlan:
    return NewPlan(
        unit,
        kind,
        year,
        TITLES[kind].format(year=year),
        came_on,
        organ,
        appraised_on=looked_at_on,
        is_sample=True,
        at=_morning(came_on),
        appraised_at=_morning(looked_at_on) if looked_at_on else None,
    )


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))
