"""Reports before their own unit's chief."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.periods.rules import Due, today
from nhip.work.duties.models import Obligation
from nhip.work.duties.queries import title_of

from ..access import SIGN
from ..choices import Outcome
from ..models import Report, Signing


@dataclass(frozen=True)
class Presented:
    """A report that waits for a chief's signature."""

    report_id: int
    title: str
    unit: str
    due: Due
    presented_by: User
    presented_at: datetime


def to_sign(user: User, at: datetime) -> list[Presented]:
    """Return the reports that wait for this chief, the earliest due first."""
    own = unit_ids(user, SIGN, today(at))
    waiting = Signing.objects.filter(report__unit__in=own, outcome="")
    owed = waiting.filter(report__obligation__excused_at=None)
    asked = owed.select_related(
        "presented_by", "report__unit", "report__obligation__regime", "report__obligation__period"
    )
    return [
        Presented(
            each.report_id,
            title_of(each.report.obligation),
            each.report.unit.name,
            each.report.obligation.due,
            each.presented_by,
            each.presented_at,
        )
        for each in asked.order_by(
            "report__obligation__due_on",
            F("report__obligation__due_time").asc(nulls_last=True),
            "pk",
        )
    ]


def signing_of(report: Report) -> Signing | None:
    """Return how a report that is presented came before its chief."""
    return report.signings.filter(outcome="").select_related("presented_by").first()


def sent_back(report: Report) -> Signing | None:
    """Return why the unit's chief sent a draft back, while it has not been presented again."""
    last = report.signings.select_related("decided_by").last()
    return last if last and last.outcome == Outcome.BACK else None


def sent_back_reasons(owed: Collection[Obligation]) -> dict[int, str]:
    """Return, by obligation, why the unit's chief sent a draft back that was not presented again."""
    asked = [each.pk for each in owed if each.regime.needs_chief]
    if not asked:
        return {}
    signings = Signing.objects.filter(report__obligation__in=asked).order_by("pk")
    rows = signings.values_list("report__obligation_id", "outcome", "reason")
    last = {pk: (outcome, reason) for pk, outcome, reason in rows}
    return {pk: reason for pk, (outcome, reason) in last.items() if outcome == Outcome.BACK}
