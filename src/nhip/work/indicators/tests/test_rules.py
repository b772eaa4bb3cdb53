from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from nhip.work.indicators import rules
from nhip.work.indicators.choices import NormSide, NormVerdict
from nhip.work.indicators.rules import Cell

AMOUNTS = st.integers(-(10**18) + 1, 10**18 - 1)


def month(index: int, months: int = 1) -> tuple[date, date]:
    """Months counted from January 2022."""

    def first(number: int) -> date:
        return date(2022 + number // 12, number % 12 + 1, 1)

    return first(index), first(index + months)


def cell(index: int, amount: int, months: int = 1, unit: int = 1, item: str = "") -> Cell:
    start_on, end_on = month(index, months)
    return Cell(item, unit, 100 * months + index, start_on, end_on, amount)


@given(
    st.dictionaries(st.tuples(st.integers(0, 23), st.integers(1, 4)), AMOUNTS),
    st.integers(0, 23),
    st.integers(1, 24),
)
def test_a_total_is_the_sum_of_whole_months_and_nothing_else(amounts, first, months):
    cells = [cell(index, amount, unit=unit) for (index, unit), amount in amounts.items()]
    start_on, end_on = month(first)[0], month(first + months)[0]
    inside = [
        amount for (index, _unit), amount in amounts.items() if first <= index < first + months
    ]
    total = rules.added(rules.choose(cells, start_on, end_on).cells)
    assert total == (sum(inside) if inside else None)


@given(st.sets(st.tuples(st.integers(0, 11), st.sampled_from([1, 3, 6]), st.integers(1, 3))))
def test_no_day_of_a_unit_is_counted_twice(spans):
    spans = {(index - index % months, months, unit) for index, months, unit in spans}
    cells = [cell(index, 1, months, unit) for index, months, unit in spans]
    counted = rules.choose(cells, date(2022, 1, 1), date(2023, 1, 1)).cells
    for one in range(1, 4):
        own = sorted((each.start_on, each.end_on) for each in counted if each.unit_id == one)
        assert all(before[1] <= after[0] for before, after in pairwise(own))
        reported = {each.start_on.month for each in cells if each.unit_id == one}
        assert bool(own) == bool(reported)


def test_a_quarter_stands_for_its_months():
    cells = [cell(0, 1), cell(1, 2), cell(2, 3), cell(0, 100, months=3), cell(3, 5)]
    chosen = rules.choose(cells, date(2022, 1, 1), date(2022, 7, 1))
    assert rules.added(chosen.cells) == 105


def test_a_window_that_cuts_a_period_leaves_it_out_and_says_so():
    cells = [cell(0, 7), cell(1, 8), cell(2, 9)]
    chosen = rules.choose(cells, date(2022, 1, 15), date(2022, 3, 31))
    assert rules.added(chosen.cells) == 8
    assert [each.amount for each in chosen.cut] == [7, 9]


def test_a_longer_period_that_is_covered_by_whole_ones_is_not_missed():
    cells = [cell(index, 1) for index in range(6)] + [cell(0, 99, months=12)]
    chosen = rules.choose(cells, date(2022, 1, 1), date(2022, 7, 1))
    assert rules.added(chosen.cells) == 6
    assert not chosen.cut


def test_nothing_reported_is_missing_and_nil_is_zero():
    assert rules.added([]) is None
    assert rules.added([Cell("", 1, 1, *month(0), 0, nil_n=1)]) == 0


@given(
    AMOUNTS,
    AMOUNTS.filter(bool),
    st.integers(0, 4),
    st.integers(0, 3),
    st.integers(0, 3),
    st.sampled_from([1, 100, 1000]),
)
def test_a_ratio_is_divided_last_and_rounded_half_away_from_zero(
    above, below, decimals, above_decimals, below_decimals, per
):
    exact = (
        Fraction(above, 10**above_decimals) / Fraction(below, 10**below_decimals) * per
    ) * 10**decimals
    size = abs(exact)
    expected = int(size + Fraction(1, 2)) * (1 if exact >= 0 else -1)
    assert (
        rules.ratio(
            above,
            below,
            per=per,
            decimals=decimals,
            numerator_decimals=above_decimals,
            denominator_decimals=below_decimals,
        )
        == expected
    )


def test_a_ratio_needs_both_sides_and_something_to_divide_by():
    assert rules.ratio(None, 3, per=100, decimals=1) is None
    assert rules.ratio(3, None, per=100, decimals=1) is None
    assert rules.ratio(3, 0, per=100, decimals=1) is None
    assert rules.ratio(0, 3, per=100, decimals=1) == 0


def test_norms_on_either_side():
    assert rules.verdict(900, 900, NormSide.AT_LEAST) == NormVerdict.MET
    assert rules.verdict(899, 900, NormSide.AT_LEAST) == NormVerdict.MISSED
    assert rules.verdict(900, 900, NormSide.AT_MOST) == NormVerdict.MET
    assert rules.verdict(901, 900, NormSide.AT_MOST) == NormVerdict.MISSED
    assert rules.verdict(None, 900, NormSide.AT_LEAST) is None
    assert rules.verdict(900, None, "") is None


def test_few_people_and_what_would_reveal_them_are_withheld():
    assert [n for n in range(8) if rules.is_withheld(n, None)] == [1, 2, 3, 4]
    assert rules.is_withheld(40, 43)
    assert not rules.is_withheld(40, 40)
    assert not rules.is_withheld(40, 45)
    assert not rules.is_withheld(None, 3)


def test_windows_before():
    half = (date(2022, 1, 1), date(2022, 7, 1))
    assert rules.previous_window(*half) == (date(2021, 7, 1), date(2022, 1, 1))
    assert rules.same_window_last_year(*half) == (date(2021, 1, 1), date(2021, 7, 1))
    decree = (date(2021, 12, 15), date(2022, 6, 15))
    assert rules.previous_window(*decree) == (date(2021, 6, 15), date(2021, 12, 15))
    week = (date(2022, 3, 28), date(2022, 4, 4))
    assert rules.previous_window(*week) == (date(2022, 3, 21), date(2022, 3, 28))
    leap = (date(2024, 2, 29), date(2024, 3, 29))
    assert rules.same_window_last_year(*leap) == (date(2023, 2, 28), date(2023, 3, 29))


@given(st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.integers(1, 800))
def test_the_window_before_ends_where_this_one_begins(start_on, days):
    end_on = start_on + timedelta(days=days)
    before = rules.previous_window(start_on, end_on)
    assert before[1] == start_on
    assert before[0] < before[1]


@given(
    st.dictionaries(st.tuples(st.integers(0, 47), st.sampled_from([1, 3, 12, 24])), AMOUNTS),
    st.integers(0, 36),
    st.integers(1, 48),
)
def test_years_make_the_whole_and_each_is_its_own_total(amounts, first, months):
    cells = [
        cell(index - index % span, amount, span, unit=index)
        for (index, span), amount in amounts.items()
    ]
    start_on, end_on = month(first)[0], month(first + months)[0]
    chosen = rules.choose(cells, start_on, end_on).cells
    years = rules.years_reported(chosen, start_on, end_on)
    if not years:
        return
    assert list(years) == list(range(start_on.year, end_on.year))
    assert (start_on.month, end_on.month) == (1, 1)
    assert sum(years.values()) == rules.added(chosen)
    for year, amount in years.items():
        own = rules.choose(cells, date(year, 1, 1), date(year + 1, 1, 1)).cells
        assert amount == rules.added(own)


def test_years_are_told_only_where_each_of_several_has_an_answer():
    two = [cell(0, 3), cell(12, 4)]
    whole = date(2022, 1, 1), date(2024, 1, 1)
    assert rules.years_reported(two, *whole) == {2022: 3, 2023: 4}
    assert rules.years_reported(two[:1], *whole) == {}  # nobody reported 2023: missing is not 0
    assert rules.years_reported([*two, cell(6, 9, months=12)], *whole) == {}
    assert rules.years_reported(two[:1], date(2022, 1, 1), date(2023, 1, 1)) == {}
    assert rules.years_reported(two, date(2022, 1, 1), date(2023, 7, 1)) == {}
    assert rules.years_counted({2023: 4}, 4, *whole) == {2022: 0, 2023: 4}
    assert rules.years_counted({2023: 4}, 5, *whole) == {}  # one is dated outside
    assert rules.years_in(date(2000, 1, 1), date(2022, 1, 1)) == []
