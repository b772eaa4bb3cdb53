"""Calendars cut time without gap or overlap, and as the decree's examples say."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from nhip.organisation.periods.choices import PeriodKind
from nhip.organisation.periods.rules import (
    LATTICES,
    MONTHS,
    NoSuchDays,
    NoSuchPeriod,
    Span,
    before,
    check_named,
    cut_by,
    label_of,
    parts_of,
    place_of,
    places_in,
    span_of,
    today,
)

OWN = (PeriodKind.AD_HOC, PeriodKind.NAMED_DAYS)
first_days = st.integers(1, 28)
named_days = st.one_of(
    st.sets(st.integers(1, 28), min_size=1, max_size=9),
    st.sets(st.integers(1, 27), max_size=5).map(lambda days: days | {31}),
).map(lambda days: check_named(list(days)))
years = st.integers(1990, 2100)
tiling = st.sampled_from(
    [PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR]
)  # a year
lattices = st.sampled_from(
    [kind for kind in PeriodKind if kind not in (*OWN, PeriodKind.NINE_MONTHS)]
)
kinds = st.sampled_from([kind for kind in PeriodKind if kind not in OWN])
DAY = timedelta(days=1)


@st.composite
def periods(draw):
    """A kind, and the place of one of its periods."""
    kind, year = draw(kinds), draw(years)
    return kind, *draw(st.sampled_from(places_in(kind, year - (year - 1) % 5)))


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


@given(first_days, years, tiling)
def test_parts_tile_the_year(first_day, year, kind):
    count = 12 // MONTHS[kind]
    parts = [span_of(first_day, kind, year, index) for index in range(1, count + 1)]
    whole = span_of(first_day, "year", year, 1)
    assert (parts[0].start_on, parts[-1].end_on) == (whole.start_on, whole.end_on)
    assert all(a.end_on == b.start_on for a, b in pairwise(parts))
    assert whole.end_on == span_of(first_day, "year", year + 1, 1).start_on


@given(first_days, periods(), st.sampled_from(list(MONTHS)))
def test_parts_tile_every_period_exactly(first_day, period, part):
    kind, year, index = period
    if kind != part and (kind in LATTICES or MONTHS[kind] % MONTHS[part]):
        with pytest.raises(NoSuchPeriod):
            parts_of(kind, year, index, part)
        return
    whole = span_of(first_day, kind, year, index)
    parts = [span_of(first_day, part, *place) for place in parts_of(kind, year, index, part)]
    assert (parts[0].start_on, parts[-1].end_on) == (whole.start_on, whole.end_on)
    assert all(a.end_on == b.start_on for a, b in pairwise(parts))
    assert cut_by(whole, first_day, part) == []


@given(periods(), st.sampled_from(LATTICES))
def test_weeks_ten_days_and_named_days_tile_nothing_longer(period, part):
    if period[0] != part:
        with pytest.raises(NoSuchPeriod):
            parts_of(*period, part)


@given(named_days, st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_named_days_tile_time_without_gap_or_overlap(days, day):
    year, index = place_of(days, "named", day)
    span = span_of(days, "named", year, index)
    assert span.start_on <= day < span.end_on
    assert {place_of(days, "named", each) for each in (span.start_on, span.last_on)} == {
        (year, index)
    }
    earlier = before("named", year, index, days)
    assert span_of(days, "named", *earlier).end_on == span.start_on
    ends = {span_of(days, "named", *place).last_on for place in places_in("named", year, days)}
    assert len(ends) == 12 * len(days)
    assert all(end.day in days or (end + DAY).day == 1 for end in ends)


def test_named_days_run_from_the_day_after_the_last_one():
    spans = [span_of((7, 17, 27), "named", 2022, index) for index in (1, 2, 3, 4)]
    assert [(span.start_on, span.last_on) for span in spans] == [
        (date(2021, 12, 28), date(2022, 1, 7)),
        (date(2022, 1, 8), date(2022, 1, 17)),
        (date(2022, 1, 18), date(2022, 1, 27)),
        (date(2022, 1, 28), date(2022, 2, 7)),
    ]
    with translation.override("vi"):
        assert label_of("named", 2022, 2, (7, 17, 27)) == "Kỳ đến 17/1/2022"
    assert span_of((15, 31), "named", 2024, 4).last_on == date(2024, 2, 29)


@pytest.mark.parametrize("days", [(), (0,), (29,), (7, 7), (28, 31)])
def test_what_cannot_be_named_days_is_refused(days):
    with pytest.raises(NoSuchDays):
        check_named(days)


def test_nobody_named_days_on_other_calendars():
    assert places_in("named", 2022, 15) == []
    with pytest.raises(NoSuchPeriod):
        span_of(15, "named", 2022, 1)


def test_ten_days_are_those_of_the_month():
    spans = [span_of(15, "tendays", 2024, index) for index in (4, 5, 6)]
    assert [(span.start_on.day, span.last_on.day) for span in spans] == [
        (1, 10),
        (11, 20),
        (21, 29),
    ]
    with pytest.raises(NoSuchPeriod):
        span_of(1, "tendays", 2024, 37)


@given(years)
def test_weeks_follow_each_other_over_the_turn_of_the_year(year):
    weeks = [span_of(15, "week", *place) for place in places_in("week", year)]
    weeks.append(span_of(15, "week", year + 1, 1))
    assert all(a.end_on == b.start_on for a, b in pairwise(weeks))
    assert {week.start_on.weekday() for week in weeks} == {0}


@given(first_days, lattices, st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_a_day_falls_into_the_one_period_that_holds_it(first_day, kind, day):
    year, index = place_of(first_day, kind, day)
    span = span_of(first_day, kind, year, index)
    assert span.start_on <= day < span.end_on
    assert span_of(first_day, kind, *before(kind, year, index)).end_on == span.start_on


@given(first_days, periods())
def test_place_and_span_are_each_others_way_back(first_day, period):
    kind, *place = period
    span = span_of(first_day, kind, *place)
    assert place_of(first_day, kind, span.start_on) == tuple(place)
    assert place_of(first_day, kind, span.end_on - DAY) == tuple(place)


def test_the_last_quarter_lies_in_no_nine_months():
    assert place_of(15, "nine", date(2026, 9, 14)) == (2026, 1)
    with pytest.raises(NoSuchPeriod):
        place_of(15, "nine", date(2026, 9, 15))


@given(first_days, periods(), periods())
def test_a_union_of_whole_periods_cuts_none(first_day, one, other):
    spans = [span_of(first_day, *place) for place in (one, other) if place[0] not in LATTICES]
    if spans:
        start_on = min(span.start_on for span in spans)
        end_on = max(span.end_on for span in spans)
        assert cut_by(Span(start_on, end_on), first_day) == []


@pytest.mark.parametrize(
    ("start_on", "end_on", "kind", "cut"),
    [
        (date(2025, 12, 15), date(2026, 6, 15), "month", []),
        (date(2025, 12, 15), date(2026, 6, 15), "year", [(2026, 1)]),
        (date(2026, 1, 1), date(2027, 1, 1), "month", [(2026, 1), (2027, 1)]),
        (date(2026, 1, 16), date(2026, 2, 15), "month", [(2026, 2)]),
        (date(2026, 1, 20), date(2026, 1, 21), "month", [(2026, 2)]),
    ],
)
def test_a_window_that_cuts_periods_says_which(start_on, end_on, kind, cut):
    assert cut_by(Span(start_on, end_on), 15, kind) == cut


@pytest.mark.parametrize(
    ("kind", "index"),
    [
        ("quarter", 5),
        ("half", 0),
        ("year", 2),
        ("week", 53),
        ("nine", 2),
        ("five", 1),
        ("adhoc", 1),
    ],
)
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
        ("week", 30, "Tuần 30/2022", "Week 30/2022"),
        ("tendays", 4, "Từ ngày 1 đến 10, tháng 2/2022", "Days 1–10, 2/2022"),
        ("tendays", 6, "Từ ngày 21 đến hết, tháng 2/2022", "Days 21–end, 2/2022"),
        ("nine", 1, "9 tháng năm 2022", "Nine months of 2022"),
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


def test_five_years_are_those_of_a_plan():
    assert span_of(1, "five", 2021, 1) == Span(date(2021, 1, 1), date(2026, 1, 1))
    assert span_of(15, "five", 2021, 1) == Span(date(2020, 12, 15), date(2025, 12, 15))
    with translation.override("vi"):
        assert label_of("five", 2021, 1) == "5 năm 2021–2025"
