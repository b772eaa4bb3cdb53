"""What a person fills in from above: several units, one regime and period."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from nhip.organisation.accounts.models import User
from nhip.organisation.periods.models import Period
from nhip.organisation.periods.rules import Due, today
from nhip.work.duties.choices import Status
from nhip.work.duties.models import Obligation, Regime
from nhip.work.forms.models import Form

from ..access import entered_units


@dataclass(frozen=True)
class Group:
    """What several units owe for one regime and period; `open` counts those not handed in."""

    obligation_id: int
    regime: Regime
    period: Period
    due: Due
    units: int
    open: int


def groups(user: User, at: datetime) -> list[Group]:
    """Return what is still to be filled in from above, earliest deadline first."""
    found: dict[tuple[int, int], list[Obligation]] = {}
    owed = Obligation.objects.of(entered_units(user, today(at))).owed()
    for each in owed.select_related("period__calendar").soonest_first("pk"):
        found.setdefault((each.regime_id, each.period_id), []).append(each)
    listed = [
        Group(
            its[0].pk,
            its[0].regime,
            its[0].period,
            its[0].due,
            len(its),
            sum(_is_open(each) for each in its),
        )
        for its in found.values()
    ]
    return [group for group in listed if group.open]


def entered_together(
    user: User, obligation_id: int, at: datetime
) -> tuple[Form | None, list[Obligation], list[Obligation]]:
    """Return what is owed beside an obligation, for its regime and period, by units entered from above.

    The form most lately in force, who is asked by it, and who by an earlier version.
    """
    mine = Obligation.objects.of(entered_units(user, today(at))).owed()
    beside = mine.filter(pk=obligation_id)
    same_kind = {"regime__in": beside.values("regime"), "period__in": beside.values("period")}
    owed = list(_in_order(mine.filter(**same_kind)))
    forms = sorted({(each.form.version, each.form_id) for each in owed})
    if not forms:
        return None, [], []
    same = [each for each in owed if each.form_id == forms[-1][1]]
    return same[0].form, same, [each for each in owed if each.form_id != forms[-1][1]]


def read_again(obligations: Collection[Obligation]) -> list[Obligation]:
    """Return the same obligations as they stand now, each with its report."""
    units = [each.unit_id for each in obligations]
    pks = [each.pk for each in obligations]
    return list(_in_order(Obligation.objects.of(units).filter(pk__in=pks)))


def _in_order(obligations: QuerySet[Obligation]) -> QuerySet[Obligation]:
    whole = obligations.select_related("form", "period__calendar", "report__entered_by")
    return whole.order_by("unit__sort_order", "unit__code")


def _is_open(obligation: Obligation) -> bool:
    return obligation.answer in (None, Status.DRAFT, Status.RETURNED)
