"""Who counts records and who collects figures; the rooms above register in `apps.ready()`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from django.utils.functional import Promise

from .adding import PlacesRow


@dataclass(frozen=True)
class Count:
    """What a counter found. `n` of `of_n` `of_what` ("years", "series") have their records.

    Records counted as they are have no N: nothing of them can be missing, and nothing is said of it.
    `parts` says in words what the amount is made of: "60 + 60 + 24, three series". `years` is what each year
    counts for itself, where that makes the whole; a year that is not named counts none.
    """

    amount: int
    n: int = 0
    of_n: int = 0
    of_what: str = ""
    parts: str = ""
    years: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class CountedRow:
    """One record that was counted: what it is, its day and unit, its page, the post of its author.

    Of a report also what it adds, in words.
    """

    text: str
    on: date
    unit_id: int
    url: str
    by: str
    adds: str = ""


@dataclass(frozen=True)
class Share:
    """One part of what was counted, year by year; `key` is what an address calls it.

    `adds_up` is False where the years do not make the whole: people counted once in each year.
    `group` puts parts together where there are many: ten series of monthly, quarterly, yearly papers.
    """

    name: str
    years: Mapping[int, int]
    key: str = ""
    adds_up: bool = True
    group: str = ""


@dataclass(frozen=True)
class Part:
    """What a number of a table by part and year counts: one share, or all; one year of it, or all."""

    key: str = ""
    year: int | None = None


WHOLE = Part()


@dataclass(frozen=True)
class Definition:
    """What a counter's indicator is called, how it is counted, in what, and where it stands in lists."""

    name: str | Promise
    how: str | Promise
    measure: str | Promise
    order: int


class Counter(Protocol):
    """Counts one kind of record. Half-open days; `unit_ids` is a whole subtree."""

    @property
    def sees(self) -> str:
        """Return the permission with which one of the records is read."""
        ...

    def count(self, unit_ids: Collection[int], start_on: date, end_on: date) -> Count:
        """Return how many there are."""
        ...

    def rows(
        self, unit_ids: Collection[int], start_on: date, end_on: date, part: Part = WHOLE
    ) -> Sequence[CountedRow]:
        """Return the records counted, or of one part and year of it exactly those that its number counts.

        In a stable order; it has a length and is sliced for paging.
        """
        ...

    def shares(self, unit_ids: Collection[int], start_on: date, end_on: date) -> Sequence[Share]:
        """Return the parts it is made of: series, kinds of plan, or one part alone."""
        ...


@dataclass(frozen=True)
class SaidAnew:
    """What a revision of an entry says, read from the revision itself: what `put` must have kept of it.

    Figures packed by their places; when it came in and was accepted is not compared.
    """

    source: str
    source_id: int
    revision: int
    unit_id: int
    stages: frozenset[str]
    places: PlacesRow
    figures: bytes
    submitted_at: datetime = field(compare=False)
    accepted_at: datetime | None = field(default=None, compare=False)


class Collector(Protocol):
    """Collects figures from units. `source` is what it writes into `Value.source`.

    What it collected is read with the permission `sees`, what was accepted of it also with `sees_accepted`.
    """

    source: str
    sees: str
    sees_accepted: str

    def not_asked(
        self,
        indicator_ids: Collection[int],
        unit_ids: Collection[int],
        period_ids: Collection[int],
    ) -> Mapping[int, Mapping[int, str]]:
        """Return, by indicator, the units whose form lacks it though a later version asks it.

        Names by unit id, in two queries.
        """
        ...

    def addresses(self, source_ids: Collection[int]) -> Mapping[int, str]:
        """Return the pages of entries, in a constant number of queries."""
        ...

    def author(self, source_id: int) -> str:
        """Return the post of whoever entered it."""
        ...

    def said(self, period_id: int) -> Collection[SaidAnew]:
        """Return what counts of all entries of a period, in the order it came."""
        ...


_counters: dict[str, Counter] = {}
_definitions: dict[str, Definition] = {}
_collectors: list[Collector] = []


def register_counter(key: str, counter: Counter, says: Definition) -> None:
    """Let this counter answer for a counted indicator, which every installation has from now on."""
    _counters[key], _definitions[key] = counter, says


def definitions() -> dict[str, Definition]:
    """Return what is counted, by key."""
    return dict(_definitions)


def register_collector(collector: Collector) -> None:
    """Ask this collector who owes what, and where its entries are."""
    _collectors.append(collector)


def counter(key: str) -> Counter | None:
    """Return the counter of an indicator, if its room is installed."""
    return _counters.get(key)


def collectors() -> list[Collector]:
    """Return who collects."""
    return list(_collectors)


def collector(source: str) -> Collector | None:
    """Return the collector that wrote values under this source."""
    return next((found for found in _collectors if found.source == source), None)


def not_asked(
    indicator_ids: Collection[int], unit_ids: Collection[int], period_ids: Collection[int]
) -> dict[int, dict[int, str]]:
    """Return what `Collector.not_asked` says, of all collectors."""
    found: dict[int, dict[int, str]] = {}
    for each in _collectors:
        for indicator_id, units in each.not_asked(indicator_ids, unit_ids, period_ids).items():
            found.setdefault(indicator_id, {}).update(units)
    return found
