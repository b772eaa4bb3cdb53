"""Opening periods and finding their neighbours."""

from datetime import date

import pytest

from nhip.organisation.periods.actions import open_period
from nhip.organisation.periods.models import Calendar, Period
from nhip.organisation.periods.queries import period_on, previous, same_last_year
from nhip.organisation.periods.rules import NoSuchPeriod


@pytest.fixture
def decree(db):
    return Calendar.objects.create(code="decree", name="Nghị định 09/2019", first_day=15)


def test_a_period_is_opened_once(decree):
    half = open_period(decree, "half", 2022, 1)
    assert (half.start_on, half.end_on) == (date(2021, 12, 15), date(2022, 6, 15))
    assert open_period(decree, "half", 2022, 1) == half
    assert Period.objects.count() == 1
    with pytest.raises(NoSuchPeriod):
        open_period(decree, "half", 2022, 3)


def test_neighbours_are_on_the_same_calendar(decree):
    other = Calendar.objects.create(code="calendar", name="Tháng dương lịch", first_day=1)
    now = open_period(decree, "half", 2022, 1)
    open_period(other, "half", 2021, 2)
    assert previous(now) is None
    assert same_last_year(now) is None
    before = open_period(decree, "half", 2021, 2)
    year_ago = open_period(decree, "half", 2021, 1)
    assert previous(now) == before
    assert same_last_year(now) == year_ago


def test_the_period_of_a_day(decree):
    december = open_period(decree, "month", 2022, 1)
    assert period_on(decree, "month", date(2021, 12, 15)) == december
    assert period_on(decree, "month", date(2022, 1, 14)) == december
    assert period_on(decree, "month", date(2022, 1, 15)) is None
