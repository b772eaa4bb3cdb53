"""Reports before their own unit's chief."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role
from nhip.organisation.people.models import Appointment
from nhip.organisation.people.queries import principal, unit_ids
from nhip.organisation.periods.rules import Due, today
from nhip.organisation.units.choices import OrganKind
from nhip.organisation.units.models import Organ
from nhip.organisation.units.queries import organs_on
from nhip.work.duties.models import Obligation
from nhip.work.duties.queries import title_of

from ..access import SIGN
from ..choices import Outcome
from ..models import Report, Revision, Signing

FOR_THE_ORGAN = frozenset(["TM.", "T/M"])


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


def organ_of(report: Report, on: date) -> Organ | None:
    """Return the organ that issues a unit's reports on a day: its command, else the regime's if its own."""
    own = {each.pk: each for each in organs_on(on, report.unit_id)}
    commands = [each for each in own.values() if each.kind == OrganKind.COMMAND]
    asking = own.get(report.obligation.regime.organ_id)
    return next(iter([*commands, *filter(None, [asking]), *own.values()]), None)


def signs_as(revision: Revision, organ: Organ | None, on: date) -> str:
    """Return by which post, and for whom, a version is signed: its chief's, else the organ's first signer's.

    Empty where nobody is known.
    """
    signers = list(organ.signers.all()) if organ else []
    signing = Signing.objects.filter(revision=revision).select_related("decided_by").first()
    held = signing and signing.decided_by and principal(signing.decided_by, on)
    if not held and not signers:
        chiefs = Appointment.objects.on(on).filter(unit=revision.report.unit_id, role=Role.CHIEF)
        held = chiefs.select_related("post").order_by("post__precedence", "pk").first()
    post = held.post.name if held else signers[0].post if signers else ""
    capacity = next((each.capacity for each in signers if each.post == post), "")
    if organ and capacity in FOR_THE_ORGAN:
        return f"{capacity} {organ.name}\n{post}"
    return f"{capacity} {post}".strip()
