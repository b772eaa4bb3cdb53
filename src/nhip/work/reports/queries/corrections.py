"""What a correction of accepted figures moves: totals above, and texts that cite them."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from nhip.office.figures.choices import Basis
from nhip.office.figures.queries import CitedIn, texts_of, touched
from nhip.office.figures.registry import Event, Move
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.periods.choices import PeriodKind
from nhip.organisation.periods.models import Period
from nhip.organisation.periods.rules import Span, label_of, places_in, span_of
from nhip.organisation.units.queries import ground_of
from nhip.work.indicators.queries import Window, asked_query, with_ratios

from .. import rules
from ..choices import Step
from ..models import Revision


@dataclass(frozen=True)
class Moved:
    """The totals of one unit: (period in words, address of its totals, "" where one may not look)."""

    unit: str
    periods: list[tuple[str, str]]


@dataclass(frozen=True)
class Correction:
    """What accepting a correction moves."""

    reason: str
    figures: list[str]
    totals: list[Moved]
    texts: list[CitedIn]


def correction(revision: Revision, user: User) -> Correction | None:
    """Return what a revision moves against the accepted one it corrects; None if it corrects none."""
    report = revision.report
    steps = report.steps.order_by("pk").values_list("step", "revision_id")
    standing = rules.standing_after(steps)
    if standing.accepted is None or standing.submitted != revision.pk != standing.accepted:
        return None
    accepted = Revision.objects.get(pk=standing.accepted)
    changed = rules.changes_between(accepted.content, revision.content).figures
    rows = report.blank.by_place()
    keys = with_ratios({rows[place].key for place in changed})
    period, unit_id = report.obligation.period, report.unit_id
    event = Event("", revision.submitted_at)
    days = period.start_on, period.end_on
    pins = [pin for pin, _events in touched([Move(keys, unit_id, *days, event, Basis.ACCEPTED)])]
    opened = report.steps.filter(step__in=[Step.REOPENED, Step.RETURNED]).order_by("pk").last()
    return Correction(
        opened.reason if opened else "",
        [rows[place].name for place in changed],
        _moved(unit_id, period, user) if changed else [],
        texts_of(pins),
    )


def _moved(unit_id: int, period: Period, user: User) -> list[Moved]:
    """Return the units above, by the ground each window stands on, each with the windows it counts in."""
    seen = unit_ids(user, "indicators.see")
    found: dict[int, Moved] = {}
    for words, span in _wider(period):
        window = Window(span.start_on, span.end_on, Basis.ACCEPTED)
        for above in ground_of(span.start_on, span.end_on).above(unit_id):
            address = _address(above.code, window) if above.id in seen else ""
            found.setdefault(above.id, Moved(above.name, [])).periods.append((words, address))
    return list(found.values())


def _wider(period: Period) -> list[tuple[str, Span]]:
    """Return the period and the wider ones of its calendar that hold it whole, up to the year."""
    found = {period.label: period.span}
    for kind in (PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.NINE_MONTHS, PeriodKind.YEAR):
        for year in (period.start_on.year, period.end_on.year):
            for place in places_in(kind, year):
                span = span_of(period.calendar.cut, kind, *place)
                if span.start_on <= period.start_on and period.end_on <= span.end_on:
                    found.setdefault(label_of(kind, *place), span)
    return sorted(found.items(), key=lambda each: each[1].end_on - each[1].start_on)


def _address(code: str, window: Window) -> str:
    return f"{reverse('indicators:totals')}?{urlencode(asked_query(code, window))}"
