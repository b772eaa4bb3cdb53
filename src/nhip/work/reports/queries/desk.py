"""What stands on a desk: what is owed, what waits for a check, who is late, units by periods."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nhip.kit.text.rules import write_day
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.periods.models import Period
from nhip.organisation.periods.rules import today
from nhip.organisation.units.models import Unit
from nhip.organisation.units.queries import former_children, tree

from .. import rules
from ..access import checked_units
from ..choices import State, Status, Step
from ..models import Obligation, Regime, Report, ReviewStep, Revision


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


@dataclass(frozen=True)
class HeatCell:
    """How one unit stands with one period."""

    period: Period
    state: State
    days_late: int
    url: str


@dataclass(frozen=True)
class HeatRow:
    """One unit across the periods."""

    unit: str
    cells: list[HeatCell]


@dataclass(frozen=True)
class HeatMap:
    """Units by periods, for one regime; `current` is the period that is being reported on."""

    regime: str
    periods: list[Period]
    current: Period | None
    rows: list[HeatRow]


def owed_by(user: User, at: datetime) -> list[Duty]:
    """Return what the units a person reports for still have to hand in, earliest first."""
    owed = list(_owed(user, at).order_by("due_on", "pk"))
    returned = [obligation.pk for obligation in owed if _status(obligation) == Status.RETURNED]
    reasons = dict(
        ReviewStep.objects.filter(report__obligation__in=returned, step=Step.RETURNED)
        .order_by("taken_at", "pk")
        .values_list("report__obligation_id", "reason")
    )
    return [
        _duty(obligation, at, address=_entry_address(obligation), reasons=reasons)
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
    late = Obligation.objects.of(checked_units(user, on)).overdue(on)
    return [
        _duty(obligation, at, address=reverse("reports:obligation", args=[obligation.pk]))
        for obligation in late.order_by("due_on", "unit__sort_order", "unit__code")
    ]


def count_tasks(user: User, at: datetime) -> int:
    """Count what waits for a person: to hand in and to check."""
    return _owed(user, at).count() + _waiting(user, at).count()


def heat_maps(user: User, unit: Unit, at: datetime, *, most: int = 12) -> list[HeatMap]:
    """Return how a unit and those directly below it stand, as far as the person may see them.

    Closed units that stood there last keep their history below the others.
    One map a regime, each with its latest periods; a handful of queries however many units there are.
    """
    on = today(at)
    seen = unit_ids(user, "reports.see", on)
    places = tree(on)
    order = [places.node(unit.pk), *places.children(unit.pk)]
    names = {node.id: node.name for node in order if node.id in seen}
    for node, closed_on in former_children(unit.pk, on):
        if node.id in seen:
            words = _("%(unit)s (until %(day)s)")
            day = write_day(closed_on - timedelta(days=1))
            names[node.id] = words % {"unit": node.name, "day": day}
    periods: dict[int, list[int]] = {}
    for regime_id, period_id in (
        Obligation.objects.filter(unit_id__in=names)
        .order_by("regime_id", "-period__start_on")
        .values_list("regime_id", "period_id")
        .distinct()
    ):
        periods.setdefault(regime_id, []).append(period_id)
    wanted = {period for latest in periods.values() for period in latest[:most]}
    obligations = Obligation.objects.of(names).filter(period__in=wanted)
    numbers = dict(
        Revision.objects.filter(report__obligation__in=obligations)
        .order_by()
        .values_list("report_id")
        .annotate(last=Max("number"))
    )
    maps: dict[Regime, dict[int, dict[Period, HeatCell]]] = {}
    filled, checked = unit_ids(user, "reports.fill", on), checked_units(user, on)
    for obligation in obligations.order_by("regime_id", "period__start_on"):
        cells = maps.setdefault(obligation.regime, {}).setdefault(obligation.unit_id, {})
        cells[obligation.period] = HeatCell(
            obligation.period,
            state_of(obligation, at),
            _days_late(obligation, at),
            _address(obligation, numbers, filled, checked),
        )
    return [_heat_map(regime, rows, names, on) for regime, rows in maps.items()]


def _heat_map(
    regime: Regime,
    rows: Mapping[int, Mapping[Period, HeatCell]],
    names: Mapping[int, str],
    on: date,
) -> HeatMap:
    periods = sorted({period for cells in rows.values() for period in cells}, key=_begins)
    over = [period for period in periods if period.end_on <= on]
    return HeatMap(
        regime.name,
        periods,
        over[-1] if over else None,
        [
            HeatRow(
                name,
                [
                    rows[unit_id].get(period) or HeatCell(period, State.NOT_OWED, 0, "")
                    for period in periods
                ],
            )
            for unit_id, name in names.items()
            if unit_id in rows
        ],
    )


def _begins(period: Period) -> date:
    return period.start_on


def _owed(user: User, at: datetime) -> QuerySet[Obligation]:
    on = today(at)
    units = unit_ids(user, "reports.fill", on)
    return Obligation.objects.of(units).open().filter(period__start_on__lte=on)


def _waiting(user: User, at: datetime) -> QuerySet[Report]:
    units = checked_units(user, today(at))
    return Report.objects.filter(unit_id__in=units, status=Status.SUBMITTED).select_related(
        "unit", "obligation__regime", "obligation__period"
    )


def title_of(obligation: Obligation) -> str:
    """Return what an obligation is called: its regime and its period."""
    return f"{obligation.regime.name}, {obligation.period.label}"


def state_of(obligation: Obligation, at: datetime) -> State:
    """Return how an obligation is drawn."""
    return rules.state_of(obligation.facts, at, timezone.get_default_timezone())


def _report(obligation: Obligation) -> Report | None:
    return getattr(obligation, "report", None)


def _status(obligation: Obligation) -> str | None:
    report = _report(obligation)
    return report.status if report else None


def _days_late(obligation: Obligation, at: datetime) -> int:
    return rules.days_late(obligation.due_on, at, timezone.get_default_timezone())


def _duty(
    obligation: Obligation,
    at: datetime,
    *,
    address: str = "",
    reasons: Mapping[int, str] | None = None,
) -> Duty:
    return Duty(
        obligation.pk,
        obligation.unit.name,
        title_of(obligation),
        obligation.due_on,
        state_of(obligation, at),
        _days_late(obligation, at),
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
    report = _report(obligation)
    return reverse("reports:entry", args=[report.pk]) if report else ""


def _address(
    obligation: Obligation, numbers: Mapping[int, int], filled: set[int], checked: set[int]
) -> str:
    """Return where a cell of the heat map leads this person; "" where there is nothing to see yet."""
    report = _report(obligation)
    if report is None and (obligation.unit_id in checked or obligation.excused_at):
        return reverse("reports:obligation", args=[obligation.pk])
    if report is None:
        return ""
    if report.status in (Status.DRAFT, Status.RETURNED) and obligation.unit_id in filled:
        return reverse("reports:entry", args=[report.pk])
    if report.pk not in numbers:
        is_theirs = obligation.unit_id in checked
        return reverse("reports:obligation", args=[obligation.pk]) if is_theirs else ""
    if report.status == Status.SUBMITTED and obligation.unit_id in checked:
        return reverse("reports:check", args=[report.pk])
    return reverse("reports:revision", args=[report.pk, numbers[report.pk]])
