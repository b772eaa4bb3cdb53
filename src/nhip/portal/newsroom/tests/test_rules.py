"""How a deadline is told."""

from datetime import UTC, datetime, timedelta

import pytest

from nhip.portal.newsroom.rules import time_left

DUE = datetime(2022, 7, 28, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (timedelta(hours=-72), "còn 3 ngày"),
        (timedelta(hours=-47), "còn 47 giờ"),
        (timedelta(minutes=-20), "còn chưa đến một giờ"),
        (timedelta(minutes=20), "trễ chưa đến một giờ"),
        (timedelta(hours=5), "trễ 5 giờ"),
        (timedelta(days=2), "trễ 2 ngày"),
    ],
)
def test_a_deadline_is_told_in_hours_and_from_two_days_in_days(
    after: timedelta, words: str
) -> None:
    assert time_left(DUE, DUE + after) == words
