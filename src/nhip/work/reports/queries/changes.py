"""What changed between two moments in the reports a person may see: steps, corrections, totals, lateness."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.urls import reverse

from nhip.kit.text.rules import write_figure
from nhip.office.figures.choices import Basis
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.periods.models import Period
from nhip.organisation.periods.rules import today
from nhip.organisation.units.models import Unit
from nhip.organisation.units.queries import tree
from nhip.work.duties.models import Obligation
from nhip.work.duties.queries import Duty, duties_of, title_of
from nhip.work.indicators.models import Indicator
from nhip.work.indicators.queries import explain_address, totals

from .. import rules
from ..choices import Step
from ..models import Report, ReviewStep, Revision

DECIDING = [Step.SUBMITTED, Step.RETURNED, Step.ACCEPTED, Step.REOPENED, Step.WITHDRAWN]
PERIODS = 6  # whose totals are asked for


@dataclass(frozen=True)
class LatestStep:
    """The last thing that was done with a report, and the version it was done to."""

    step: Step
    unit: str
    title: str
    url: str


@dataclass(frozen=True)
class Corrected:
    """A report whose accepted figures changed: each with its name, before and after, in words."""

    unit: str
    title: str
    figures: list[tuple[str, str, str]]
    url: str


@dataclass(frozen=True)
class MovedTotal:
    """A total of accepted figures of a period, before and after, in words ("–" where there was none)."""

    indicator: Indicator
    period: str
    old: str
    new: str
    url: str


@dataclass(frozen=True)
class WhatChanged:
    """All that changed, the latest first; totals in the order of their indicators."""

    steps: list[LatestStep]
    corrected: list[Corrected]
    newly_late: list[Duty]
    totals: list[MovedTotal]


@dataclass(frozen=True)
class _Moved:
    """A report whose accepted revision is another one now than it was."""

    report: Report
    last: ReviewStep
    before: Revision | None
    after: Revision | None


def changed_since(user: User, unit: Unit, start: datetime, at: datetime) -> WhatChanged:
    """Return what changed after `start` up to `at`, in the units whose reports this person sees.

    Totals are those of `unit`. The number of queries grows with the periods moved (six at most),
    not with units or reports.
    """
    seen = unit_ids(user, "reports.see", today(at))
    taken = ReviewStep.objects.filter(report__unit__in=seen, taken_at__lte=at, step__in=DECIDING)
    touched = taken.filter(taken_at__gt=start).order_by().values("report")
    steps = taken.filter(report__in=touched).order_by("report", "taken_at", "pk")
    named = steps.select_related(
        "report__unit", "report__obligation__regime", "report__obligation__period", "revision"
    ).defer("revision__figures", "revision__rest")
    by_report = [list(group) for _pk, group in groupby(named, key=lambda step: step.report_id)]
    moved = _moved(by_report, start)
    keys = {key for each in moved for key in _whole(each.before) | _whole(each.after)}
    known = {each.key: each for each in Indicator.objects.filter(key__in=keys)}
    return WhatChanged(
        _latest(by_report),
        [_corrected(each, known) for each in moved if each.before and each.after],
        _newly_late(seen, start, at),
        _totals(moved, known, user, unit),
    )


def _latest(by_report: Iterable[list[ReviewStep]]) -> list[LatestStep]:
    last = [steps[-1] for steps in by_report if steps[-1].step != Step.WITHDRAWN]
    return [
        LatestStep(
            Step(step.step),
            step.report.unit.name,
            title_of(step.report.obligation),
            _address(step),
        )
        for step in sorted(last, key=lambda step: (step.taken_at, step.pk), reverse=True)
    ]


def _address(step: ReviewStep) -> str:
    number = step.revision.number if step.revision else 1
    return reverse("reports:revision", args=[step.report_id, number])


def _moved(by_report: Iterable[list[ReviewStep]], start: datetime) -> list[_Moved]:
    found = []
    for steps in by_report:
        then = rules.standing_after(
            (step.step, step.revision_id) for step in steps if step.taken_at <= start
        ).accepted
        now = rules.standing_after((step.step, step.revision_id) for step in steps).accepted
        if then != now:
            found.append((steps[-1], then, now))
    named = Revision.objects.filter(pk__in=[pk for _step, *both in found for pk in both if pk])
    revisions = {each.pk: each for each in named.with_places()}
    return [
        _Moved(step.report, step, revisions.get(then or 0), revisions.get(now or 0))
        for step, then, now in sorted(found, key=lambda each: each[0].taken_at, reverse=True)
    ]


def _corrected(moved: _Moved, known: Mapping[str, Indicator]) -> Corrected:
    old, new = _whole(moved.before), _whole(moved.after)
    return Corrected(
        moved.report.unit.name,
        title_of(moved.report.obligation),
        [
            (
                known[key].name,
                _written(known[key], old.get(key)),
                _written(known[key], new.get(key)),
            )
            for key in [*new, *(old.keys() - new.keys())]
            if key in known and old.get(key) != new.get(key)
        ],
        _address(moved.last),
    )


def _written(indicator: Indicator, amount: int | None) -> str:
    return "–" if amount is None else write_figure(amount, indicator.decimals)


def _whole(revision: Revision | None) -> dict[str, int]:
    """Return the amounts a version itself brings in, by indicator, breakdowns left out."""
    rows = revision.content["figures"] if revision else ()
    return {
        row["indicator"]: row["amount"] for row in rows if not row["item"] and "from" not in row
    }


def _newly_late(seen: Collection[int], start: datetime, at: datetime) -> list[Duty]:
    """Return what was in time at `start` and is overdue now."""
    late = Obligation.objects.of(seen).overdue(at).not_over(start)
    return duties_of(late.order_by("-due_on", "unit__sort_order", "unit__code"), at)


def _totals(
    moved: Iterable[_Moved], known: Mapping[str, Indicator], user: User, unit: Unit
) -> list[MovedTotal]:
    if unit.pk not in unit_ids(user, "indicators.see"):
        return []
    by: dict[Period, dict[str, tuple[int, int]]] = {}  # amounts and reports that came in
    for each in moved:
        period = each.report.obligation.period
        places = tree(period.span.last_on)
        if unit.pk not in places or each.report.unit_id not in places.subtree(unit.pk):
            continue
        old, new = _whole(each.before), _whole(each.after)
        for key in known.keys() & (old.keys() | new.keys()):
            amount, n = by.setdefault(period, {}).get(key, (0, 0))
            amount += new.get(key, 0) - old.get(key, 0)
            by[period][key] = amount, n + (key in new) - (key in old)
    found = [
        moved_total
        for period, deltas in list(by.items())[:PERIODS]
        for moved_total in _totals_of(period, deltas, known, unit)
    ]
    return sorted(found, key=lambda each: (each.indicator.sort_order, each.indicator.key))


def _totals_of(
    period: Period,
    deltas: Mapping[str, tuple[int, int]],
    known: Mapping[str, Indicator],
    unit: Unit,
) -> Iterator[MovedTotal]:
    window = (period.start_on, period.end_on, Basis.ACCEPTED)
    now = totals([known[key] for key in deltas], unit.pk, *window)
    for key, (amount, n) in deltas.items():
        total = now[known[key].pk]
        old = None if total.n <= n else (total.amount or 0) - amount
        if old != total.amount:
            yield MovedTotal(
                known[key],
                period.label,
                _written(known[key], old),
                _written(known[key], total.amount),
                explain_address(key, unit.code, *window),
            )
