"""Units by periods, one map a regime, with how far each period has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from nhip.kit.text.rules import write_day
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.periods.models import Period
from nhip.organisation.periods.queries import working_days
from nhip.organisation.periods.rules import today
from nhip.organisation.units.models import Unit
from nhip.organisation.units.queries import charges
from nhip.organisation.units.rules import Charges, Under

from .. import registry
from ..access import checked
from ..choices import Completeness, ObligationState, Status
from ..models import Obligation, Regime, arising
from .obligations import days_late, state_of, title_of

PERIODS_SHOWN = 12  # of each regime, the latest
MOST = 60  # reports of one unit
AHEAD = (ObligationState.NOT_DUE, ObligationState.DUE_SOON, ObligationState.NOT_OWED)
IS_HISTORY = timedelta(days=366)  # after its end a regime is told of in lists alone


@dataclass(frozen=True)
class HeatCell:
    """How one unit stands with one period; what was left by a unit further down is not counted."""

    period: Period
    state: ObligationState
    days_late: int
    url: str
    is_counted: bool = True


@dataclass(frozen=True)
class HeatRow:
    """One unit across the periods, and the page about it."""

    unit: str
    url: str
    cells: list[HeatCell]


@dataclass(frozen=True)
class MapProgress:
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
    progress: list[MapProgress]
    rows: list[HeatRow]

    @property
    def has_begun(self) -> bool:
        """Return whether anything has come of it yet: a draft, a report, a day that has passed."""
        return any(cell.state not in AHEAD for row in self.rows for cell in row.cells)

    @property
    def now(self) -> MapProgress | None:
        """Return how far the period has come that is being reported on."""
        return next((each for each in self.progress if each.period == self.current), None)


def heat_maps(user: User, unit: Unit, at: datetime) -> list[HeatMap]:
    """Return how a unit and those directly below it stand, as far as the person may see them.

    Whatever stood below it on the last day of a period is counted in that period; what has closed or
    moved since keeps its history below the others. What units that stood further down have left it is
    shown while it is open, and not counted. One map a regime that is in force or ended within a year,
    each with its latest periods; a handful of queries however many units there are.
    """
    on = today(at)
    standing = charges(on)
    if unit.pk not in standing.tree:
        return []
    under = standing.under([unit.pk])
    below = standing.directly_below(unit.pk)
    names = _names(user, unit, standing, (below, under), on)
    is_open = ~Q(answer=Status.ACCEPTED) | Q(answer=None)
    left = arising(under) & is_open & Q(excused_at=None)
    shown = Obligation.objects.kept(Q(unit=unit) | arising(below) | left)
    shown = shown.filter(unit__in=names, fell_with=None, regime__is_one_off=False)
    shown = shown.filter(Q(regime__end_on=None) | Q(regime__end_on__gt=on - IS_HISTORY))
    periods: dict[int, list[int]] = {}
    for regime_id, period_id in (
        shown.order_by("regime_id", "-period__start_on")
        .values_list("regime_id", "period_id")
        .distinct()
    ):
        periods.setdefault(regime_id, []).append(period_id)
    latest = {regime_id: set(its[:PERIODS_SHOWN]) for regime_id, its in periods.items()}
    found = shown.filter(period__in=set().union(*latest.values()))
    obligations = [
        each
        for each in found.order_by("regime_id", "period__start_on")
        if each.period_id in latest[each.regime_id]
    ]
    addresses = _addresses(obligations, user, on)
    maps: dict[Regime, dict[int, dict[Period, HeatCell]]] = {}
    worked = working_days()
    for obligation in obligations:
        cells = maps.setdefault(obligation.regime, {}).setdefault(obligation.unit_id, {})
        cells[obligation.period] = HeatCell(
            obligation.period,
            state_of(obligation, at, worked),
            days_late(obligation, at),
            addresses.get(obligation.pk, ""),
            obligation.unit_id == unit.pk or below.holds(obligation.unit_id, obligation.arose_on),
        )
    return [_heat_map(regime, rows, names, on) for regime, rows in maps.items()]


def _names(
    user: User, unit: Unit, standing: Charges, unders: Sequence[Under], on: date
) -> dict[int, str]:
    """Return how the rows of a unit's map are called, as far as the person sees them, in their order."""
    seen = unit_ids(user, "duties.see", on) | checked(user, on).ids
    order = [standing.tree.node(unit.pk), *standing.tree.children(unit.pk)]
    names = {node.id: node.name for node in order if node.id in seen}
    ends = {pk: its[-1][1] for under in reversed(unders) for pk, its in under.spells.items()}
    gone = Unit.objects.filter(pk__in=(ends.keys() & seen) - {node.id for node in order})
    words = _("%(unit)s (until %(day)s)")
    for each in gone:
        left_on = ends[each.pk] or standing.left_on(each.pk)
        day = write_day(left_on - timedelta(days=1)) if left_on else ""
        names[each.pk] = words % {"unit": each.name, "day": day} if day else each.name
    return names


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
                reverse("duties:of_unit", args=[unit_id]),
                [
                    rows[unit_id].get(period) or HeatCell(period, ObligationState.NOT_OWED, 0, "")
                    for period in periods
                ],
            )
            for unit_id, name in names.items()
            if unit_id in rows
        ],
    )


def _progress(period: Period, rows: Iterable[Mapping[Period, HeatCell]]) -> MapProgress:
    counted = Counter(
        cells[period].state.counts_as
        for cells in rows
        if period in cells and cells[period].is_counted
    )
    accepted = counted[Completeness.ACCEPTED]
    handed_in = accepted + counted[Completeness.ON_TIME] + counted[Completeness.LATE]
    owed = counted.total() - counted[Completeness.EXCUSED]
    return MapProgress(period, owed, handed_in, accepted)


def _begins(period: Period) -> date:
    return period.start_on


@dataclass(frozen=True)
class UnitReport:
    """One report of a unit, and the page about it."""

    title: str
    due_on: date
    state: ObligationState
    url: str


def reports_of(unit: Unit, user: User, at: datetime) -> list[UnitReport]:
    """Return what a unit was asked for, the latest period first, as far as the person may see it."""
    on, worked = today(at), working_days()
    seen = Obligation.objects.visible_to(user, on).filter(unit=unit, fell_with=None)
    latest = seen.filter(period__start_on__lte=on).order_by(
        "-period__start_on", "regime__name", "pk"
    )
    found = list(latest.select_related("regime", "period", "unit")[:MOST])
    addresses = registry.addresses(found, user, on)
    return [
        UnitReport(
            title_of(each),
            each.due_on,
            state_of(each, at, worked),
            addresses.get(each.pk) or reverse("duties:obligation", args=[each.pk]),
        )
        for each in found
    ]


def _addresses(obligations: Collection[Obligation], user: User, on: date) -> dict[int, str]:
    """Return where the cells of a map lead this person; absent where there is nothing to see yet."""
    comes_in = checked(user, on)
    own = {
        each.pk: reverse("duties:obligation", args=[each.pk])
        for each in obligations
        if comes_in.holds(each.unit_id, each.arose_on) or (each.excused_at and each.answer is None)
    }
    return own | registry.addresses(obligations, user, on)
