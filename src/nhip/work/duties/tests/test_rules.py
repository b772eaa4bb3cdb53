from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from nhip.organisation.periods.rules import Due, WorkingDays
from nhip.work.duties.choices import ObligationState, Status
from nhip.work.duties.rules import Facts, days_late, is_late, state_of

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
DUE = Due(date(2022, 7, 15))
LAST_SECOND = datetime(2022, 7, 15, 16, 59, 59, tzinfo=UTC)  # 23:59:59 at the office
OVER = datetime(2022, 7, 15, 17, 0, tzinfo=UTC)
LONG_BEFORE = OVER - timedelta(days=5)


# Deadlines


def test_the_due_day_is_over_at_midnight_at_the_office():
    assert not is_late(DUE, LAST_SECOND, HERE)
    assert is_late(DUE, OVER, HERE)


def test_what_has_an_hour_is_late_from_that_hour_on_and_no_day_late_before_the_next():
    due = Due(date(2022, 7, 15), time(16))
    four = datetime(2022, 7, 15, 9, 0, tzinfo=UTC)  # 16:00 at the office
    before, after = four - timedelta(seconds=1), four + timedelta(hours=7)
    assert [is_late(due, at, HERE) for at in (before, four, after)] == [False, True, True]
    assert [days_late(due, at, HERE) for at in (before, four, after)] == [0, 0, 0]
    waiting = Facts(due, None)
    assert state_of(waiting, before, HERE, WorkingDays()) == ObligationState.DUE_SOON
    assert state_of(waiting, four, HERE, WorkingDays()) == ObligationState.OVERDUE
    came = Facts(due, Status.ACCEPTED, four)
    assert state_of(came, after, HERE, WorkingDays()) == ObligationState.ACCEPTED_LATE


def test_days_late_are_counted_in_office_days():
    assert days_late(DUE, LAST_SECOND, HERE) == 0
    assert days_late(DUE, OVER, HERE) == 1
    assert days_late(DUE, OVER + timedelta(days=26), HERE) == 27


@pytest.mark.parametrize(
    ("status", "submitted_at", "at", "state"),
    [
        (None, None, LONG_BEFORE, ObligationState.NOT_DUE),
        (None, None, LAST_SECOND, ObligationState.DUE_SOON),
        (None, None, OVER, ObligationState.OVERDUE),
        (Status.DRAFT, None, LONG_BEFORE, ObligationState.FILLING),
        (Status.DRAFT, None, LAST_SECOND, ObligationState.DUE_SOON),
        (Status.DRAFT, None, OVER, ObligationState.OVERDUE),
        (Status.DRAFT, LAST_SECOND, OVER, ObligationState.CORRECTING),
        (Status.SUBMITTED, LAST_SECOND, OVER, ObligationState.ON_TIME),
        (Status.SUBMITTED, OVER, OVER, ObligationState.LATE),
        (Status.RETURNED, LAST_SECOND, OVER, ObligationState.RETURNED),
        (Status.ACCEPTED, LAST_SECOND, OVER, ObligationState.ACCEPTED),
        (Status.ACCEPTED, OVER, OVER, ObligationState.ACCEPTED_LATE),
    ],
)
def test_states(status, submitted_at, at, state):
    assert state_of(Facts(DUE, status, submitted_at), at, HERE, WorkingDays()) == state
    excused = Facts(DUE, status, None, is_excused=True)
    assert state_of(excused, at, HERE, WorkingDays()) == ObligationState.EXCUSED


def test_every_state_has_its_own_mark():
    assert len({state.mark for state in ObligationState}) == len(ObligationState)
