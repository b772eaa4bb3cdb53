"""Opening periods and finding their neighbours."""

from dataclasses import asdict
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from nhip.organisation.journal.models import Entry
from nhip.organisation.journal.rules import WrongRow
from nhip.organisation.periods.actions import (
    NewSpecialDay,
    NotAWeekend,
    drop_special_day,
    open_ad_hoc,
    open_calendar,
    open_period,
    set_special_day,
    take_in_special_days,
)
from nhip.organisation.periods.models import Period, SpecialDay
from nhip.organisation.periods.queries import previous, same_last_year, working_days
from nhip.organisation.periods.rules import NoSuchPeriod
from tests.cast import AT


@pytest.fixture
def decree(cast):
    return open_calendar("decree", "Nghị định 09/2019", 15, by=cast.administrator, at=AT)


def test_a_period_is_opened_once(decree):
    half = open_period(decree, "half", 2022, 1)
    assert (half.start_on, half.end_on) == (date(2021, 12, 15), date(2022, 6, 15))
    assert open_period(decree, "half", 2022, 1) == half
    assert Period.objects.count() == 1
    with pytest.raises(NoSuchPeriod):
        open_period(decree, "half", 2022, 3)


def test_neighbours_are_on_the_same_calendar(cast, decree):
    other = open_calendar("calendar", "Tháng dương lịch", 1, by=cast.administrator, at=AT)
    now = open_period(decree, "half", 2022, 1)
    open_period(other, "half", 2021, 2)
    assert previous(now) is None
    assert same_last_year(now) is None
    before = open_period(decree, "half", 2021, 2)
    year_ago = open_period(decree, "half", 2021, 1)
    assert previous(now) == before
    assert same_last_year(now) == year_ago


def test_an_ad_hoc_period_has_days_of_its_own(decree):
    storm = open_ad_hoc(decree, date(2022, 9, 20), date(2022, 10, 3))
    assert open_ad_hoc(decree, date(2022, 9, 20), date(2022, 10, 3)) == storm
    assert open_ad_hoc(decree, date(2022, 9, 20), date(2022, 10, 4)).index == 2
    assert storm.label == "20/9/2022–2/10/2022"
    assert previous(storm) is None
    assert same_last_year(storm) is None
    with pytest.raises(NoSuchPeriod):
        open_ad_hoc(decree, date(2022, 9, 20), date(2022, 9, 20))


def test_the_administrator_keeps_the_holidays(cast):
    day = set_special_day(
        date(2026, 2, 17), name="Tết", legal_basis="BLLĐ, Đ.112", by=cast.administrator, at=AT
    )
    set_special_day(
        date(2026, 1, 10), name="Bù", legal_basis="TB", is_worked=True, by=cast.administrator, at=AT
    )
    days = working_days()
    assert days.has(date(2026, 1, 10))
    assert not days.has(date(2026, 2, 17))
    again = set_special_day(
        date(2026, 2, 17), name="Mùng Một", legal_basis="BLLĐ", by=cast.administrator, at=AT
    )
    assert (again, again.name) == (day, "Mùng Một")
    drop_special_day(day, by=cast.administrator, at=AT)
    assert working_days().has(date(2026, 2, 17))
    assert set(Entry.objects.values_list("verb", flat=True)) >= {
        "periods.day_set",
        "periods.day_dropped",
    }


def test_only_a_weekend_is_worked_in_exchange_and_only_by_whom_may(cast):
    day = {"name": "x", "legal_basis": "y", "at": AT}
    with pytest.raises(NotAWeekend):
        set_special_day(date(2026, 1, 9), is_worked=True, by=cast.administrator, **day)
    with pytest.raises(PermissionDenied):
        set_special_day(date(2026, 1, 9), by=cast.planner, **day)


def test_many_days_are_written_as_one_by_one(cast):
    rows = [
        NewSpecialDay(date(2026, 2, 17), "Tết", "BLLĐ, Đ.112", is_sample=True),
        NewSpecialDay(date(2026, 1, 10), "Bù", "TB", is_worked=True),
        NewSpecialDay(date(2026, 2, 17), "Mùng Một", "BLLĐ"),
    ]

    def written(act):
        point, before = transaction.savepoint(), Entry.objects.count()
        act()
        days = list(SpecialDay.objects.order_by("on").values())
        told = [(entry.verb, entry.detail.said) for entry in Entry.objects.order_by("pk")[before:]]
        transaction.savepoint_rollback(point)
        return [day | {"id": 0} for day in days], told

    def one_by_one():
        for row in rows:
            set_special_day(**asdict(row), by=cast.administrator, at=AT)

    alone = written(one_by_one)
    assert [day["name"] for day in alone[0]] == ["Bù", "Mùng Một"]
    assert alone == written(lambda: take_in_special_days(rows, by=cast.administrator, at=AT))


def test_one_bad_day_is_told_and_none_is_written(cast):
    rows = [NewSpecialDay(date(2026, 2, day), "Tết", "BLLĐ") for day in range(14, 22)]
    rows[3] = NewSpecialDay(date(2026, 2, 18), "Bù", "TB", is_worked=True)
    with pytest.raises(WrongRow) as refused:
        take_in_special_days(rows, by=cast.administrator, at=AT)
    assert (refused.value.index, type(refused.value.why)) == (3, NotAWeekend)
    assert not SpecialDay.objects.exists()


def test_a_way_of_cutting_months_is_one_calendar(cast):
    made = open_calendar("thang", "Tháng", 15, by=cast.administrator, at=AT)
    again = open_calendar("khac", "Khác", 15, by=cast.administrator, at=AT)
    assert again == made
    with pytest.raises(PermissionDenied):
        open_calendar("x", "X", 1, by=cast.planner, at=AT)
