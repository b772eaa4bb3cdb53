"""Ages and limits are written for people; samples say what they are."""

from datetime import timedelta

import pytest

from nhip.portal.panels.rules import write_age, write_limit


@pytest.mark.parametrize(
    ("age", "written"),
    [
        (timedelta(seconds=-5), "trong giờ qua"),
        (timedelta(seconds=30), "trong giờ qua"),
        (timedelta(minutes=59), "trong giờ qua"),
        (timedelta(minutes=60), "1 giờ trước"),
        (timedelta(hours=47), "47 giờ trước"),
        (timedelta(hours=48), "2 ngày trước"),
        (timedelta(days=1432), "1.432 ngày trước"),
    ],
)
def test_ages_are_told_in_words(age, written):
    assert write_age(age).replace("\u00a0", " ") == written


@pytest.mark.parametrize(
    ("hours", "written"),
    [(72, "3 ngày"), (6, "6 giờ"), (30, "30 giờ"), (47, "47 giờ"), (48, "2 ngày")],
)
def test_limits_are_told_in_words(hours, written):
    assert write_limit(hours).replace("\u00a0", " ") == written
