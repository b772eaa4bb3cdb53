"""Sums of what units said: from the subtotals of units above them, and from what they said themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from nhip.organisation.units.rules import Ground, Members, Tree

from .. import adding, rules
from ..adding import FigureBlock, IndicatorItem, Said, Sums
from ..choices import TimeRule
from ..models import Indicator, PendingSum, Slice, Statement, Subtotal
from ..packing import MISSING, NIL
from ..rules import Cell
from .grounds import Groups, Window
from .owed import Days
from .reading import MANY, rows_of_places, said_blocks, trees_at_ends

SUBTOTAL, PENDING, SAID = range(3)

_Slot = tuple[int, int]  # period, row of places
_Sums = dict[_Slot, Sums]


@dataclass(frozen=True)
class _Way:
    """How a group's sum of a period is come by: a unit's subtotal, units it lacks, units it should not hold."""

    top: int | None
    lacks: frozenset[int]
    exceeds: frozenset[int] = frozenset()

    @property
    def apart(self) -> frozenset[int]:
        """Return the units whose own words are needed."""
        return self.lacks | self.exceeds


def read(
    groups: Groups, ground: Ground, window: Window, periods: Days, indicators: Sequence[Indicator]
) -> dict[int, dict[int, list[Cell]]]:
    """Return what the units of each group said in these periods, by group and indicator.

    A cell is the sum of an item and period; where periods overlap and somebody spoke for both, of one unit.
    """
    wanted = {each.pk for each in indicators}
    slices = dict(Slice.objects.filter(pk__in=periods).values_list("pk", "shape"))
    trees = trees_at_ends({pk: periods[pk][1] for pk in slices})
    ways = {group: _ways(group, its, ground, slices, trees) for group, its in groups.items()}
    shared = {group: ground.shared(members) for group, members in groups.items()}
    store = _Store.of(ways, shared, window.basis, trees)
    columns = {
        key: [(number, place) for number, place in enumerate(row) if place[0] in wanted]
        for key, row in store.places.items()
    }
    found = {}
    for group, members in groups.items():
        sums = store.sums(ways[group])
        for slot, more in store.shares(shared[group], members, ground).items():
            sums[slot] = sums.get(slot, 0) + more
        cells = _cells(sums, columns, periods)
        twice = [
            pk
            for pk, its in cells.items()
            if rules.overlap(rules.whole(its, window.start_on, window.end_on))
        ]
        if twice:
            cells |= cells_by_unit(twice, members, ground, window, periods)
        found[group] = cells
    return found


def cells_by_unit(
    indicator_ids: Collection[int],
    members: Members,
    ground: Ground,
    window: Window,
    periods: Days,
) -> dict[int, list[Cell]]:
    """Return what each unit of a group said in these periods, by indicator; of one shared, the group's part."""
    found: dict[int, list[Cell]] = {}
    blocks = said_blocks(window.basis, list(periods), members.units)
    places = rows_of_places(block.places for block in blocks)
    for block in blocks:
        for number, (indicator_id, item) in enumerate(places[block.places]):
            if indicator_id not in indicator_ids:
                continue
            column = block.figures[:, number].tolist()
            lines = zip(block.units.tolist(), block.periods.tolist(), column, strict=True)
            found.setdefault(indicator_id, []).extend(
                Cell(
                    item,
                    unit_id,
                    period_id,
                    *periods[period_id],
                    0 if said == NIL else ground.share(members, unit_id, said),
                    nil_n=int(said == NIL),
                )
                for unit_id, period_id, said in lines
                if said != MISSING
            )
    for its in found.values():
        its.sort(key=lambda cell: (cell.start_on, cell.period_id))
    return found


