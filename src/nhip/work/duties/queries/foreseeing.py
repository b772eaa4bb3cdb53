"""What decisions on a regime in force would bring about: read here by the page and by the action alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nhip.kit.text.rules import write_day
from nhip.organisation.periods.choices import PeriodKind
from nhip.organisation.periods.models import Period
from nhip.organisation.periods.queries import working_days
from nhip.organisation.periods.rules import Due, label_of, place_of, span_of, today
from nhip.organisation.units.models import Unit
from nhip.organisation.units.queries import tree

from .. import rules
from ..choices import Status
from ..models import Obligation, Regime, RegimeUnit
from .asking import Owes, line_of, lines_of, missing, owed_for, owing_by_level, owing_units

BACK, AHEAD = 4, 8  # periods a page offers to begin a change with, before and after today's


def touched(
    regime: Regime, from_on: date | None, units: Collection[int] | None = None
) -> QuerySet[Obligation]:
    """Return what these units (all, if none are named) owe for periods from a day on (all, if none).

    What was decided on alone, or fell away before, is left out.
    """
    owed = Obligation.objects.filter(regime=regime).owed()
    if from_on is not None:
        owed = owed.filter(period__start_on__gte=from_on)
    return owed if units is None else owed.filter(unit__in=units)


def falling(owed: QuerySet[Obligation], *, keeps_drafts: bool) -> QuerySet[Obligation]:
    """Keep what falls away: never handed in, and not begun either where drafts are kept."""
    unanswered = owed.filter(answered_at=None)
    return unanswered.filter(answer=None) if keeps_drafts else unanswered


def ending(
    regime: Regime,
    from_on: date | None,
    at: datetime,
    *,
    keeps_drafts: bool,
    units: Collection[int] | None = None,
) -> rules.Consequence:
    """Return what falls away, goes on and stays when a regime asks for nothing from a day on."""
    owed = touched(regime, from_on, units).select_related("unit", "period")
    rows = list(owed.order_by("period__start_on", "unit__sort_order", "unit__code"))
    answered = [each for each in rows if each.answered_at]
    begun = [each for each in rows if not each.answered_at and each.answer == Status.DRAFT]
    unbegun = [each for each in rows if each not in answered and each not in begun]
    return rules.Consequence(
        falls=_lines(unbegun, at),
        begun=_lines(begun, at),
        begun_falls=not keeps_drafts,
        stays=_lines(answered, at),
        told=tuple(_who_takes(regime)) if units is None else (),
    )


def withdrawing(regime: Regime, at: datetime) -> rules.Consequence:
    """Return what falls away when a regime was wrong: all that nobody handed in; the rest stays."""
    return ending(regime, None, at, keeps_drafts=False)


def replacing(
    regime: Regime,
    new: Regime,
    listed: Collection[RegimeUnit],
    from_on: date,
    at: datetime,
    *,
    keeps_drafts: bool,
) -> rules.Consequence:
    """Return what ends with a regime and what the one that follows it makes.

    Who goes on answering the old one for some days is not asked by the new one for them.
    """
    old = ending(regime, from_on, at, keeps_drafts=keeps_drafts)
    goes = touched(regime, from_on)
    fall = set(falling(goes, keeps_drafts=keeps_drafts).values_list("pk", flat=True))
    gone = Obligation.objects.filter(pk__in=fall)
    gone_pairs = set(gone.values_list("unit_id", "period__start_on", "period__end_on"))
    still: list[Owes] = [each for each in owed_for(regime) if each not in gone_pairs]
    found = missing(new, today(at), listed=listed, still=still)
    more = extended(gone)
    given = {days_of(each): each.due for each in more}
    asked = {(unit, each.span.start_on, each.span.end_on) for each in found for unit in each.due}
    told = (*_gap(new, from_on), *_time_given(more, asked))
    return replace(old, made=lines_of(new, found, at, given), told=told)


def extended(owed: QuerySet[Obligation]) -> list[Obligation]:
    """Keep what was given more time, with the reasons."""
    given = owed.exclude(extensions=None).distinct().order_by("pk")
    return list(given.select_related("unit", "period").prefetch_related("extensions"))


def days_of(owed: Obligation) -> Owes:
    """Return whose an obligation is, and for which days."""
    return owed.unit_id, owed.period.start_on, owed.period.end_on


def _time_given(more: Collection[Obligation], asked: Collection[Owes]) -> Iterable[str]:
    keep, lose = (
        _("More time given before holds on: %(who)s."),
        _("More time given before ends, for the new regime asks for other days: %(who)s."),
    )
    for words, goes_on in ((keep, True), (lose, False)):
        who = [
            f"{each.unit.name} ({each.period.label}, {each.due})"
            for each in more
            if (days_of(each) in asked) is goes_on
        ]
        if who:
            yield words % {"who": "; ".join(who)}


def _gap(new: Regime, from_on: date) -> Iterable[str]:
    if new.frequency == PeriodKind.AD_HOC:
        return
    cut, kind = new.calendar.cut, new.frequency
    place = place_of(cut, kind, from_on)
    span = span_of(cut, kind, *place)
    if span.start_on != from_on:
        words = _("The new regime's first whole period begins on %(day)s: nobody is asked before.")
        yield words % {"day": write_day(span.end_on)}


@dataclass(frozen=True)
class Relisting:
    """A list of units after a change: all its rows, and which are new, ended or taken back."""

    rows: list[RegimeUnit]
    begun: list[RegimeUnit]
    ended: list[RegimeUnit]
    dropped: list[RegimeUnit]


def relisted(
    regime: Regime, add: Iterable[Unit], leave: Iterable[Unit], from_on: date
) -> Relisting:
    """Return the list of a regime once these units come in and those go, for periods from a day on."""
    by_level = owing_by_level(regime, from_on)
    rows, begun, ended, dropped = list(regime.listed.select_related("unit")), [], [], []
    for unit, is_left_out in [*((each, False) for each in add), *((each, True) for each in leave)]:
        for row in [each for each in rows if each.unit_id == unit.pk and each.end_on is None]:
            if row.start_on is not None and row.start_on >= from_on:
                rows.remove(row)
                dropped.append(row)
            else:
                row.end_on = from_on
                ended.append(row)
        if is_left_out == (unit.pk in by_level):
            new = RegimeUnit(regime=regime, unit=unit, is_left_out=is_left_out, start_on=from_on)
            rows.append(new)
            begun.append(new)
    return Relisting(rows, begun, ended, dropped)


def changing_units(
    regime: Regime,
    add: Sequence[Unit],
    leave: Sequence[Unit],
    from_on: date,
    at: datetime,
    *,
    keeps_drafts: bool,
) -> rules.Consequence:
    """Return what units that come in would owe, and what falls away of those that go."""
    rows = relisted(regime, add, leave, from_on).rows
    found = ending(
        regime, from_on, at, keeps_drafts=keeps_drafts, units={each.pk for each in leave}
    )
    return replace(found, made=lines_of(regime, missing(regime, today(at), listed=rows), at))


def owing_past(
    regime: Regime,
    units: Collection[Unit],
    periods: Iterable[date],
    due_on: date | None,
    at: datetime,
) -> rules.Consequence:
    """Return what units would owe for periods that are over, by their first days.

    Due on a day of its own, or by the regime's term: then most of it is late at once. Who did not
    stand in a period, or owes it already, is not asked for it.
    """
    owed, worked, made = set(owed_for(regime)), working_days(), []
    for start_on in sorted(periods):
        place = place_of(regime.calendar.cut, regime.frequency, start_on)
        span = span_of(regime.calendar.cut, regime.frequency, *place)
        standing = tree(span.last_on)
        for unit in units:
            if standing.parent(unit.pk) and (unit.pk, span.start_on, span.end_on) not in owed:
                node = standing.node(unit.pk)
                day = due_on or rules.due_given(regime.term, span, node.level, worked)
                due = Due(day, None if due_on else regime.due_time)
                label = label_of(regime.frequency, *place, regime.calendar.cut)
                made.append(line_of(unit.pk, node.name, label, span, due, at))
    return rules.Consequence(made=tuple(made))


def cuts(regime: Regime, on: date) -> list[tuple[date, str]]:
    """Return the days from which a change may hold, each with what it is called: first days of periods.

    A regime without periods changes from today on.
    """
    if regime.frequency == PeriodKind.AD_HOC:
        return [(on, _("today, %(day)s") % {"day": write_day(on)})]
    start_on = regime.start_on or on
    cut, kind = regime.calendar.cut, regime.frequency
    years = range(on.year - 5, on.year + 9)
    places = rules.places_from(cut, kind, start_on, years)
    now = sum(span.start_on <= on for _place, span in places)
    shown = places[max(now - BACK, 0) : now + AHEAD]
    return [(span.start_on, label_of(kind, *place, cut)) for place, span in shown]


def past_periods(regime: Regime, on: date, most: int = 12) -> list[tuple[date, str]]:
    """Return first days and names of the latest periods a regime asked for that are over."""
    if regime.frequency == PeriodKind.AD_HOC:
        return []
    found = Period.objects.filter(obligations__regime=regime, end_on__lte=on).distinct()
    return [(each.start_on, each.label) for each in found.order_by("-start_on")[:most]]


def late_comers(regime: Regime, at: datetime) -> list[Unit]:
    """Return the units that report now and do not owe for some period that is over."""
    owing = Unit.objects.filter(pk__in=owing_units(regime, today(at)))
    periods = [day for day, _label in past_periods(regime, today(at))]
    found = owing_past(regime, owing, periods, None, at)
    return list(Unit.objects.filter(pk__in={line.unit_id for line in found.made}))


def _who_takes(regime: Regime) -> Iterable[str]:
    for name in regime.reused_by.order_by().values_list("regime__name", flat=True).distinct():
        words = _("“%(name)s” takes figures from this regime: units enter them there from then on.")
        yield words % {"name": name}


def _lines(obligations: Iterable[Obligation], at: datetime) -> tuple[rules.ReportLine, ...]:
    return tuple(
        line_of(each.unit_id, each.unit.name, each.period.label, each.period.span, each.due, at)
        for each in obligations
    )
