"""What an obligation counts as, now and on an earlier day: exclusive states, from recorded moments."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.organisation.periods.rules import Due, WorkingDays, span_of
from nhip.work.duties.choices import Completeness, ObligationState, Status
from nhip.work.duties.rules import Facts, asked_periods, completeness_of, facts_at, state_of

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
FRIDAY = date(2022, 7, 15)
DUE = Due(FRIDAY)
IN_TIME = datetime(2022, 7, 15, 16, 59, 59, tzinfo=UTC)  # 23:59:59 at the office
OVER = datetime(2022, 7, 15, 17, 0, tzinfo=UTC)
PLAIN = WorkingDays()

moments = st.integers(-400, 400).map(lambda hours: OVER + timedelta(hours=hours))
hours = st.one_of(st.none(), st.times())
due_days = st.builds(Due, st.dates(date(2022, 7, 1), date(2022, 7, 31)), hours)
facts = st.one_of(
    st.builds(Facts, due_days, st.sampled_from([None, Status.DRAFT]), is_excused=st.booleans()),
    st.builds(Facts, due_days, st.sampled_from(Status), moments),
)


@pytest.mark.parametrize(
    ("known", "at", "state"),
    [
        (Facts(DUE), IN_TIME - timedelta(days=4), Completeness.NOT_DUE),
        (Facts(DUE), IN_TIME - timedelta(days=3), Completeness.DUE_SOON),
        (Facts(DUE), IN_TIME, Completeness.DUE_SOON),
        (Facts(DUE), OVER, Completeness.OVERDUE),
        (Facts(DUE, Status.DRAFT), OVER, Completeness.OVERDUE),
        (Facts(DUE, Status.SUBMITTED, IN_TIME), OVER, Completeness.ON_TIME),
        (Facts(DUE, Status.SUBMITTED, OVER), OVER, Completeness.LATE),
        (Facts(DUE, Status.RETURNED, IN_TIME), OVER, Completeness.RETURNED),
        (Facts(DUE, Status.ACCEPTED, OVER), OVER, Completeness.ACCEPTED),
        (Facts(DUE, Status.DRAFT, IN_TIME), OVER, Completeness.ACCEPTED),
        (Facts(DUE, is_excused=True), OVER, Completeness.EXCUSED),
    ],
)
def test_states(known, at, state):
    assert completeness_of(known, at, HERE, PLAIN) == state


def test_what_is_due_soon_is_counted_in_working_days():
    holiday = WorkingDays(off=frozenset({date(2022, 7, 14)}))
    four_days_before = IN_TIME - timedelta(days=4)
    assert completeness_of(Facts(DUE), four_days_before, HERE, holiday) == "due_soon"


@given(facts, moments)
def test_no_two_of_the_states_that_are_counted_are_drawn_alike(known, at):
    counted = completeness_of(known, at, HERE, PLAIN)
    mark = state_of(known, at, HERE, PLAIN).mark
    alike = {state for state in ObligationState if state.mark == mark}
    assert {state.counts_as for state in alike} == {counted}


def test_all_that_is_counted_can_be_drawn():
    drawn = set(ObligationState) - {ObligationState.NOT_OWED}
    assert {state.counts_as for state in drawn} == set(Completeness)


def test_an_earlier_day_knows_nothing_of_what_came_after():
    day = timedelta(days=1)
    known = {
        "due": Due(FRIDAY + 10 * day),
        "excused_at": None,
        "extensions": [(OVER, DUE), (OVER + 3 * day, Due(FRIDAY + 5 * day))],
        "answers": [
            (OVER + day, Status.SUBMITTED, OVER + day),
            (OVER + 2 * day, Status.RETURNED, OVER + day),
            (OVER + 3 * day, Status.SUBMITTED, OVER + day),
            (OVER + 4 * day, Status.ACCEPTED, OVER + day),
            (OVER + 5 * day, Status.DRAFT, OVER + day),
        ],
    }

    def then(at):
        found = facts_at(at, **known)
        return found.due, found.status, found.submitted_at

    assert then(IN_TIME) == (DUE, None, None)
    assert then(OVER) == (Due(FRIDAY + 5 * day), None, None)
    assert then(OVER + day) == (Due(FRIDAY + 5 * day), Status.SUBMITTED, OVER + day)
    assert then(OVER + 2 * day) == (Due(FRIDAY + 5 * day), Status.RETURNED, OVER + day)
    assert then(OVER + 4 * day) == (Due(FRIDAY + 10 * day), Status.ACCEPTED, OVER + day)
    assert then(OVER + 5 * day) == (Due(FRIDAY + 10 * day), Status.DRAFT, OVER + day)


def test_a_clock_that_was_set_back_breaks_no_count():
    answers = [(OVER, Status.SUBMITTED, OVER), (IN_TIME, Status.DRAFT, None)]
    known = {"due": DUE, "excused_at": None, "extensions": [], "answers": answers}
    assert facts_at(OVER, **known) == Facts(DUE, Status.DRAFT)
    assert facts_at(IN_TIME, **known) == Facts(DUE, Status.DRAFT)
    assert facts_at(IN_TIME - timedelta(seconds=1), **known) == Facts(DUE)


def test_an_excuse_holds_from_its_moment_on():
    known = {"due": DUE, "excused_at": OVER, "extensions": [], "answers": []}
    assert not facts_at(IN_TIME, **known).is_excused
    assert facts_at(OVER, **known).is_excused


@given(
    st.sampled_from(["week", "month", "quarter", "half", "nine", "year", "five"]),
    st.dates(date(2019, 1, 1), date(2022, 12, 31)),
    st.dates(date(2023, 1, 1), date(2027, 12, 31)),
)
def test_periods_are_asked_up_to_the_one_after_the_running_one(kind, start_on, on):
    spans = [span_of(15, kind, *place) for place in asked_periods(15, kind, start_on, None, on)]
    assert all(span.start_on >= start_on for span in spans)
    if kind not in ("nine", "five"):
        assert sum(span.start_on > on for span in spans) == 1
        assert sum(span.start_on <= on < span.end_on for span in spans) <= 1
