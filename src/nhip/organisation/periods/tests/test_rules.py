"""Calendars cut time without gap or overlap, and as the decree's examples say."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from nhip.organisation.periods.choices import Kind
from nhip.organisation.periods.rules import (
    MONTHS,
    NoSuchPeriod,
    Span,
    before,
    label_of,
    place_of,
    span_of,
    today,
)

first_days = st.integers(1, 28)
years = st.integers(1990, 2100)
kinds = st.sampled_from(Kind.values)
places = kinds.flatmap(lambda kind: st.tuples(st.just(kind), st.integers(1, 12 // MONTHS[kind])))
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("kind", "index", "first", "last"),
    [
        ("month", 1, date(2025, 12, 15), date(2026, 1, 14)),
        ("month", 3, date(2026, 2, 15), date(2026, 3, 14)),
        ("quarter", 1, date(2025, 12, 15), date(2026, 3, 14)),
        ("quarter", 2, date(2026, 3, 15), date(2026, 6, 14)),
        ("quarter", 3, date(2026, 6, 15), date(2026, 9, 14)),
        ("quarter", 4, date(2026, 9, 15), date(2026, 12, 14)),
        ("half", 1, date(2025, 12, 15), date(2026, 6, 14)),
        ("half", 2, date(2026, 6, 15), date(2026, 12, 14)),
        ("year", 1, date(2025, 12, 15), date(2026, 12, 14)),
    ],
)
def test_decree_09_2019_article_12(kind, index, first, last):
    assert span_of(15, kind, 2026, index) == Span(first, last + DAY)


@pytest.mark.parametrize(
    ("kind", "index", "first", "last"),
    [
        ("month", 2, date(2024, 2, 1), date(2024, 2, 29)),
        ("month", 12, date(2024, 12, 1), date(2024, 12, 31)),
        ("quarter", 3, date(2024, 7, 1), date(2024, 9, 30)),
        ("half", 1, date(2024, 1, 1), date(2024, 6, 30)),
        ("year", 1, date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_calendar_months(kind, index, first, last):
    assert span_of(1, kind, 2024, index) == Span(first, last + DAY)


@given(first_days, years, kinds)
def test_parts_tile_the_year(first_day, year, kind):
    count = 12 // MONTHS[kind]
    parts = [span_of(first_day, kind, year, index) for index in range(1, count + 1)]
    whole = span_of(first_day, "year", year, 1)
    assert (parts[0].start_on, parts[-1].end_on) == (whole.start_on, whole.end_on)
    assert all(a.end_on == b.start_on for a, b in pairwise(parts))
    assert whole.end_on == span_of(first_day, "year", year + 1, 1).start_on


@given(first_days, years, places)
def test_every_period_is_whole_months(first_day, year, place):
    kind, index = place
    last = index * MONTHS[kind]
    first = span_of(first_day, "month", year, last - MONTHS[kind] + 1)
    assert span_of(first_day, kind, year, index) == Span(
        first.start_on, span_of(first_day, "month", year, last).end_on
    )


@given(first_days, kinds, st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_a_day_falls_into_the_one_period_that_holds_it(first_day, kind, day):
    year, index = place_of(first_day, kind, day)
    span = span_of(first_day, kind, year, index)
    assert span.start_on <= day < span.end_on
    assert span_of(first_day, kind, *before(kind, year, index)).end_on == span.start_on


@given(first_days, years, places)
def test_place_and_span_are_each_others_way_back(first_day, year, place):
    kind, index = place
    span = span_of(first_day, kind, year, index)
    assert place_of(first_day, kind, span.start_on) == (year, index)
    assert place_of(first_day, kind, span.end_on - DAY) == (year, index)


@pytest.mark.parametrize(("kind", "index"), [("quarter", 5), ("half", 0), ("year", 2), ("week", 1)])
def test_a_year_has_no_such_part(kind, index):
    with pytest.raises(NoSuchPeriod):
        span_of(1, kind, 2022, index)
    with pytest.raises(NoSuchPeriod):
        label_of(kind, 2022, index)


@pytest.mark.parametrize(
    ("kind", "index", "vietnamese", "english"),
    [
        ("month", 7, "Tháng 7/2022", "Month 7/2022"),
        ("quarter", 3, "Quý III/2022", "Quarter III/2022"),
        ("half", 1, "6 tháng đầu năm 2022", "First six months of 2022"),
        ("half", 2, "6 tháng cuối năm 2022", "Last six months of 2022"),
        ("year", 1, "Năm 2022", "Year 2022"),
    ],
)
def test_labels(kind, index, vietnamese, english):
    with translation.override("vi"):
        assert label_of(kind, 2022, index) == vietnamese
    with translation.override("en"):
        assert label_of(kind, 2022, index) == english


def test_half_past_midnight_is_already_today():
    assert today(datetime(2022, 7, 27, 17, 30, tzinfo=UTC)) == date(2022, 7, 28)
    assert today(datetime(2022, 7, 27, 16, 59, tzinfo=UTC)) == date(2022, 7, 27)
