"""Working days and deadlines; the holidays are those of the demonstration."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from nhip.organisation.periods.rules import (
    Due,
    DueTooSoon,
    Span,
    Term,
    WorkingDays,
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


HANOI = timezone(timedelta(hours=7))


def test_a_due_day_ends_at_midnight_in_the_office_and_an_hour_is_that_hour():
    assert Due(date(2022, 6, 25)).moment(HANOI) == datetime(2022, 6, 25, 17, tzinfo=UTC)
    assert Due(date(2022, 6, 25), time(16)).moment(HANOI) == datetime(2022, 6, 25, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due", "vietnamese", "english"),
    [
        (Due(date(2026, 11, 27)), "thứ Sáu, 27/11/2026", "Friday, 27/11/2026"),
        (Due(date(2026, 11, 29), time(7, 5)), "07:05 Chủ nhật, 29/11/2026",
         "07:05 on Sunday, 29/11/2026"),
    ],
)  # fmt: skip
def test_a_deadline_is_written_with_its_weekday(due, vietnamese, english):
    for language, words in (("vi", vietnamese), ("en", english)):
        with translation.override(language):
            assert str(due).replace("\xa0", " ") == words


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 5), st.integers(0, 30))
def test_moved_on_every_level_is_due_on_a_working_day_before_the_one_above(day, less, number):
    span = Span(day, day + timedelta(days=7))
    term = Term("days", number, less, to_worked=True)
    try:
        days = [due_day(term, span, level, TET) for level in (2, 3, 4)]
        written = due_day(replace(term, to_worked=False), span, 2, TET)
    except DueTooSoon:
        return
    assert all(TET.has(day) for day in days)
    assert all(later > sooner for later, sooner in pairwise(days)) or not less
    assert days[0] == (written if TET.has(written) else TET.after(written, 1))


@pytest.mark.parametrize("kind", ["week", "tendays"])
@given(st.integers(1, 7), st.integers(0, 3), st.integers(2, 4), st.integers(1, 36))
def test_due_within_itself_it_is_that_weekday_of_its_last_seven_days(
    kind, weekday, less, level, index
):
    span = span_of(1, kind, 2026, index)
    try:
        due = due_day(Term("weekday", weekday, less), span, level, PLAIN)
    except DueTooSoon:
        return
    sooner = timedelta(days=less * (level - 2))
    assert (due + sooner).isoweekday() == weekday
    assert span.start_on <= due <= span.last_on < due + sooner + timedelta(days=7)


def test_a_week_is_due_on_its_friday():
    week = span_of(1, "week", 2026, 48)
    assert due_day(Term("weekday", 5), week, 2, PLAIN) == date(2026, 11, 27)
    with pytest.raises(DueTooSoon):
        due_day(Term("weekday", 1, 1), week, 3, PLAIN)


def test_a_sunday_is_moved_to_monday_or_stays():
    may = span_of(1, "month", 2026, 5)
    assert due_day(Term("days", 7), may, 2, PLAIN) == date(2026, 6, 7)  # a Sunday
    assert due_day(Term("days", 7, to_worked=True), may, 2, PLAIN) == date(2026, 6, 8)
    lower = due_day(Term("days", 7, 1, to_worked=True), may, 3, PLAIN)
    assert lower == date(2026, 6, 5), "not the Monday on which the level above adds up"


def test_the_day_after_a_short_span():
    assert earliest_due(Span(date(2026, 7, 1), date(2026, 7, 2)), PLAIN) == date(2026, 7, 2)
