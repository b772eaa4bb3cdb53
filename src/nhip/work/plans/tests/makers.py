"""Appraised plans for tests, in this room and those above."""

from datetime import date, timedelta

from nhip.office.documents.tests.makers import AT
from nhip.organisation.accounts.models import User
from nhip.organisation.units.models import Organ, Unit
from nhip.work.plans.actions import appraise_plan, receive_plan
from nhip.work.plans.choices import YEARLY
from nhip.work.plans.models import UnitPlan


def received(unit: Unit, organ: Organ, year: int, *, by: User, kind: str = YEARLY) -> UnitPlan:
    """A plan handed up, not yet appraised."""
    return receive_plan(
        unit,
        kind=kind,
        year=year,
        title=f"Kế hoạch công tác năm {year} của {unit}",
        received_on=date(year, 1, 10),
        organ=organ,
        by=by,
        at=AT,
        is_sample=True,
    )


def appraised(unit: Unit, organ: Organ, year: int, *, by: User, kind: str = YEARLY) -> UnitPlan:
    """A plan appraised five days after it came."""
    plan = received(unit, organ, year, by=by, kind=kind)
    on = plan.received_on + timedelta(days=5)
    return appraise_plan(plan, remarks="", on=on, by=by, at=AT)
