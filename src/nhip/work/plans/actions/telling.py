"""Telling the figure that counts appraised plans what changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from nhip.organisation.accounts.models import User
from nhip.work.indicators.actions import RecordChange, records_changed

from ..models import UnitPlan, UnitPlans

AT_ONCE = 500  # rows a statement


@dataclass(frozen=True)
class ToldPlan:
    """What happened to a plan, as an editor reads it beside a figure, and when."""

    plan: UnitPlan
    cause: str
    at: datetime


def lockable() -> UnitPlans:
    """Return plans to be locked, with what their words and checks ask."""
    return UnitPlan.objects.select_for_update(of=("self",)).select_related("unit", "organ", "kind")


def locked(plan: UnitPlan) -> UnitPlan:
    """Lock a plan and read it as it is now."""
    return lockable().get(pk=plan.pk)


def words_of(plan: UnitPlan) -> str:
    """Name a plan briefly: "yearly plan 2021 of Unit 07"."""
    words = {"kind": plan.kind.name, "year": plan.year, "unit": plan.unit.name}
    return _("%(kind)s %(year)s of %(unit)s") % words


def tell(told: Iterable[ToldPlan], *, by: User) -> None:
    """Tell the figure; a plan that is not appraised yet counts nowhere."""
    records_changed(
        [
            RecordChange(
                ["plans_appraised"],
                each.plan.unit_id,
                each.plan.appraised_on,
                each.cause,
                reverse("plans:plan", args=[each.plan.pk]),
                by,
                each.at,
            )
            for each in told
            if each.plan.appraised_on is not None
        ]
    )
