"""Regimes: who owes their report, what they still lack, which figures another one collects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nhip.organisation.people.choices import Role
from nhip.organisation.people.queries import units_holding
from nhip.organisation.periods.choices import PeriodKind
from nhip.organisation.periods.models import Period
from nhip.organisation.periods.queries import bare_years, working_days
from nhip.organisation.periods.rules import Due, Span, cut_by, label_of, span_of, today
from nhip.organisation.units.models import Unit
from nhip.organisation.units.queries import trees
from nhip.work.forms.models import Row
from nhip.work.indicators.choices import Origin
from nhip.work.indicators.models import Indicator

from .. import rules
from ..choices import Completeness
from ..models import Obligation, Regime, RegimeUnit
from .asking import owing_units
from .obligations import completeness


@dataclass(frozen=True)
class CollectedElsewhere:
    """A figure that another regime collects, for so many of the same units and the same periods."""

    indicator: Indicator
    source: Regime
    units: int


@dataclass(frozen=True)
class RegimePeriod:
    """One period of a regime: its days, when each level is due, how many reports are how far."""

    label: str
    span: Span
    due: list[Due]
    counts: dict[Completeness, int]

    @property
    def total(self) -> int:
        """Return how many reports are owed or excused."""
        return sum(self.counts.values())

    @property
    def shown(self) -> list[tuple[Completeness, int]]:
        """Return the states that occur."""
        return [(state, n) for state, n in self.counts.items() if n]


@dataclass(frozen=True)
class RegimePage:
    """What the page of a regime says beside its fields."""

    levels: list[tuple[int, int]]
    lines: list[RegimePeriod]
    no_reporter: list[Unit]
    no_chief: list[Unit]
    """Units that owe in which nobody reports; and, where the chief lets it leave, in which nobody is chief."""

    @property
    def bare_years(self) -> list[int]:
        """Return the years in which something is due and of which no holiday is written down."""
        return bare_years({due.on.year for line in self.lines for due in line.due})


def regime_page(regime: Regime, seen: Collection[int], at: datetime) -> RegimePage:
    """Return who owes, and the latest periods up to the next one, as far as one may see the units."""
    on, worked = today(at), working_days()
    units = owing_units(regime, on)
    owing, latest = Counter(units.values()), _latest(regime, on)
    standing = _standing(regime, latest) if regime.pk else {}
    asked = [
        (label, span, [due] * len(owing)) for label, span, due in _asked_once(regime, seen)
    ] or [
        (
            label_of(regime.frequency, *place, regime.calendar.cut),
            span := span_of(regime.calendar.cut, regime.frequency, *place),
            [
                standing.get((span, level))
                or Due(rules.due_given(regime.term, span, level, worked), regime.due_time)
                for level in sorted(owing)
            ],
        )
        for place in latest
    ]
    lines = [
        RegimePeriod(
            label,
            span,
            due,
            completeness(
                regime.obligations.filter(
                    unit__in=seen, period__start_on=span.start_on, period__end_on=span.end_on
                ),
                at,
            ),
        )
        for label, span, due in asked
    ]
    shown = Unit.objects.filter(pk__in=set(units) & set(seen)).order_by("sort_order", "code")
    return RegimePage(
        sorted(owing.items()),
        lines,
        no_reporter=_without([Role.REPORTER], shown, on),
        no_chief=_without([Role.CHIEF], shown, on) if regime.needs_chief else [],
    )


def _standing(regime: Regime, places: Collection[tuple[int, int]]) -> dict[tuple[Span, int], Due]:
    """Return the deadline most units of a level have for each of these periods, more time left out."""
    if not places:
        return {}
    cut, kind = regime.calendar.cut, regime.frequency
    since = min(span_of(cut, kind, *place).start_on for place in places)
    owed = Obligation.objects.filter(regime=regime, fell_with=None, extensions=None)
    its = list(owed.filter(period__start_on__gte=since).select_related("period"))
    standing = trees({each.arose_on for each in its})
    found: dict[tuple[Span, int], Counter[Due]] = {}
    for each in its:
        if each.unit_id in (places_then := standing[each.arose_on]):
            level = places_then.node(each.unit_id).level
            found.setdefault((each.period.span, level), Counter())[each.due] += 1
    return {key: counted.most_common(1)[0][0] for key, counted in found.items()}


def _without(roles: Collection[Role], units: Collection[Unit], on: date) -> list[Unit]:
    held = units_holding(roles, [unit.pk for unit in units], on)
    return [unit for unit in units if unit.pk not in held]


def _asked_once(
    regime: Regime, seen: Collection[int], most: int = 5
) -> list[tuple[str, Span, Due]]:
    """Return the latest ad hoc periods: label, days and deadline, extensions left out."""
    if regime.frequency != PeriodKind.AD_HOC:
        return []
    owed = regime.obligations.filter(unit__in=seen).soonest_first()
    due: dict[int, Due] = {}
    for period_id, day, hour in owed.values_list("period", "due_on", "due_time"):
        due.setdefault(period_id, Due(day, hour))
    periods = Period.objects.filter(pk__in=due).order_by("-start_on", "-pk")[:most]
    return [(period.label, period.span, due[period.pk]) for period in reversed(periods)]


def _latest(regime: Regime, on: date, most: int = 5) -> list[tuple[int, int]]:
    if regime.frequency == PeriodKind.AD_HOC:
        return []
    start_on = regime.start_on or on
    cut, kind = regime.calendar.cut, regime.frequency
    return rules.asked_periods(cut, kind, start_on, regime.end_on, on)[-most:]


def listed_units(regime: Regime, on: date) -> list[RegimeUnit]:
    """Return who is on a regime's list on a day or will be later, left out or named."""
    rows = regime.listed.select_related("unit").exclude(end_on__lte=on)
    return list(rows)


