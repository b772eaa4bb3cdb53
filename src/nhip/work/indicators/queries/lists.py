"""What a total is made of, row by row: the records counted, or the reports added up."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import overload

from django.utils import timezone

from nhip.kit.text.rules import write_figure
from nhip.organisation.periods.models import Period
from nhip.organisation.units.rules import Ground, Members

from .. import registry, rules
from ..choices import Origin, Stage
from ..models import Indicator, Value
from ..registry import WHOLE, CountedRow, Part
from ..rules import Cell
from .grounds import Window
from .owed import periods_touching
from .sums import cells_of, last_days
from .totals import part_of


@dataclass(frozen=True)
class CountedList:
    """The rows behind the total of an indicator, and the permissions with which one of them is opened."""

    indicator: Indicator
    rows: Sequence[CountedRow]
    sees: Collection[str] = ()


class ReportRows(Sequence[CountedRow]):
    """Reports added up, as rows: `len()` says how many, a slice reads their periods and pages."""

    def __init__(self, indicator: Indicator, cells: Sequence[Cell], stage: str) -> None:
        self.indicator, self.cells, self.stage = indicator, cells, stage

    def __len__(self) -> int:
        return len(self.cells)

    @overload
    def __getitem__(self, place: int) -> CountedRow: ...
    @overload
    def __getitem__(self, place: slice) -> list[CountedRow]: ...
    def __getitem__(self, place: int | slice) -> CountedRow | list[CountedRow]:
        if isinstance(place, slice):
            return self._read(self.cells[place])
        return self._read([self.cells[place]])[0]

    def _read(self, cells: Sequence[Cell]) -> list[CountedRow]:
        periods = Period.objects.in_bulk({cell.period_id for cell in cells})
        values = {
            (value.unit_id, value.period_id): value
            for value in Value.objects.filter(
                indicator=self.indicator, item="", stage=self.stage, period__in=periods,
                unit__in={cell.unit_id for cell in cells},
            )
        }  # fmt: skip
        urls = _addresses(values.values())
        found = []
        for cell in cells:
            value = values[cell.unit_id or 0, cell.period_id]
            found.append(
                CountedRow(
                    text=periods[cell.period_id].label,
                    on=timezone.localdate(value.entered_at),
                    unit_id=value.unit_id,
                    url=urls.get((value.source, value.source_id), ""),
                    by="",
                    adds=write_figure(cell.amount, self.indicator.decimals),
                )
            )
        return found


def _addresses(values: Collection[Value]) -> dict[tuple[str, int | None], str]:
    """Return the pages of what was reported, by source and id."""
    by_source: dict[str, set[int]] = {}
    for value in values:
        if value.source_id:
            by_source.setdefault(value.source, set()).add(value.source_id)
    return {
        (source, pk): url
        for source, ids in by_source.items()
        if (collector := registry.collector(source))
        for pk, url in collector.addresses(ids).items()
    }


def lists_of(
    indicator: Indicator, members: Members, ground: Ground, window: Window, part: Part = WHOLE
) -> list[CountedList]:
    """Return the rows behind a total: one list, or one for each side of a ratio."""
    if indicator.origin == Origin.RATIO:
        assert indicator.numerator
        assert indicator.denominator
        sides = (indicator.numerator, indicator.denominator)
        return [each for side in sides for each in lists_of(side, members, ground, window)]
    if indicator.origin == Origin.COLLECTED:
        return [_reports(indicator, members, ground, window)]
    counter = registry.counter(indicator.key)
    if counter is None:
        return []
    rows = counter.rows(members.units, window.start_on, window.end_on, part)
    return [CountedList(indicator, rows, {counter.sees})]


def _reports(indicator: Indicator, members: Members, ground: Ground, window: Window) -> CountedList:
    """Return the reports that were added up, in the order of the units, the latest period first."""
    units = sorted(members.units)
    last_on = last_days([indicator], units, window).get(indicator.pk)
    found = cells_of([indicator], units, window, periods_touching(window), by_unit=True)
    cells = found.get(indicator.pk, ())
    chosen = rules.choose(cells, window.start_on, window.end_on, last_on)
    whole = [cell for cell in part_of(chosen, members, ground).cells if not cell.item]
    order = {unit_id: place for place, unit_id in enumerate(ground.tree.ids)}
    whole.sort(key=lambda cell: (cell.end_on, cell.start_on), reverse=True)
    whole.sort(key=lambda cell: order.get(cell.unit_id or 0, len(order)))
    sees = {each.sees for each in registry.collectors()}
    if window.basis == Stage.ACCEPTED:
        sees |= {each.sees_accepted for each in registry.collectors()}
    return CountedList(indicator, ReportRows(indicator, whole, window.basis), sees)
