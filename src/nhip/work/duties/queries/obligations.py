"""How one obligation stands, and how complete reporting is: by state, now or on an earlier day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from nhip.organisation.periods.queries import working_days
from nhip.organisation.periods.rules import WorkingDays

from .. import rules
from ..choices import Completeness, State
from ..models import Entry, Extension, Obligation, Report, ReviewStep


def completeness(obligations: QuerySet[Obligation], at: datetime) -> dict[Completeness, int]:
    """Count obligations by the state they were in at a moment; every state is named.

    What was written down decides: obligations made later are left out, steps, extensions and
    excuses taken later are not counted.
    """
    rows = list(
        obligations.filter(Q(made_at=None) | Q(made_at__lte=at))
        .order_by()
        .values_list("pk", "due_on", "excused_at")
    )
    asked = obligations.order_by().values("pk")
    extensions: dict[int, list[tuple[datetime, object]]] = {}
    for pk, granted_at, due_before in (
        Extension.objects.filter(obligation__in=asked)
        .order_by("granted_at", "pk")
        .values_list("obligation_id", "granted_at", "due_before")
    ):
        extensions.setdefault(pk, []).append((granted_at, due_before))
    steps: dict[int, list[tuple[datetime, str]]] = {}
    for pk, taken_at, step in (
        ReviewStep.objects.filter(report__obligation__in=asked, taken_at__lte=at)
        .order_by("pk")
        .values_list("report__obligation_id", "taken_at", "step")
    ):
        steps.setdefault(pk, []).append((taken_at, step))
    zone, worked = timezone.get_default_timezone(), working_days()
    counted = Counter(
        rules.completeness_of(
            rules.facts_at(
                at,
                due_on=due_on,
                excused_at=excused_at,
                extensions=extensions.get(pk, []),  # type: ignore[arg-type]
                steps=steps.get(pk, []),
            ),
            at,
            zone,
            worked,
        )
        for pk, due_on, excused_at in rows
    )
    return {state: counted[state] for state in Completeness}


def figures_used_again(unit_ids: Collection[int]) -> int:
    """Count the figures of these units' reports that were entered once, in another report."""
    return Entry.objects.filter(report__unit__in=unit_ids).exclude(reused_from=None).count()


def title_of(obligation: Obligation) -> str:
    """Return what an obligation is called: its regime and its period."""
    return f"{obligation.regime.name}, {obligation.period.label}"


def state_of(obligation: Obligation, at: datetime, worked: WorkingDays | None = None) -> State:
    """Return how an obligation is drawn; whoever asks often names the working days."""
    zone = timezone.get_default_timezone()
    return rules.state_of(obligation.facts, at, zone, worked or working_days())


def report_of(obligation: Obligation) -> Report | None:
    """Return its report; None while nobody has begun one."""
    return getattr(obligation, "report", None)


def status_of(obligation: Obligation) -> str | None:
    """Return how far its report has come; None while nobody has begun one."""
    report = report_of(obligation)
    return report.status if report else None


def days_late(obligation: Obligation, at: datetime) -> int:
    """Return how many days past its deadline a moment lies."""
    return rules.days_late(obligation.due_on, at, timezone.get_default_timezone())
