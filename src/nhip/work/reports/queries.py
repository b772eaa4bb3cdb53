"""Reads across regimes, forms and reports, each with a constant number of queries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from nhip.kit.text.rules import write_figure
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids, written_as
from nhip.organisation.periods.models import Period
from nhip.organisation.periods.rules import today
from nhip.organisation.units.models import Unit
from nhip.organisation.units.queries import tree
from nhip.work.indicators.choices import Origin
from nhip.work.indicators.models import Breakdown
from nhip.work.indicators.registry import Group

from . import rules
from .access import checked_units
from .choices import State, Status, Step
from .models import (
    Entry,
    Form,
    Narrative,
    Obligation,
    Regime,
    Report,
    ReviewStep,
    Revision,
    Row,
    RowCheck,
    Section,
)

# Forms and drafts


@dataclass(frozen=True)
class Blank:
    """A form with nothing written in it."""

    sections: list[Section]
    rows: list[Row]
    asked: dict[int, rules.Asked]
    checks: list[rules.Rule]

    def by_place(self) -> dict[rules.Place, rules.Asked]:
        """Return its rows by their place."""
        return {asked.place: asked for asked in self.asked.values()}


def blank(form: Form) -> Blank:
    """Read a form whole."""
    rows = list(
        Row.objects.filter(section__form=form)
        .select_related("section", "indicator")
        .order_by("section__number", "number")
    )
    names = {
        (item.indicator_id, item.code): item.name
        for item in Breakdown.objects.filter(indicator__in={row.indicator_id for row in rows})
    }
    return Blank(
        list(form.sections.all()),
        rows,
        {row.pk: _asked(row, names) for row in rows},
        [
            rules.Rule(check.row_id, check.rule, check.other_id, check.severity)
            for check in RowCheck.objects.filter(row__section__form=form).order_by("pk")
        ],
    )


def _asked(row: Row, names: dict[tuple[int, str], str]) -> rules.Asked:
    indicator = row.indicator
    quotient = None
    if (
        indicator.origin == Origin.RATIO
        and indicator.numerator_id is not None
        and indicator.denominator_id is not None
    ):
        quotient = rules.Quotient(indicator.numerator_id, indicator.denominator_id, indicator.per)
    return rules.Asked(
        row.pk,
        (row.section.number, row.number),
        names.get((indicator.pk, row.item), indicator.name),
        indicator.key,
        indicator.pk,
        row.item,
        indicator.decimals,
        row.is_required and quotient is None,
        quotient,
    )


def typed_cells(report: Report) -> dict[int, rules.Typed]:
    """Return what stands in a draft's cells, by row."""
    return {
        entry.row_id: rules.Typed(entry.raw, entry.is_nil)
        for entry in Entry.objects.filter(report=report)
    }


def typed_narratives(report: Report) -> dict[int, str]:
    """Return what stands in a draft's narratives, by section."""
    return dict(Narrative.objects.filter(report=report).values_list("section_id", "text"))


def standing(report: Report) -> rules.Standing:
    """Return which revisions of a report count now."""
    return rules.standing_after(report.steps.order_by("pk").values_list("step", "revision_id"))


def last_return(report: Report) -> ReviewStep | None:
    """Return why a report came back, while it has not been handed in again."""
    if report.status != Status.RETURNED:
        return None
    return report.steps.filter(step=Step.RETURNED).select_related("taken_by").last()


# The desk


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
    for revision in Revision.objects.filter(report__in=waiting).order_by("number"):
        revisions.setdefault(revision.report_id, []).append(revision)
    return [_arrival(report, revisions[report.pk]) for report in waiting]


def late_below(user: User, at: datetime) -> list[Duty]:
    """Return what the units directly below a person are late with, longest first."""
    on = today(at)
    late = Obligation.objects.of(checked_units(user, on)).overdue(on)
    return [
        _duty(obligation, at)
        for obligation in late.order_by("due_on", "unit__sort_order", "unit__code")
    ]


def count_tasks(user: User, at: datetime) -> int:
    """Count what waits for a person: to hand in and to check."""
    return _owed(user, at).count() + _waiting(user, at).count()


