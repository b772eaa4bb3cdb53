"""What the tests of this room build with: a calendar, indicators, a collector and a counter."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count

from nhip.organisation.accounts.models import User
from nhip.organisation.periods.actions import open_calendar, open_period
from nhip.organisation.periods.models import Period
from nhip.organisation.units.rules import Members
from nhip.work.indicators.actions import (
    NewIndicator,
    Owing,
    Posting,
    define_indicators,
    put,
    put_owed,
)
from nhip.work.indicators.choices import Origin, Stage
from nhip.work.indicators.models import Indicator
from nhip.work.indicators.queries import Owed, spoken
from nhip.work.indicators.queries.owed import owed_by_group
from nhip.work.indicators.registry import WHOLE, Count, CountedRow, Part, Share

AT = datetime(2022, 7, 5, 2, 0, tzinfo=UTC)
H1 = (date(2022, 1, 1), date(2022, 7, 1))
H2 = (date(2022, 7, 1), date(2023, 1, 1))
YEAR = (date(2022, 1, 1), date(2023, 1, 1))
ASKERS = count(1)
REVISIONS = count(1)


def administrator() -> User:
    """Who keeps calendars and defines indicators, whatever a test is about."""
    return User.objects.get(username="administrator")


def period(year: int, index: int, kind: str = "half", first_day: int = 1) -> Period:
    by = administrator()
    calendar = open_calendar(f"day-{first_day}", "Lịch", first_day, by=by, at=AT)
    return open_period(calendar, kind, year, index)


def collected(key: str, items: Mapping[str, str] | None = None, **more) -> Indicator:
    """An indicator that units report, with the items of its breakdown by code."""
    fields = {"name": key, "origin": Origin.COLLECTED} | more
    new = NewIndicator(key, fields, tuple((items or {}).items()))
    return define_indicators([new], by=administrator(), at=AT)[0]


def divided(key: str, numerator: Indicator, denominator: Indicator, **more) -> Indicator:
    fields = {"name": key, "origin": Origin.RATIO} | more
    new = NewIndicator(key, fields, ratio=(numerator.key, denominator.key))
    return define_indicators([new], by=administrator(), at=AT)[0]


def report(unit, of: Period, by, stages=(Stage.SUBMITTED, Stage.ACCEPTED), **amounts) -> None:
    """Hand in (and accept) amounts by indicator key; None is nil, "key__item" an item."""
    ids = dict(Indicator.objects.values_list("key", "pk"))
    figures = {}
    for name, amount in amounts.items():
        key, _, item = name.partition("__")
        figures[ids[key], item] = (amount or 0, amount is None)
    revision = next(REVISIONS)
    put([_posting(unit, of, by, stage, revision, figures) for stage in stages])


def take_back(unit, of: Period, by, stage=Stage.ACCEPTED) -> None:
    put([_posting(unit, of, by, stage, None)])


def _posting(unit, of: Period, by, stage, revision, figures=None) -> Posting:
    return Posting(unit, of, stage, "fake", unit.pk, revision, by, AT, figures)


def standing(unit, stage) -> dict[str, tuple[int, bool, int]]:
    """What counts for a unit: amount, nothing to report, its entry, by indicator key and "key.item"."""
    keys = dict(Indicator.objects.values_list("pk", "key"))
    said = spoken([unit.pk], Period.objects.values_list("pk", flat=True), stage)
    return {
        keys[indicator_id] + (f".{item}" if item else ""): (*figure, each.source_id)
        for its in said.values()
        for each in its
        for (indicator_id, item), figure in each.figures.items()
    }


def owed_figures(indicator_id: int, units, *periods: Period) -> Owed:
    """Return what these units owe of a figure, all together."""
    unit_ids = sorted(unit.pk for unit in units)
    groups = {"all": Members(frozenset(unit_ids))}
    inside = [(each.pk, each.end_on) for each in periods]
    indicators = list(Indicator.objects.filter(pk=indicator_id))
    return owed_by_group(indicators, groups, unit_ids, inside, {}).get(
        ("all", indicator_id), Owed()
    )


@dataclass
class FakeCollector:
    """Stands in for the room above: who asks, where its entries are, who wrote them."""

    source: str = "fake"
    sees: str = "indicators.see_handed_in"
    sees_accepted: str = "indicators.see"

    def owe(self, *units, period: Period) -> None:
        """Let units owe every indicator there is, each time to another one who asks."""
        asked = Indicator.objects.filter(origin=Origin.COLLECTED).values_list("pk", flat=True)
        places = tuple((pk, "") for pk in asked)
        owing = Owing(self.source, next(ASKERS), period, {places: {unit.pk for unit in units}})
        put_owed([owing], by=None, at=AT)

    def not_asked(self, indicator_ids, unit_ids, period_ids) -> dict[int, dict[int, str]]:
        return {}

    def addresses(self, source_ids) -> dict[int, str]:
        return {pk: f"/lam-viec/bao-cao/{pk}/" for pk in source_ids}

    def said(self, period_id: int) -> list:
        return []

    def author(self, source_id: int) -> str:
        return "trợ lý báo cáo, Đơn vị 07"


def assert_parts_open_their_rows(counter, unit_ids, start_on: date, end_on: date) -> None:
    """What stands in the table by part and year is what the list behind it holds, number by number."""
    shares = counter.shares(unit_ids, start_on, end_on)
    assert shares
    for share in shares:
        for year, number in share.years.items():
            rows = counter.rows(unit_ids, start_on, end_on, Part(share.key, year))
            assert len(rows) == len(rows[:]) == number, (share, year)
        if share.adds_up:
            whole = counter.rows(unit_ids, start_on, end_on, Part(share.key))
            assert len(whole[:]) == sum(share.years.values()), share
    assert (
        len(counter.rows(unit_ids, start_on, end_on))
        == counter.count(unit_ids, start_on, end_on).amount
    )


@dataclass
class FakeCounter:
    """Counts what stands in a list of (day, unit id)."""

    records: list[tuple[date, int]] = field(default_factory=list)
    sees: str = "indicators.see"

    def _found(self, unit_ids: Collection[int], start_on: date, end_on: date):
        return [
            (day, unit_id)
            for day, unit_id in self.records
            if start_on <= day < end_on and unit_id in unit_ids
        ]

    def count(self, unit_ids, start_on, end_on) -> Count:
        n = len(self._found(unit_ids, start_on, end_on))
        return Count(n, parts="từ sổ lớp")

    def rows(self, unit_ids, start_on, end_on, part=WHOLE) -> list[CountedRow]:
        return [
            CountedRow(f"Lớp {place}", day, unit_id, f"/lam-viec/tap-huan/{place}/", "trợ lý")
            for place, (day, unit_id) in enumerate(self._found(unit_ids, start_on, end_on), 1)
            if part.year in (None, day.year)
        ]

    def shares(self, unit_ids, start_on, end_on) -> list[Share]:
        years: dict[int, int] = {}
        for day, _unit_id in self._found(unit_ids, start_on, end_on):
            years[day.year] = years.get(day.year, 0) + 1
        return [Share("Lớp", years)]
