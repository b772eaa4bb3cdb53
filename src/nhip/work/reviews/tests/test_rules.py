from datetime import date

import pytest

from nhip.office.figures.registry import Resolved
from nhip.work.reviews.choices import FigureStanding
from nhip.work.reviews.rules import is_compared, length, months_back, standing_of


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2022, 1, 1), 12, date(2021, 1, 1)),
        (date(2022, 1, 1), 6, date(2021, 7, 1)),
        (date(2021, 12, 15), 12, date(2020, 12, 15)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2022, 12, 31), 1, date(2022, 11, 30)),
    ],
)
def test_the_same_day_some_months_earlier(day, months, earlier):
    assert months_back(day, months) == earlier


def test_windows_up_to_a_year_are_compared_with_the_year_before():
    assert length(date(2021, 12, 15), date(2022, 6, 15)) == 6
    assert is_compared(date(2022, 1, 1), date(2022, 7, 1))
    assert is_compared(date(2021, 12, 15), date(2022, 12, 15))
    assert not is_compared(date(2017, 1, 1), date(2022, 1, 1))


def figure(amount=26, *, is_withheld=False):
    return Resolved(amount, 0, "Lớp", "", "lớp", "", "", False, is_withheld)


@pytest.mark.parametrize(
    ("resolved", "pins", "is_released", "standing"),
    [
        (None, [], True, FigureStanding.BROKEN),
        (figure(), ["fresh", "broken"], True, FigureStanding.BROKEN),
        (figure(), ["fresh", "changed"], True, FigureStanding.CHANGED),
        (figure(None), [], False, FigureStanding.MISSING),
        (figure(is_withheld=True), [], False, FigureStanding.WITHHELD),
        (figure(), ["fresh"], True, FigureStanding.FRESH),
        (figure(), [], True, FigureStanding.APPROVED),
        (figure(0), [], False, FigureStanding.OPEN),
    ],
)
def test_the_most_pressing_thing_about_a_figure_comes_first(resolved, pins, is_released, standing):
    shown = standing_of(resolved, pins, is_cited="fresh" in pins, is_released=is_released)
    assert shown == standing
