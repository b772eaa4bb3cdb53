"""Subtotals of units that have others below them: kept as values are put, made anew where the tree changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from nhip.organisation.units.rules import Tree

from .. import adding, queries
from ..adding import Sums
from ..models import PendingSum, Slice, Statement, Subtotal

AT_ONCE = 500  # rows a statement


@dataclass(frozen=True)
class Change:
    """What a unit's figures of a period and stage, in a row of places, changed by."""

    unit: int
    period: int
    stage: str
    places: int
    sums: Sums


def add_changes(changes: Sequence[Change]) -> None:
    """Let subtotals follow; on PostgreSQL a moment later: until then reading adds the changes."""
    if not changes:
        return
    period_ids = {each.period for each in changes}
    standing = queries.trees_of_periods(period_ids)
    Slice.objects.bulk_create(
        [Slice(period_id=pk, shape=standing[pk].shape) for pk in sorted(period_ids)],
        ignore_conflicts=True,
    )
    if connection.vendor == "postgresql":
        PendingSum.objects.bulk_create(
            [
                PendingSum(
                    unit_id=each.unit,
                    period_id=each.period,
                    stage=each.stage,
                    places_id=each.places,
                    sums=adding.write(each.sums),
                )
                for each in changes
            ],
            batch_size=AT_ONCE,
        )
        return
    shapes = dict(Slice.objects.filter(pk__in=period_ids).values_list("pk", "shape"))
    stale = {pk for pk, shape in shapes.items() if shape != standing[pk].shape}
    if stale:  # they lack this, even should the tree come back to the shape they were made by
        Slice.objects.filter(pk__in=stale).update(shape="")
    _add([each for each in changes if each.period not in stale], standing)


@transaction.atomic
def add_up(period_id: int) -> None:
    """Add what was put meanwhile to the subtotals of a period, or make them anew where its tree changed."""
    kept = Slice.objects.select_for_update().get(pk=period_id)
    standing = queries.trees_of_periods([period_id])
    if kept.shape != standing[period_id].shape:
        make_anew(period_id)
        return
    pending = list(PendingSum.objects.filter(period=period_id))
    changes = [
        Change(each.unit_id, period_id, each.stage, each.places_id, adding.read(bytes(each.sums)))
        for each in pending
    ]
    _add(changes, standing)
    PendingSum.objects.filter(pk__in=[each.pk for each in pending]).delete()


def add_up_all(*, at: datetime) -> None:
    """Add up every period that waits for it; the worker runs this."""
    kept = dict(Slice.objects.values_list("pk", "shape"))
    standing = queries.trees_of_periods(kept)
    waiting = {pk for pk, shape in kept.items() if shape != standing[pk].shape}
    waiting |= set(PendingSum.objects.values_list("period", flat=True).distinct())
    for period_id in sorted(waiting):
        add_up(period_id)


def _add(changes: Iterable[Change], standing: Mapping[int, Tree]) -> None:
    found: dict[tuple[int, str, int, int], Sums] = {}
    for each in changes:
        for unit_id in adding.above(standing[each.period], each.unit):
            key = each.period, each.stage, unit_id, each.places
            found[key] = found.get(key, 0) + each.sums
    if not found:
        return
    for kept in Subtotal.objects.filter(
        period__in={key[0] for key in found},
        stage__in={key[1] for key in found},
        unit__in={key[2] for key in found},
    ):
        key = kept.period_id, kept.stage, kept.unit_id, kept.places_id
        if key in found:
            found[key] = found[key] + adding.read(bytes(kept.sums))
    _write(found)


def make_anew(period_id: int) -> None:
    """Make the subtotals of a period from what was said, by the tree of its last day."""
    lock_said()
    tree = queries.trees_of_periods([period_id])[period_id]
    Subtotal.objects.filter(period=period_id).delete()
    PendingSum.objects.filter(period=period_id).delete()
    _write(subtotals_of(period_id, tree))
    Slice.objects.filter(pk=period_id).update(shape=tree.shape)


@transaction.atomic
def make_all_anew() -> None:
    """Make the subtotals of every period from what was said."""
    for period_id in Slice.objects.order_by("pk").values_list("pk", flat=True):
        make_anew(period_id)


def lock_said() -> None:
    """Let nobody say anything meanwhile: it would be counted twice, or not at all. SQLite lets one write."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {Statement._meta.db_table} IN SHARE MODE")


def subtotals_of(period_id: int, tree: Tree) -> dict[tuple[int, str, int, int], Sums]:
    """Return the subtotals of a period as what was said makes them, by period, stage, unit and places."""
    blocks = queries.said_in(period_id)
    added = {id(its): [adding.added_up(each, tree) for each in its] for its in blocks.values()}
    return {
        (period_id, stage, unit_id, block.places): sums
        for stage, its in blocks.items()
        for block, found in zip(its, added[id(its)], strict=True)
        for unit_id, sums in found.items()
    }


def _write(found: Mapping[tuple[int, str, int, int], Sums]) -> None:
    Subtotal.objects.bulk_create(
        [
            Subtotal(
                period_id=period_id,
                stage=stage,
                unit_id=unit_id,
                places_id=places,
                sums=adding.write(sums),
            )
            for (period_id, stage, unit_id, places), sums in found.items()
        ],
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["period", "stage", "unit", "places"],
        update_fields=["sums"],
    )
