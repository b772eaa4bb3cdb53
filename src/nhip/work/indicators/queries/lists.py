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
from ..models import Indicator
from ..registry import WHOLE, CountedRow, Part
from ..rules import Cell
from .grounds import Window
from .owed import periods_touching
from .reading import Spoken, counting, spoken
from .sums import cells_by_unit, last_days


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
        said = spoken({cell.unit_id or 0 for cell in cells}, periods, self.stage)
        counts = {
            key: entry
            for key, its in said.items()
            if (entry := counting(its, (self.indicator.pk, "")))
        }
        urls = _addresses(counts.values())
        found = []
        for cell in cells:
            entry = counts[cell.unit_id or 0, cell.period_id]
            found.append(
                CountedRow(
                    text=periods[cell.period_id].label,
                    on=timezone.localdate(entry.at),
                    unit_id=cell.unit_id or 0,
                    url=urls.get((entry.source, entry.source_id), ""),
                    by="",
                    adds=write_figure(cell.amount, self.indicator.decimals),
                )
            )
        return found


def _addresses(entries: Collection[Spoken]) -> dict[tuple[str, int], str]:
    """Return the pages of what was reported, by source and id."""
    by_source: dict[str, set[int]] = {}
    for each in entries:
        by_source.setdefault(each.source, set()).add(each.source_id)
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
    cells = cells_by_unit([indicator.pk], members, ground, window, periods_touching(window))
    its = cells.get(indicator.pk, [])
    last_on = last_days([indicator], [cells], window).get(indicator.pk)
    chosen = rules.choose(its, window.start_on, window.end_on, last_on)
    whole = [cell for cell in chosen.cells if not cell.item]
    order = {unit_id: place for place, unit_id in enumerate(ground.tree.ids)}
    whole.sort(key=lambda cell: (cell.end_on, cell.start_on), reverse=True)
    whole.sort(key=lambda cell: order.get(cell.unit_id or 0, len(order)))
    sees = {each.sees for each in registry.collectors()}
    if window.basis == Stage.ACCEPTED:
        sees |= {each.sees_accepted for each in registry.collectors()}
    return CountedList(indicator, ReportRows(indicator, whole, window.basis), sees)