def last_days(
    indicators: Iterable[Indicator],
    cells: Iterable[Mapping[int, Sequence[Cell]]],
    window: Window,
) -> dict[int, date]:
    """Return the day on which the last reported period ends, for indicators with that time rule.

    It is the same for all units added up: one that reported only earlier is missing.
    """
    last = [each.pk for each in indicators if each.time_rule == TimeRule.LAST]
    ends: dict[int, date] = {}
    for its in cells:
        for pk in last:
            for cell in rules.whole(its.get(pk, ()), window.start_on, window.end_on):
                ends[pk] = max(ends.get(pk, cell.end_on), cell.end_on)
    return ends


def _ways(
    group: int,
    members: Members,
    ground: Ground,
    slices: Mapping[int, str],
    trees: Mapping[int, Tree],
) -> dict[int, _Way]:
    """Find the cheapest way to the sum of each period: by a subtotal where it holds about the same units."""
    wanted = members.units - ground.shared(members)
    known: dict[int, _Way] = {}
    found = {}
    for period_id, shape in slices.items():
        tree = trees[period_id]
        if shape != tree.shape:
            found[period_id] = _Way(None, wanted)
            continue
        if id(tree) not in known:
            known[id(tree)] = _way(group, wanted, tree)
        found[period_id] = known[id(tree)]
    return found


def _way(top: int, wanted: frozenset[int], tree: Tree) -> _Way:
    held = frozenset(tree.subtree(top))
    lacks, exceeds = wanted - held, held - wanted
    if len(held) < 2 or len(lacks) + len(exceeds) >= len(wanted):
        return _Way(None, wanted)
    return _Way(top, lacks, exceeds)


@dataclass(frozen=True)
class _Store:
    """What was read for all groups, in one statement: nothing is added up twice or left out meanwhile."""

    subtotals: Mapping[
        tuple[int, int], Mapping[int, Sums]
    ]  # by unit and period, then row of places
    blocks: Sequence[FigureBlock]
    lines: Sequence[Mapping[tuple[int, int], Sequence[int]]]  # of each block, by unit and period
    places: Mapping[int, Sequence[IndicatorItem]]

    @classmethod
    def of(
        cls,
        ways: Mapping[int, Mapping[int, _Way]],
        shared: Mapping[int, frozenset[int]],
        stage: str,
        trees: Mapping[int, Tree],
    ) -> _Store:
        """Read what these ways lead by."""
        every = [(period_id, way) for its in ways.values() for period_id, way in its.items()]
        tops = {way.top for _period, way in every if way.top is not None}
        also = frozenset().union(*shared.values())
        apart = also.union(*(way.apart for _period, way in every))
        added = {period_id for period_id, way in every if way.top is not None}
        alone = {period_id for period_id, way in every if way.apart or also}
        subtotals: dict[tuple[int, int], dict[int, Sums]] = {}
        said: list[Said] = []
        for kind, unit_id, period_id, places, packed, _pk in _rows(
            stage, tops, added, apart, alone
        ):
            if kind == SAID:
                said.append((unit_id, period_id, places, packed))
                continue
            sums = adding.read(bytes(packed))
            at = [unit_id] if kind == SUBTOTAL else adding.above(trees[period_id], unit_id)
            for each in at:
                its = subtotals.setdefault((each, period_id), {})
                its[places] = its.get(places, 0) + sums
        rows = rows_of_places(
            {each[2] for each in said} | {key for its in subtotals.values() for key in its}
        )
        blocks = adding.blocks(said, rows)
        return cls(subtotals, blocks, [_lines(block) for block in blocks], rows)

    def sums(self, ways: Mapping[int, _Way]) -> _Sums:
        """Add up one group."""
        found: _Sums = {}
        for period_id, way in ways.items():
            if way.top is not None:
                for places, sums in self.subtotals.get((way.top, period_id), {}).items():
                    found[period_id, places] = sums
            for block, lines in zip(self.blocks, self.lines, strict=True):
                slot = period_id, block.places
                for units, sign in ((way.lacks, 1), (way.exceeds, -1)):
                    its = [line for unit in units for line in lines.get((unit, period_id), ())]
                    if its:
                        sums = sign * adding.added(block.figures[its])
                        found[slot] = found.get(slot, 0) + sums
        return found

    def shares(self, shared: frozenset[int], members: Members, ground: Ground) -> _Sums:
        """Add up the part a group has of units it shares with others."""
        found: _Sums = {}
        for block, lines in zip(self.blocks, self.lines, strict=True):
            for (unit_id, period_id), its in lines.items():
                if unit_id not in shared:
                    continue
                figures = block.figures[its]
                for place in np.argwhere(figures > NIL).tolist():
                    said = int(figures[*place])
                    figures[*place] = ground.share(members, unit_id, said)
                slot = period_id, block.places
                found[slot] = found.get(slot, 0) + adding.added(figures)
        return found


