"""Units by periods, one map a regime, with how far each period has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from nhip.kit.text.rules import write_day
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.periods.models import Period
from nhip.organisation.periods.queries import working_days
from nhip.organisation.periods.rules import today
from nhip.organisation.units.models import Unit
from nhip.organisation.units.queries import former_children, tree

from ..access import checked_units
from ..choices import Completeness, State, Status
from ..models import Obligation, Regime, Revision
from .obligations import days_late, report_of, state_of


@dataclass(frozen=True)
class HeatCell:
    """How one unit stands with one period."""

    period: Period
    state: State
    days_late: int
    url: str


@dataclass(frozen=True)
class HeatRow:
    """One unit across the periods, and the page about it."""

    unit: str
    url: str
    cells: list[HeatCell]


@dataclass(frozen=True)
class Progress:
    """How many of the units of a map have handed in for a period, and how many were accepted.

    What came back counts as not handed in; who is excused is left out.
    """

    period: Period
    owed: int
    handed_in: int
    accepted: int

    @property
    def percent(self) -> int:
        """Return the share handed in, rounded down: only all is 100."""
        return 100 * self.handed_in // self.owed if self.owed else 0


@dataclass(frozen=True)
class HeatMap:
    """Units by periods, for one regime; `current` is the period that is being reported on."""

    regime: str
    periods: list[Period]
    current: Period | None
    progress: list[Progress]
    rows: list[HeatRow]

    @property
    def now(self) -> Progress | None:
        """Return how far the period has come that is being reported on."""
        return next((each for each in self.progress if each.period == self.current), None)


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
    worked = working_days()
    for obligation in obligations.order_by("regime_id", "period__start_on"):
        cells = maps.setdefault(obligation.regime, {}).setdefault(obligation.unit_id, {})
        cells[obligation.period] = HeatCell(
            obligation.period,
            state_of(obligation, at, worked),
            days_late(obligation, at),
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
        [_progress(period, rows.values()) for period in periods],
        [
            HeatRow(
                name,
                reverse("units:unit", args=[unit_id]),
                [
                    rows[unit_id].get(period) or HeatCell(period, State.NOT_OWED, 0, "")
                    for period in periods
                ],
            )
            for unit_id, name in names.items()
            if unit_id in rows
        ],
    )


def _progress(period: Period, rows: Iterable[Mapping[Period, HeatCell]]) -> Progress:
    counted = Counter(cells[period].state.counts_as for cells in rows if period in cells)
    accepted = counted[Completeness.ACCEPTED]
    handed_in = accepted + counted[Completeness.ON_TIME] + counted[Completeness.LATE]
    owed = counted.total() - counted[Completeness.EXCUSED]
    return Progress(period, owed, handed_in, accepted)


def _begins(period: Period) -> date:
    return period.start_on


def _address(
    obligation: Obligation, numbers: Mapping[int, int], filled: set[int], checked: set[int]
) -> str:
    """Return where a cell of the heat map leads this person; "" where there is nothing to see yet."""
    report = report_of(obligation)
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
