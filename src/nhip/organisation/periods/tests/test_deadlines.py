"""Working days and deadlines; the holidays are those of the demonstration."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.organisation.periods.rules import (
    DueTooSoon,
    Span,
    Term,
    WorkingDays,
    deadline,
    due_day,
    earliest_due,
    span_of,
    usual_term,
)

TET = WorkingDays(
    off=frozenset(date(2026, 2, day) for day in range(16, 21))
    | {date(2026, 1, 1), date(2026, 1, 2)},
    worked=frozenset({date(2026, 1, 10)}),
)
PLAIN = WorkingDays()
FEBRUARY = span_of(15, "month", 2026, 2)  # 15/1 to 14/2, the Saturday before Tet


def test_a_swapped_saturday_is_worked_and_a_holiday_is_not():
    assert TET.has(date(2026, 1, 10))
    assert not PLAIN.has(date(2026, 1, 10))
    assert not TET.has(date(2026, 1, 2))
    assert TET.after(date(2025, 12, 31), 1) == date(2026, 1, 5)
    assert TET.between(date(2026, 1, 8), date(2026, 1, 12)) == 3


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 40))
def test_after_and_between_are_each_others_way_back(day, number):
    until = TET.after(day, number)
    assert TET.has(until)
    assert TET.between(day, until) == number


def test_the_decree_asks_for_the_25th_of_the_last_month():
    for kind, index, due in (("month", 1, date(2026, 1, 25)), ("half", 1, date(2026, 6, 25)),
                             ("year", 1, date(2026, 12, 25))):  # fmt: skip
        assert due_day(usual_term(15), span_of(15, kind, 2026, index), 2, PLAIN) == due


def test_elsewhere_it_is_so_many_working_days_after_the_cut_off():
    july = span_of(1, "month", 2026, 7)
    assert due_day(usual_term(1), july, 2, PLAIN) == date(2026, 8, 14)
    assert due_day(Term("working_days", 3), span_of(1, "month", 2025, 12), 2, TET) == date(
        2026, 1, 7
    )


def test_each_level_further_down_is_due_sooner():
    term, half = Term("month_day", 25, 3), span_of(15, "half", 2022, 1)
    days = [due_day(term, half, level, PLAIN) for level in (2, 3, 4)]
    assert days == [date(2022, 6, 25), date(2022, 6, 22), date(2022, 6, 19)]


@pytest.mark.parametrize(
    "term",
    [
        Term("days", 2),  # Sunday and Monday: Monday is a holiday
        Term("days", 0),
        Term("working_days", 0),
        Term("month_day", 14),
        Term("month_day", 22),
    ],
)
def test_a_term_without_a_working_day_in_it_is_refused(term):
    with pytest.raises(DueTooSoon, match="Điều 8"):
        due_day(term, FEBRUARY, 2, TET)


def test_what_fits_above_may_not_fit_below():
    term = Term("month_day", 25, 3)
    assert due_day(term, FEBRUARY, 2, TET) == date(2026, 2, 25)
    with pytest.raises(DueTooSoon, match="3"):
        due_day(term, FEBRUARY, 3, TET)
    assert earliest_due(FEBRUARY, TET) == date(2026, 2, 23)


@given(
    st.sampled_from(["month_day", "working_days", "days"]),
    st.integers(0, 40),
    st.integers(0, 5),
    st.integers(2, 5),
    st.integers(1, 12),
)
def test_no_due_day_leaves_less_than_a_working_day(rule, number, less, level, month):
    span = span_of(15, "month", 2026, month)
    try:
        due = due_day(Term(rule, number, less), span, level, TET)
    except DueTooSoon:
        return
    assert TET.between(span.last_on, due) >= 1


def test_a_due_day_ends_at_midnight_in_the_office():
    hanoi = timezone(timedelta(hours=7))
    assert deadline(date(2022, 6, 25), hanoi) == datetime(2022, 6, 25, 17, tzinfo=UTC)


def test_the_day_after_a_short_span():
    assert earliest_due(Span(date(2026, 7, 1), date(2026, 7, 2)), PLAIN) == date(2026, 7, 2)
