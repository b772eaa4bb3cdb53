"""How reports answer obligations: what duties ask of the room above them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Max
from django.urls import reverse

from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.units.queries import charges
from nhip.work.duties.access import CHECK, checking_units
from nhip.work.duties.choices import Status
from nhip.work.duties.models import Obligation

from ..access import owing_units
from ..models import Report


class ReportsAnswer:
    """Tells `work/duties` where the report that answers an obligation leads a person."""

    home = "reports:list"

    def addresses(
        self, obligations: Collection[Obligation], user: User, on: date
    ) -> dict[int, str]:
        """Return by obligation where its report is filled in, checked or read."""
        known = {each.pk: each for each in obligations}
        standing = charges(on)
        filled, own = owing_units(user, on), unit_ids(user, CHECK, on)
        begun = (
            Report.objects.filter(obligation__in=known)
            .order_by()
            .annotate(last=Max("revisions__number"))
            .values_list("obligation_id", "pk", "status", "last")
        )
        return {
            obligation_id: address
            for obligation_id, pk, status, last in begun
            if (
                address := _address(
                    pk,
                    status,
                    last,
                    fills=known[obligation_id].unit_id in filled,
                    checks=not checking_units(known[obligation_id], standing).isdisjoint(own),
                )
            )
        }

    def beginning(self, obligation: Obligation, user: User, on: date) -> str:
        """Return where a report is begun by who fills it in, while nobody has and its period runs."""
        is_theirs = obligation.unit_id in owing_units(user, on)
        if obligation.answer or not is_theirs or obligation.period.start_on > on:
            return ""
        return "" if obligation.is_excused else reverse("reports:open", args=[obligation.pk])


def _address(pk: int, status: str, last: int | None, *, fills: bool, checks: bool) -> str:
    if status in (Status.DRAFT, Status.RETURNED) and fills:
        return reverse("reports:entry", args=[pk])
    if last is None:
        return ""
    if status == Status.SUBMITTED and checks:
        return reverse("reports:check", args=[pk])
    return reverse("reports:revision", args=[pk, last])


def report_of(obligation: Obligation) -> Report | None:
    """Return the report that answers an obligation; None while nobody has begun one."""
    return getattr(obligation, "report", None)
