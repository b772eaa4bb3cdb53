from contextlib import nullcontext
from datetime import date

import pytest

from nhip.office.documents.rules import (
    SeriesClosed,
    check_days,
    number_year,
    symbol,
    whole_months,
)


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "01/CTr-BCH"), (9, "09/CTr-BCH"), (10, "10/CTr-BCH"), (127, "127/CTr-BCH")],
)
def test_numbers_below_ten_take_a_nought(number, written):
    assert symbol(number, "CTr-BCH") == written


def test_a_number_belongs_to_its_year_or_to_the_term_it_runs_through():
    assert number_year("year", date(2022, 7, 28), date(2020, 10, 1)) == 2022
    assert number_year("term", date(2022, 7, 28), date(2020, 10, 1)) == 2020


@pytest.mark.parametrize(
    ("issued_on", "is_given"),
    [
        (date(2021, 3, 31), False),
        (date(2021, 4, 1), True),
        (date(2022, 3, 31), True),
        (date(2022, 4, 1), False),
    ],
)
def test_a_series_gives_numbers_from_its_first_day_to_the_day_before_its_end(issued_on, is_given):
    with nullcontext() if is_given else pytest.raises(SeriesClosed):
        check_days(issued_on, date(2021, 4, 1), date(2022, 4, 1), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("start_on", "end_on", "months"),
    [
        (date(2021, 1, 1), date(2021, 2, 1), 1),
        (date(2020, 12, 15), date(2021, 1, 15), 1),
        (date(2020, 12, 15), date(2021, 3, 15), 3),
        (date(2021, 1, 1), date(2022, 1, 1), 12),
        (date(2021, 1, 1), date(2021, 7, 1), 6),
        (date(2021, 1, 1), date(2021, 1, 31), None),
        (None, None, None),
    ],
)
def test_a_month_runs_from_a_day_to_the_same_day(start_on, end_on, months):
    assert whole_months(start_on, end_on) == months
