"""Indicators and forms of the demonstration, defined and designed by the planner's own verbs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from nhip.organisation.accounts.models import User
from nhip.organisation.units.models import Organ
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
from nhip.work.indicators.actions import NewIndicator, define_indicators
from nhip.work.indicators.choices import Origin
from nhip.work.indicators.models import Indicator

from .forms import DemoRow, Outline

Indicators = dict[str, Indicator]


def define(asked: Iterable[DemoRow], *, since: int, by: User, at: datetime) -> Indicators:
    """Define what forms ask for; in lists they stand from place `since` on. Return them by key."""
    rows = [_new(row, since + order) for order, row in enumerate(asked)]
    made = define_indicators(rows, by=by, at=at)
    return {each.key: each for each in made}


def _new(row: DemoRow, place: int) -> NewIndicator:
    fields: dict[str, object] = {
        "name": row.name,
        "definition": row.definition,
        "measure": row.measure,
        "origin": Origin.RATIO if row.ratio else Origin.COLLECTED,
        "decimals": 1 if row.ratio else 0,
        "norm": row.norm[0] if row.norm else None,
        "norm_side": row.norm[1] if row.norm else "",
        "is_sensitive": row.is_sensitive,
        "is_sample": True,
        "sort_order": place,
    }
    return NewIndicator(row.key, fields, row.items, row.ratio)


def design(
    code: str,
    name: str,
    outline: Sequence[Outline],
    indicators: Indicators,
    organ: Organ,
    *,
    by: User,
    at: datetime,
) -> Form:
    """Design a form and publish it: whole rows each with the items of its breakdown, and its checks."""
    form = write_form(name, organ, code=code, by=by, at=at)
    rows: dict[str, Row] = {}
    for part in outline:
        section = add_section(form, part.title, by=by, at=at)
        places = [
            (indicators[row.key], item)
            for row in part.rows
            for item in ("", *(code for code, _name in row.items))
        ]
        made = add_rows(section, places, by=by, at=at)
        rows |= {row.indicator.key: row for row in made if not row.item}
        headings = {rows[row.key].pk: (row.group, True) for row in part.rows if row.group}
        change_section(section, part.title, part.guidance, headings, by=by, at=at)
        for row in part.rows:
            _check(row, rows, by, at)
    return publish_form(form, by=by, at=at)


def _check(row: DemoRow, rows: dict[str, Row], by: User, at: datetime) -> None:
    if row.items:
        terms = CheckTerms(Check.SUM_OF, Severity.ERROR)
        add_check(rows[row.key], terms, by=by, at=at)
    if row.not_above:
        other = (rows[row.not_above].pk,)
        terms = CheckTerms(Check.NOT_ABOVE, Severity.ERROR, others=other)
        add_check(rows[row.key], terms, by=by, at=at)