def _lines(block: FigureBlock) -> dict[tuple[int, int], list[int]]:
    """Return the lines of a block by unit and period: two sources may fill the same row of places."""
    found: dict[tuple[int, int], list[int]] = {}
    keys = zip(block.units.tolist(), block.periods.tolist(), strict=True)
    for line, key in enumerate(keys):
        found.setdefault(key, []).append(line)
    return found


def _rows(
    stage: str,
    tops: Collection[int],
    added: Collection[int],
    apart: Collection[int],
    alone: Collection[int],
) -> list[tuple[int, int, int, int, bytes, int]]:
    """Read subtotals, what waits to be added to them, and what units said, in the order it was said."""

    def kind(number: int) -> Cast:
        return Cast(Value(number), IntegerField())

    queries: list[QuerySet[Any, Any]] = []
    if tops:
        kept = Subtotal.objects.filter(stage=stage, period__in=added)
        if len(tops) <= MANY:
            kept = kept.filter(unit__in=tops)
        queries.append(
            kept.values_list(kind(SUBTOTAL), "unit", "period", "places", "sums", "pk").order_by()
        )
        if connection.vendor == "postgresql":
            waiting = PendingSum.objects.filter(stage=stage, period__in=added)
            columns = ("unit", "period", "places", "sums", "pk")
            queries.append(waiting.values_list(kind(PENDING), *columns).order_by())
    if apart:
        said = Statement.objects.filter(**{f"is_{stage}": True}, period__in=alone)
        if len(apart) <= MANY:
            said = said.filter(unit__in=apart)
        columns = ("unit", "period", "places", "figures", "pk")
        queries.append(said.values_list(kind(SAID), *columns).order_by())
    if not queries:
        return []
    first, *others = queries
    rows = first.union(*others, all=True) if others else first
    return sorted(rows, key=lambda row: row[-1])


def _cells(
    sums: _Sums, columns: Mapping[int, Sequence[tuple[int, IndicatorItem]]], periods: Days
) -> dict[int, list[Cell]]:
    """Write columns of sums as cells, in the order of their periods; two rows of places make one."""
    found: dict[tuple[int, IndicatorItem], Cell] = {}
    for (period_id, key), its in sums.items():
        numbers = [number for number, _place in columns[key]]
        said = zip(columns[key], its[:, numbers].T.tolist(), strict=True)
        for (_number, place), (high, low, n, nil_n) in said:
            if not n:
                continue
            amount = high * adding.HALF + low
            if before := found.get((period_id, place)):
                found[period_id, place] = replace(
                    before,
                    amount=before.amount + amount,
                    n=before.n + n,
                    nil_n=before.nil_n + nil_n,
                )
            else:
                cell = Cell(place[1], None, period_id, *periods[period_id], amount, n, nil_n)
                found[period_id, place] = cell
    cells: dict[int, list[Cell]] = {}
    for (_period, (indicator_id, _item)), cell in found.items():
        cells.setdefault(indicator_id, []).append(cell)
    for each in cells.values():
        each.sort(key=lambda cell: (cell.start_on, cell.period_id))
    return cells
