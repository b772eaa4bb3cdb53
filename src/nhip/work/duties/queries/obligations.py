"""How one obligation stands, and how complete reporting is: by state, now or on an earlier day."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from nhip.organisation.periods.queries import working_days
from nhip.organisation.periods.rules import Due, WorkingDays

from .. import rules
from ..choices import Completeness, ObligationState
from ..models import Answer, Extension, Obligation


def completeness(obligations: QuerySet[Obligation], at: datetime) -> dict[Completeness, int]:
    """Count obligations by the state they were in at a moment; every state is named.

    What was written down decides: obligations made later are left out, answers, extensions and
    excuses that came later are not counted. What fell away with a change of its regime is not owed.
    """
    rows = list(
        obligations.filter(Q(made_at=None) | Q(made_at__lte=at))
        .order_by()
        .values_list("pk", "due_on", "due_time", "excused_at", "fell_with")
    )
    asked = obligations.order_by().values("pk")
    extensions: dict[int, list[tuple[datetime, Due]]] = {}
    for pk, granted_at, day, hour in (
        Extension.objects.filter(obligation__in=asked)
        .order_by("granted_at", "pk")
        .values_list("obligation_id", "granted_at", "due_before", "time_before")
    ):
        extensions.setdefault(pk, []).append((granted_at, Due(day, hour)))
    answers: dict[int, list[tuple[datetime, str, datetime | None]]] = {}
    for pk, since, status, handed_in_at in (
        Answer.objects.filter(obligation__in=asked, since__lte=at)
        .order_by("pk")
        .values_list("obligation_id", "since", "status", "handed_in_at")
    ):
        answers.setdefault(pk, []).append((since, status, handed_in_at))
    zone, worked = timezone.get_default_timezone(), working_days()
    states = Counter(
        rules.state_of(
            rules.facts_at(
                at,
                due=Due(due_on, due_time),
                excused_at=excused_at,
                extensions=extensions.get(pk, []),
                answers=answers.get(pk, []),
                has_fallen=fell_with is not None,
            ),
            at,
            zone,
            worked,
        )
        for pk, due_on, due_time, excused_at, fell_with in rows
    )
    del states[ObligationState.NOT_OWED]
    counted: Counter[Completeness] = Counter()
    for state, n in states.items():
        counted[state.counts_as] += n
    return {state: counted[state] for state in Completeness}


def title_of(obligation: Obligation) -> str:
    """Return what an obligation is called: its regime and its period."""
    return f"{obligation.regime.name}, {obligation.period.label}"


def state_of(
    obligation: Obligation, at: datetime, worked: WorkingDays | None = None
) -> ObligationState:
    """Return how an obligation is drawn; whoever asks often names the working days."""
    zone = timezone.get_default_timezone()
    return rules.state_of(obligation.facts, at, zone, worked or working_days())


def days_late(obligation: Obligation, at: datetime) -> int:
    """Return how many days past its deadline a moment lies."""
    return rules.days_late(obligation.due, at, timezone.get_default_timezone())