def lacking(
    regime: Regime, on: date, listed: Collection[RegimeUnit] | None = None
) -> list[str | Promise]:
    """Return which of the nine things a regime lacks (Decree 09/2019/NĐ-CP, art. 7)."""
    there: list[tuple[str | Promise, object]] = [
        (_("name"), regime.name.strip()),
        (_("required content"), regime.content.strip()),
        (_("who reports"), owing_units(regime, on, listed)),
        (_("who receives it"), regime.recipient.strip()),
        (_("sending method"), regime.method),
        (_("deadline"), regime.due_days or regime.frequency == PeriodKind.AD_HOC),
        (_("frequency"), regime.frequency),
        (_("calendar and cut-off"), regime.calendar_id),
        (_("a calendar with named days"), _has_days(regime)),
        (_("published form with an outline"), _has_outline(regime)),
    ]
    return [name for name, found in there if not found]


def collected_elsewhere(regime: Regime, on: date) -> list[CollectedElsewhere]:
    """Return the figures of a regime that a published one collects for the same units and periods."""
    ours = owing_units(regime, on).keys()
    asked = indicators_of(regime)
    found: dict[int, CollectedElsewhere] = {}
    others = (
        Regime.objects.filter(calendar=regime.calendar_id, frequency=regime.frequency)
        .exclude(published_at=None)
        .exclude(withdrawn_at__isnull=False)  # before it began: its end is ahead
        .exclude(pk=regime.pk)
        .exclude(end_on__lte=on)
        .select_related("organ", "form")
        .order_by("published_at")
    )
    for other in others:
        shared = len(ours & owing_units(other, on).keys())
        again = other.reuses.values_list("indicator", flat=True)
        for indicator_id in (asked.keys() & indicators_of(other).keys()) - set(again):
            if shared and indicator_id not in found:
                found[indicator_id] = CollectedElsewhere(asked[indicator_id], other, shared)
    return sorted(found.values(), key=lambda each: (each.indicator.sort_order, each.indicator.key))


def periods_cut(keys: Collection[str], window: Span) -> dict[str, list[str]]:
    """Return, by regime, the periods a window cuts, where the regime collects one of these figures.

    Nothing is known of part of a period: a total over such a window leaves the cut periods out.
    """
    asking = (
        Regime.objects.filter(form__sections__rows__indicator__key__in=keys)
        .exclude(frequency=PeriodKind.AD_HOC)
        .select_related("calendar")
        .distinct()
    )
    found: dict[str, list[str]] = {}
    for regime in asking:
        cut = cut_by(window, regime.calendar.cut, regime.frequency)
        if cut:
            found[regime.name] = [
                label_of(regime.frequency, *place, regime.calendar.cut) for place in cut
            ]
    return found


def indicators_of(regime: Regime) -> dict[int, Indicator]:
    """Return the figures a regime's form collects, by id."""
    rows = Row.objects.filter(section__form=regime.form_id, indicator__origin=Origin.COLLECTED)
    return {row.indicator_id: row.indicator for row in rows.select_related("indicator")}


def _has_days(regime: Regime) -> bool:
    return regime.frequency != PeriodKind.NAMED_DAYS or bool(regime.calendar.named_days)


def _has_outline(regime: Regime) -> bool:
    return regime.form.published_at is not None and regime.form.sections.exists()
