"""What stands on a desk: what is owed, what waits for a check, who is late and how to tell them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import home_unit, unit_ids
from nhip.organisation.periods.queries import working_days
from nhip.organisation.periods.rules import WorkingDays, today
from nhip.organisation.units.queries import tree

from .. import rules
from ..access import checked_units
from ..choices import State, Status, Step
from ..models import Obligation, Report, ReviewStep, Revision
from .obligations import days_late, report_of, state_of, status_of, title_of


@dataclass(frozen=True)
class Duty:
    """One obligation as a desk shows it: what, whose, due when, how it stands, where it leads.

    `reason` says why it came back; `url` is empty while nobody has begun it.
    """

    obligation_id: int
    unit: str
    title: str
    due_on: date
    state: State
    days_late: int
    days_left: int
    url: str
    reason: str


@dataclass(frozen=True)
class Arrival:
    """A report that came in and waits for a check; `changed` counts what a correction touches."""

    unit: str
    title: str
    number: int
    submitted_at: datetime
    came_late: bool
    changed: int
    url: str

    @property
    def state(self) -> State:
        """Return how it is drawn."""
        return State.LATE if self.came_late else State.ON_TIME


@dataclass(frozen=True)
class Reminders:
    """Texts to copy into a messenger: who is late, and who is due soon; "" where nobody is."""

    late: str
    soon: str


def owed_by(user: User, at: datetime) -> list[Duty]:
    """Return what the units a person reports for still have to hand in, earliest first."""
    owed = list(_owed(user, at).order_by("due_on", "pk"))
    returned = [obligation.pk for obligation in owed if status_of(obligation) == Status.RETURNED]
    reasons = dict(
        ReviewStep.objects.filter(report__obligation__in=returned, step=Step.RETURNED)
        .order_by("taken_at", "pk")
        .values_list("report__obligation_id", "reason")
    )
    worked = working_days()
    return [
        duty(obligation, at, worked, address=_entry_address(obligation), reasons=reasons)
        for obligation in owed
    ]


def to_check(user: User, at: datetime) -> list[Arrival]:
    """Return the reports that wait for this person's check, in the order they came."""
    waiting = list(_waiting(user, at).order_by("submitted_at", "pk"))
    revisions: dict[int, list[Revision]] = {}
    for revision in _seen_or_waiting(waiting):
        revisions.setdefault(revision.report_id, []).append(revision)
    return [_arrival(report, revisions[report.pk]) for report in waiting]


def _seen_or_waiting(reports: list[Report]) -> QuerySet[Revision]:
    """Return their revisions but those taken back unseen."""
    handed_in = Revision.objects.filter(report__in=reports).order_by("number")
    return handed_in.exclude(steps__step=Step.WITHDRAWN)


def late_below(user: User, at: datetime) -> list[Duty]:
    """Return what the units directly below a person are late with, longest first."""
    on = today(at)
    late = Obligation.objects.of(checked_units(user, on)).due_before(on)
    worked = working_days()
    return [
        duty(obligation, at, worked, address=reverse("reports:obligation", args=[obligation.pk]))
        for obligation in late.order_by("due_on", "unit__sort_order", "unit__code")
    ]


def reminders(user: User, at: datetime) -> Reminders:
    """Return what to tell the units directly below that are late, or due soon, in the tree's order."""
    on = today(at)
    last = working_days().after(on, rules.SOON)
    order = {unit_id: place for place, unit_id in enumerate(tree(on).ids)}
    below = Obligation.objects.of(checked_units(user, on)).due_before(last + timedelta(days=1))
    missing = sorted(
        below.order_by("regime__name", "regime_id", "period__start_on", "period_id"),
        key=lambda each: (each.regime.name, each.period.start_on, order[each.unit_id]),
    )
    unit = home_unit(user, on)
    sender = unit.name if unit else ""
    told = [
        rules.Missing(
            each.regime.name,
            each.period.label,
            each.unit.name,
            each.due_on,
            (on - each.due_on).days,
        )
        for each in missing
    ]
    return Reminders(
        late=rules.remind([each for each in told if each.days > 0], sender),
        soon=rules.remind([each for each in told if each.days <= 0], sender),
    )


def count_tasks(user: User, at: datetime) -> int:
    """Count what waits for a person: to hand in and to check."""
    return _owed(user, at).count() + _waiting(user, at).count()


def _owed(user: User, at: datetime) -> QuerySet[Obligation]:
    on = today(at)
    units = unit_ids(user, "reports.fill", on)
    return Obligation.objects.of(units).open().filter(period__start_on__lte=on)


def _waiting(user: User, at: datetime) -> QuerySet[Report]:
    units = checked_units(user, today(at))
    return Report.objects.filter(unit_id__in=units, status=Status.SUBMITTED).select_related(
        "unit", "obligation__regime", "obligation__period"
    )


def duty(
    obligation: Obligation,
    at: datetime,
    worked: WorkingDays,
    *,
    address: str = "",
    reasons: Mapping[int, str] | None = None,
) -> Duty:
    """Return an obligation as a desk shows it."""
    return Duty(
        obligation.pk,
        obligation.unit.name,
        title_of(obligation),
        obligation.due_on,
        state_of(obligation, at, worked),
        days_late(obligation, at),
        max((obligation.due_on - today(at)).days, 0),
        address,
        (reasons or {}).get(obligation.pk, ""),
    )


def _arrival(report: Report, revisions: list[Revision]) -> Arrival:
    obligation, last = report.obligation, revisions[-1]
    changed = 0
    if len(revisions) > 1:
        changed = len(rules.changes_between(revisions[-2].content, last.content))
    return Arrival(
        report.unit.name,
        title_of(obligation),
        len(revisions),
        last.submitted_at,
        rules.is_late(
            obligation.due_on, revisions[0].submitted_at, timezone.get_default_timezone()
        ),
        changed,
        reverse("reports:check", args=[report.pk]),
    )


def _entry_address(obligation: Obligation) -> str:
    report = report_of(obligation)
    return reverse("reports:entry", args=[report.pk]) if report else ""
