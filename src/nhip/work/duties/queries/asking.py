"""What a regime asks of whom: what stands, what is missing, what publishing would make."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from nhip.organisation.periods.choices import PeriodKind
from nhip.organisation.periods.queries import working_days
from nhip.organisation.periods.rules import Due, Span, label_of, span_of, today
from nhip.organisation.units.models import LineSpan
from nhip.organisation.units.queries import tree

from .. import rules
from ..models import Obligation, Regime, RegimeUnit

Owes = tuple[int, date, date]
"""A unit that owes for these days, half-open."""


@dataclass(frozen=True)
class AskedPeriod:
    """One period a regime asks for: its place, its days, and when which unit is due."""

    place: tuple[int, int]
    span: Span
    due: dict[int, date]


def owing_units(
    regime: Regime, on: date, listed: Iterable[RegimeUnit] | None = None
) -> dict[int, int]:
    """Return the units that owe a regime's report on a day, each with its level.

    The unit on top owes only what goes to a body outside. Of all others: the levels of the tree below
    the issuing organ's unit, or of the line, but who is left out by name; and the units named.
    `listed` is the list where another one than the regime's is tried.
    """
    places = tree(on)
    if regime.is_outward:
        is_ours = regime.organ.unit_id == places.root.id
        return {places.root.id: places.root.level} if is_ours else {}
    found = _levels_of(regime, on)
    for row in regime.listed.all() if listed is None else listed:
        if _is_on(row, on):
            if row.is_left_out:
                found.discard(row.unit_id)
            else:
                found.add(row.unit_id)
    return {
        unit_id: places.node(unit_id).level
        for unit_id in found
        if unit_id in places and places.parent(unit_id)
    }


def owing_by_level(regime: Regime, on: date) -> set[int]:
    """Return the units that owe a regime's report on a day because of where they stand."""
    return owing_units(regime, on, []).keys() & _levels_of(regime, on)


def _levels_of(regime: Regime, on: date) -> set[int]:
    places = tree(on)
    if regime.line_id:
        spans = LineSpan.objects.on(on).filter(line=regime.line_id)
        along = set(spans.values_list("unit_id", flat=True))
    else:
        home = regime.organ.unit_id
        along = set(places.subtree(home)[1:]) if home in places else set()
    levels = {int(level) for level in regime.levels}
    return {each for each in along if each in places and places.node(each).level in levels}


def _is_on(row: RegimeUnit, on: date) -> bool:
    has_begun = row.start_on is None or row.start_on <= on
    return has_begun and (row.end_on is None or row.end_on > on)


def missing(
    regime: Regime,
    on: date,
    *,
    listed: Collection[RegimeUnit] | None = None,
    still: Collection[Owes] | None = None,
) -> list[AskedPeriod]:
    """Return what a regime asks for by a day and nobody owes yet, period by period.

    A period that is over and was asked for stays as it is. Who owes the regime it follows for some
    of the same days answers that one: `still` says who, where it is not as it stands now.
    """
    if regime.frequency == PeriodKind.AD_HOC:
        return []
    owed = owed_for(regime)
    served = {(first, end) for _unit_id, first, end in owed}
    if still is None:
        still = owed_for(regime.replaces)
    found, worked = [], working_days()
    cut, kind = regime.calendar.cut, regime.frequency
    if listed is None:
        listed = list(regime.listed.all()) if regime.pk else []
    start_on = regime.start_on or on
    for place in rules.asked_periods(cut, kind, start_on, regime.end_on, on):
        span = span_of(cut, kind, *place)
        days = span.start_on, span.end_on
        if span.end_on <= on and days in served:
            continue
        busy = {each for each, first, end in still if first < span.end_on and span.start_on < end}
        busy |= {each for each, *its in owed if (*its,) == days}
        owing = owing_units(regime, span.last_on, listed)
        due = {
            unit_id: rules.due_given(regime.term, span, level, worked)
            for unit_id, level in owing.items()
            if unit_id not in busy
        }
        if due:
            found.append(AskedPeriod(place, span, due))
    return found


def owed_for(regime: Regime | None) -> list[Owes]:
    """Return who owes a regime's report for which days, excused or not; what fell away is left out."""
    if regime is None or regime.pk is None:
        return []
    owed = Obligation.objects.filter(regime=regime, fell_with=None)
    return list(owed.values_list("unit_id", "period__start_on", "period__end_on"))


def outlook(unit_id: int, on: date) -> list[str]:
    """Return the first report each regime will ask of a unit, in words, but what it owes already."""
    found = []
    running = Regime.objects.exclude(published_at=None).filter(
        Q(end_on=None) | Q(end_on__gt=on), start_on__isnull=False
    )
    for regime in running.select_related("calendar", "organ", "replaces").order_by("name", "pk"):
        first = next((each for each in missing(regime, on) if unit_id in each.due), None)
        if first:
            said = {
                "regime": regime.name,
                "period": label_of(regime.frequency, *first.place, regime.calendar.cut),
                "day": Due(first.due[unit_id], regime.due_time),
            }
            found.append(_("%(regime)s, %(period)s, due %(day)s") % said)
    return found


def publishing(
    regime: Regime,
    at: datetime,
    *,
    listed: Collection[RegimeUnit] | None = None,
    still: Collection[Owes] | None = None,
) -> rules.Consequence:
    """Return what a regime would make the moment it is put in force."""
    on = today(at)
    found = missing(regime, on, listed=listed, still=still)
    return rules.Consequence(made=lines_of(regime, found, at))


def lines_of(
    regime: Regime,
    asked: Iterable[AskedPeriod],
    at: datetime,
    given: Mapping[Owes, Due] = MappingProxyType({}),
) -> tuple[rules.ReportLine, ...]:
    """Return reports a regime asks for, unit by unit in the tree's order; `given` is who has more time."""
    found = []
    for each in asked:
        places, period = (
            tree(each.span.last_on),
            label_of(regime.frequency, *each.place, regime.calendar.cut),
        )
        found += [
            line_of(
                unit_id,
                places.node(unit_id).name,
                period,
                each.span,
                rules.with_more_time(
                    Due(each.due[unit_id], regime.due_time),
                    given.get((unit_id, each.span.start_on, each.span.end_on)),
                ),
                at,
            )
            for unit_id in places.ids
            if unit_id in each.due
        ]
    return tuple(found)


def line_of(
    unit_id: int, unit: str, period: str, span: Span, due: Due, at: datetime
) -> rules.ReportLine:
    """Return one report as a consequence lists it."""
    is_late = due.is_over(at, timezone.get_default_timezone())
    return rules.ReportLine(unit_id, unit, period, span.start_on, due, is_late)
