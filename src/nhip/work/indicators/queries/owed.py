"""How many values were to be reported: the N of "n of N", read off the sets of units that owe them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from nhip.organisation.periods.models import Period

from ..choices import TimeRule
from ..models import Denominator, Indicator, Places
from ..packing import units_in
from .grounds import Groups, Window

Days = Mapping[int, tuple[date, date]]
"""Periods by their ids: first day, day after the last."""

Units = npt.NDArray[np.int64]
"""Ids of units, ascending."""

Owes = npt.NDArray[np.bool_]
"""Which of them owe something; or row by row in which period."""


@dataclass(frozen=True)
class Owed:
    """How many (unit, period) pairs owe a figure, how many units these are, and which periods."""

    reports: int = 0
    units: int = 0
    periods: frozenset[int] = frozenset()


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


class _Asked:
    """Which of some units owe figures over some periods, whoever asks: two queries, however many figures."""

    def __init__(
        self, indicator_ids: Collection[int], period_ids: Collection[int], units: Units
    ) -> None:
        of_periods = Denominator.objects.filter(period__in=period_ids)
        rows = Places.objects.filter(pk__in=of_periods.values("places")).values_list("pk", "row")
        self.places: dict[int, set[int]] = {pk: set() for pk in indicator_ids}
        for places_id, row in rows:
            for indicator_id in {each for each, _item in row} & self.places.keys():
                self.places[indicator_id].add(places_id)
        self.nobody = np.zeros(len(units), np.bool_)
        self.owing: dict[tuple[int, int], Owes] = {}
        known: dict[bytes, Owes] = {}  # most periods are owed by the same
        asked = of_periods.filter(places__in=set().union(*self.places.values()))
        for period_id, places_id, stored in asked.values_list("period", "places", "units"):
            if (packed := bytes(stored)) not in known:
                known[packed] = np.isin(units, units_in(packed))
            before = self.owing.get((period_id, places_id), self.nobody)
            self.owing[period_id, places_id] = before | known[packed]

    def by_period(self, places: Collection[int], period_ids: Sequence[int]) -> Owes:
        """Return who owes figures at these places, period by period: who is asked twice owes once."""
        found = np.zeros((len(period_ids), len(self.nobody)), np.bool_)
        for row, period_id in enumerate(period_ids):
            for places_id in places:
                found[row] |= self.owing.get((period_id, places_id), self.nobody)
        return found


def periods_owed(indicator_id: int, unit_id: int, period_ids: Collection[int]) -> set[int]:
    """Return for which of these periods a unit owes a figure."""
    asked = _Asked([indicator_id], period_ids, np.array([unit_id], np.int64))
    periods = list(period_ids)
    owes = asked.by_period(asked.places[indicator_id], periods)
    return set(_owed(owes, periods).periods)


def owed_by_group(
    indicators: Sequence[Indicator],
    groups: Groups,
    unit_ids: Sequence[int],
    inside: Sequence[tuple[int, date]],
    last_on: Mapping[int, date],
) -> dict[tuple[int, int], Owed]:
    """Return how many values each group owes of each indicator; `unit_ids` are those of all groups, ascending.

    None is not said. What is asked of the same units alike is counted once for all these indicators.
    """
    units = np.array(unit_ids, np.int64)
    asked = _Asked([each.pk for each in indicators], [pk for pk, _ends in inside], units)
    latest = max((ends_on for _pk, ends_on in inside), default=None)
    alike: dict[tuple[frozenset[int], date | None], list[int]] = {}
    for each in indicators:
        ends_on = last_on.get(each.pk, latest) if each.time_rule == TimeRule.LAST else None
        alike.setdefault((frozenset(asked.places[each.pk]), ends_on), []).append(each.pk)
    members = {
        group: np.searchsorted(units, np.fromiter(its.units, np.int64))
        for group, its in groups.items()
    }
    found: dict[tuple[int, int], Owed] = {}
    for (places, ends_on), indicator_ids in alike.items():
        periods = [pk for pk, ends in inside if ends_on in (None, ends)]
        owes = asked.by_period(places, periods)
        for group, columns in members.items():
            owed = _owed(owes[:, columns], periods)
            if owed.reports:
                found |= dict.fromkeys(((group, pk) for pk in indicator_ids), owed)
    return found


def _owed(owes: Owes, periods: Sequence[int]) -> Owed:
    """Add up who owes in which period."""
    owed_in = np.flatnonzero(owes.any(1)).tolist()
    return Owed(
        int(owes.sum()), int(owes.any(0).sum()), frozenset(periods[place] for place in owed_in)
    )
