"""Proving totals: what is kept to be added up against what the entries' own revisions say, and mending it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from nhip.organisation.journal.actions import record
from nhip.organisation.periods.models import Period

from .. import adding, queries, registry
from ..choices import Stage
from ..models import Slice, Statement, Subtotal
from ..registry import SaidAnew
from .places import all_places
from .subtotals import add_up, lock_said, make_anew, subtotals_of

AT_ONCE = 500  # rows a statement

_Said = tuple[str, int, int]  # source, entry, revision


@transaction.atomic
def prove_period(period: Period, *, mends: bool, at: datetime) -> list[str]:
    """Name all that is not as it would be were it made again from what was handed in; mend it, if asked.

    Nothing of the period is put meanwhile.
    """
    lock_said()
    said = {
        (each.source, each.source_id, each.revision): each
        for collector in registry.collectors()
        for each in collector.said(period.pk)
    }
    if said:
        Slice.objects.get_or_create(period=period)
    if Slice.objects.filter(period=period).exists():
        add_up(period.pk)
    found = [*_statements(period, said), *_subtotals(period)]
    if found and mends:
        _say_again(period, said)
        make_anew(period.pk)
        record("totals.mended", about=period, by=None, at=at, said={"differences": found[:20]})
    return found


def _statements(period: Period, said: dict[_Said, SaidAnew]) -> Iterator[str]:
    """Compare what is kept with what was said."""
    kept: dict[_Said, SaidAnew] = {}
    rows = Statement.objects.filter(period=period).select_related("places")
    for each in rows:
        stages = [stage for stage in Stage.values if getattr(each, f"is_{stage}")]
        key = each.source, each.source_id, each.revision
        kept[key] = SaidAnew(
            *key,
            each.unit_id,
            frozenset(stages),
            tuple((pk, item) for pk, item in each.places.row),
            bytes(each.figures),
            each.submitted_at,
        )
    for key in sorted(kept.keys() | said.keys()):
        if kept.get(key) != said.get(key):
            yield f"{period}: statement {' '.join(map(str, key))}"


def _subtotals(period: Period) -> Iterator[str]:
    """Compare subtotals with what is kept of what was said."""
    anew = subtotals_of(period.pk, queries.trees_of_periods([period.pk])[period.pk])
    kept = {
        (each.period_id, each.stage, each.unit_id, each.places_id): adding.read(bytes(each.sums))
        for each in Subtotal.objects.filter(period=period)
    }
    for key in sorted(kept.keys() | anew.keys()):
        if not adding.equal(kept.get(key, 0), anew.get(key, 0)):
            _period, stage, unit_id, places = key
            yield f"{period}: subtotal of unit {unit_id}, {stage}, places {places}"


def _say_again(period: Period, said: dict[_Said, SaidAnew]) -> None:
    """Keep what was said, in the order it came."""
    Statement.objects.filter(period=period).delete()
    places = all_places({each.places for each in said.values()})
    Statement.objects.bulk_create(
        (
            Statement(
                unit_id=each.unit_id,
                period=period,
                places=places[each.places],
                figures=each.figures,
                is_submitted=Stage.SUBMITTED in each.stages,
                is_accepted=Stage.ACCEPTED in each.stages,
                source=each.source,
                source_id=each.source_id,
                revision=each.revision,
                submitted_at=each.submitted_at,
                accepted_at=each.accepted_at,
            )
            for each in said.values()
        ),
        batch_size=AT_ONCE,
    )
