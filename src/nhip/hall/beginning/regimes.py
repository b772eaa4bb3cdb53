"""Turning a package of the starter set into indicators, a form and a regime in force."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime

from nhip.organisation.accounts.models import User
from nhip.organisation.periods.models import Calendar
from nhip.organisation.periods.queries import working_days
from nhip.organisation.periods.rules import (
    DueTooSoon,
    Term,
    WorkingDays,
    place_of,
    span_of,
    today,
    usual_term,
)
from nhip.organisation.units.models import Organ
from nhip.work.duties.actions import publish_regime, save_regime
from nhip.work.duties.models import Regime
from nhip.work.duties.rules import check_term
from nhip.work.forms.actions import (
    CheckTerms,
    add_check,
    add_rows,
    add_section,
    change_section,
    publish_form,
    write_form,
)
from nhip.work.forms.choices import Check, Severity
from nhip.work.forms.models import Form, Row
from nhip.work.indicators.actions import define_indicator
from nhip.work.indicators.choices import Origin
from nhip.work.indicators.models import Indicator

from .starter import Counted, Package

DAYS_LESS_A_LEVEL = (2, 1)  # time for the level above to add up (Decree 09/2019/NĐ-CP, art. 8.5)
ORDER = 100  # starter indicators stand after what is counted from records


def publish(
    package: Package,
    organ: Organ,
    calendar: Calendar,
    levels: Collection[int],
    *,
    by: User,
    at: datetime,
) -> Regime:
    """Return the regime of a package, put into force now if it was not: its form, obligations and all.

    It holds from the first day of the running period, so that there is something to report at once.
    Raises what publishing raises, or PermissionDenied.
    """
    if known := Regime.objects.filter(code=package.code).exclude(published_at=None).first():
        return known
    form = _form(package, organ, by, at)
    term, on = usual_term(calendar.first_day), today(at)
    place = place_of(calendar.first_day, package.frequency, on)
    fields = {
        "code": package.code,
        "name": package.name,
        "content": package.content,
        "organ": organ,
        "recipient": organ.name,
        "form": form,
        "calendar": calendar,
        "frequency": package.frequency,
        "levels": sorted(levels),
        "due_rule": term.rule,
        "due_days": term.number,
        "days_less_a_level": days_less(
            term, calendar.first_day, package.frequency, levels, on, working_days()
        ),
        "start_on": span_of(calendar.first_day, package.frequency, *place).start_on,
    }
    regime = save_regime(Regime(), fields, by=by, at=at)
    return publish_regime(regime, by=by, at=at)


def days_less(
    term: Term, first_day: int, kind: str, levels: Collection[int], on: date, worked: WorkingDays
) -> int:
    """Return how many days sooner each level further down is due: as many as holidays leave room for.

    Where not even one fits, publishing says which level is due too soon.
    """
    if len(levels) < 2:
        return 0
    for less in DAYS_LESS_A_LEVEL:
        with suppress(DueTooSoon):
            check_term(replace(term, less_a_level=less), first_day, kind, levels, on, worked)
            return less
    return DAYS_LESS_A_LEVEL[-1]


def _form(package: Package, organ: Organ, by: User, at: datetime) -> Form:
    indicators: dict[str, Indicator] = {}
    for place, counted in enumerate(package.counted):
        indicators[counted.key] = _indicator(counted, ORDER + place, indicators, by, at)
    form = write_form(package.name, organ, by=by, at=at)
    for part in package.parts:
        section = add_section(form, part.title, by=by, at=at)
        asked = [(indicators[counted.key], "") for counted in part.rows]
        rows = add_rows(section, asked, by=by, at=at) if asked else []
        change_section(
            section, part.title, part.guidance, {row.pk: ("", True) for row in rows}, by=by, at=at
        )
        named = dict(zip((counted.key for counted in part.rows), rows, strict=True))
        for counted in part.rows:
            if counted.not_above:
                _check(named[counted.key], named[counted.not_above], by, at)
    return publish_form(form, by=by, at=at)


def _check(row: Row, other: Row, by: User, at: datetime) -> None:
    terms = CheckTerms(Check.NOT_ABOVE, Severity.ERROR, others=(other.pk,))
    add_check(row, terms, by=by, at=at)


def _indicator(
    counted: Counted, place: int, known: dict[str, Indicator], by: User, at: datetime
) -> Indicator:
    fields: dict[str, object] = {
        "name": counted.name,
        "definition": counted.definition,
        "measure": counted.measure,
        "origin": Origin.COLLECTED,
        "sort_order": place,
    }
    if counted.ratio:
        over, under = counted.ratio
        fields |= {
            "origin": Origin.RATIO,
            "decimals": 1,
            "numerator": known[over],
            "denominator": known[under],
        }
    return define_indicator(counted.key, fields, by=by, at=at)
