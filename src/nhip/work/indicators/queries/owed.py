"""How many values were to be reported: the N of "n of N"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from nhip.organisation.periods.models import Period

from .. import registry
from ..choices import TimeRule
from ..models import Indicator
from ..registry import Owed
from .grounds import Groups, Window

Days = Mapping[int, tuple[date, date]]
"""Periods by their ids: first day, day after the last."""


def periods_touching(window: Window) -> Days:
    """Return the periods that share a day with a window."""
    touching = Period.objects.filter(start_on__lt=window.end_on, end_on__gt=window.start_on)
    return {pk: (start, end) for pk, start, end in touching.values_list("pk", "start_on", "end_on")}


def whole_periods(window: Window, periods: Days) -> list[tuple[int, date]]:
    """Return those of these periods that lie wholly in a window, each with the day after its last."""
    return [
        (pk, end_on)
        for pk, (start_on, end_on) in periods.items()
        if window.start_on <= start_on and end_on <= window.end_on
    ]


def owed_by_group(
    indicators: list[Indicator],
    groups: Groups,
    unit_ids: list[int],
    inside: Sequence[tuple[int, date]],
    last_on: Mapping[int, date],
) -> dict[tuple[int, int], Owed]:
    """Return how many values each group owes of each indicator."""
    latest = max((ends_on for _pk, ends_on in inside), default=None)
    by_periods: dict[tuple[int, ...], list[int]] = {}
    for each in indicators:
        ends_on = last_on.get(each.pk, latest) if each.time_rule == TimeRule.LAST else None
        periods = tuple(pk for pk, ends in inside if ends_on is None or ends == ends_on)
        by_periods.setdefault(periods, []).append(each.pk)
    owed: dict[tuple[int, int], Owed] = {}
    for periods, asked in by_periods.items():
        if len(groups) == 1:
            [group] = groups
            found = registry.owed_by("indicator", asked, unit_ids, periods)
            owed |= {(group, pk): n for pk, n in found.items()}
            continue
        for pk in asked:
            by_unit = registry.owed_by("unit", [pk], unit_ids, periods)
            for group, members in groups.items():
                its = (by_unit[unit_id] for unit_id in members.units & by_unit.keys())
                owed[group, pk] = sum(its, Owed())
    return owed