def heat_maps(user: User, unit: Unit, at: datetime, *, most: int = 12) -> list[HeatMap]:
    """Return how a unit and those directly below it stand, as far as the person may see them.

    One map a regime, each with its latest periods; a handful of queries however many units there are.
    """
    on = today(at)
    seen = unit_ids(user, "reports.see", on)
    places = tree(on)
    order = [places.node(unit.pk), *places.children(unit.pk)]
    names = {node.id: node.name for node in order if node.id in seen}
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
    """Return how an obligation stands."""
    report = _report(obligation)
    return rules.state_of(
        report.status if report else None,
        obligation.due_on,
        report.submitted_at if report else None,
        at,
        timezone.get_default_timezone(),
    )


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
        last.number,
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
    if report is None:
        return ""
    if report.status in (Status.DRAFT, Status.RETURNED) and obligation.unit_id in filled:
        return reverse("reports:entry", args=[report.pk])
    if report.pk not in numbers:
        return ""
    if report.status == Status.SUBMITTED and obligation.unit_id in checked:
        return reverse("reports:check", args=[report.pk])
    return reverse("reports:revision", args=[report.pk, numbers[report.pk]])


# What units and indicators ask

NAMED = 12  # reports a refusal names


def in_the_way(unit_ids: Collection[int], on: date) -> list[str]:
    """Return the accepted reports of these units for periods that end after a day began."""
    accepted = Report.objects.filter(
        unit__in=unit_ids, status=Status.ACCEPTED, obligation__period__end_on__gt=on
    ).select_related("unit", "obligation__regime", "obligation__period")
    rows = accepted.order_by("obligation__period__start_on", "unit__sort_order", "unit__code")
    found = [f"{row.unit.name}: {title_of(row.obligation)}" for row in rows[:NAMED]]
    if (more := accepted.count() - NAMED) > 0:
        words = ngettext("and %(n)s more report", "and %(n)s more reports", more)
        found.append(words % {"n": write_figure(more, 0)})
    return found


class ReportCollector:
    """Tells `work/indicators` who owes which figure and where an entry was made."""

    source = rules.SOURCE

    def owed(
        self, indicator_id: int, unit_ids: Collection[int], period_ids: Collection[int]
    ) -> int:
        """Return how many (unit, period) pairs owe this figure."""
        return self.owed_by("indicator", [indicator_id], unit_ids, period_ids).get(indicator_id, 0)

    def owed_by(
        self,
        group: Group,
        indicator_ids: Collection[int],
        unit_ids: Collection[int],
        period_ids: Collection[int],
    ) -> dict[int, int]:
        """Return the same for each indicator, unit or period, in one query."""
        asked = "regime__form__sections__rows__indicator"
        key = {"indicator": asked, "unit": "unit", "period": "period"}[group]
        owed = (
            Obligation.objects.filter(
                unit__in=unit_ids, period__in=period_ids, **{f"{asked}__in": indicator_ids}
            )
            .values_list(key)
            .annotate(pairs=Count("pk", distinct=True))
            .order_by()
        )
        return dict(owed)

    def address(self, source_id: int) -> str:
        """Return the page of what a report says: the revision that counts, else the last one."""
        revision = self._counting(source_id)
        if revision is None:
            return ""
        return reverse("reports:revision", args=[revision.report_id, revision.number])

    def author(self, source_id: int) -> str:
        """Return the post of whoever handed it in."""
        revision = self._counting(source_id)
        if revision is None:
            return ""
        return written_as(revision.submitted_by, today(revision.submitted_at))

    def _counting(self, report_id: int) -> Revision | None:
        revisions = list(
            Revision.objects.filter(report=report_id)
            .defer("content")
            .select_related("submitted_by")
        )
        steps = ReviewStep.objects.filter(report=report_id).order_by("pk")
        counts = rules.standing_after(steps.values_list("step", "revision_id"))
        chosen = counts.accepted or counts.submitted
        found = [revision for revision in revisions if revision.pk == chosen]
        return next(iter(found or revisions[::-1]), None)
