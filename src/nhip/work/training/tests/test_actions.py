from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from nhip.office.documents.tests.makers import AT
from nhip.office.records.rules import AlreadyStruck, WrongField
from nhip.organisation.journal.queries import history
from nhip.work.training.actions import (
    correct_attendance,
    open_class,
    restore_attendance,
    strike_attendance,
    strike_class,
)
from nhip.work.training.models import Attendance, TrainingClass
from nhip.work.training.rules import ClassStruck

from .makers import attended, held

DAY = date(2019, 6, 4)


@pytest.fixture
def lesson(cast):
    return held(cast.unit, "L-01", DAY, by=cast.planner)


def test_a_class_is_entered_with_its_history(lesson):
    assert [doing.verb for doing in history(lesson)] == ["class.opened"]
    assert lesson.days == "4/6/2019–6/6/2019"


def test_striking_a_class_takes_its_attendances_along(cast, lesson):
    attended(lesson, "HV-1", cast.leaf, by=cast.planner)
    strike_class(lesson, reason="ghi trùng", by=cast.planner, at=AT)
    assert not TrainingClass.objects.standing().exists()
    assert not Attendance.objects.standing().exists()
    assert history(lesson)[-1].said == {"reason": "ghi trùng"}


def test_striking_one_attendance_leaves_the_class(cast, lesson):
    first = attended(lesson, "HV-1", cast.leaf, by=cast.planner)
    second = attended(lesson, "HV-2", cast.leaf, by=cast.planner)
    strike_attendance(first, reason="không dự", by=cast.planner, at=AT)
    assert list(lesson.attendances.standing()) == [second]
    with pytest.raises(AlreadyStruck):
        strike_attendance(first, reason="không dự", by=cast.planner, at=AT)


def test_the_roll_of_a_struck_class_stays_as_it_is(cast, lesson):
    line = attended(lesson, "HV-1", cast.leaf, by=cast.planner)
    gone = attended(lesson, "HV-2", cast.leaf, by=cast.planner)
    told = {"reason": "ghi nhầm", "by": cast.planner, "at": AT}
    strike_attendance(gone, **told)
    strike_class(lesson, **told)
    for act in (
        lambda: correct_attendance(line, {"code": "HV-3", "unit": cast.leaf}, **told),
        lambda: strike_attendance(line, **told),
        lambda: restore_attendance(gone, **told),
        lambda: attended(lesson, "HV-4", cast.leaf, by=cast.planner),
    ):
        with pytest.raises(ClassStruck, match=lesson.code):
            act()
    assert [each.struck_at is None for each in lesson.attendances.order_by("pk")] == [True, False]


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(2200, 1, 1)])
def test_a_class_ends_where_a_day_follows(cast, day):
    with pytest.raises(WrongField):
        open_class(cast.unit, name="x", opened_on=DAY, closed_on=day, by=cast.planner, at=AT)


@pytest.mark.parametrize("who", ["reporter", "stranger", "reader", "editor"])
def test_only_the_planner_keeps_classes(cast, lesson, who):
    other = getattr(cast, who)
    line = attended(lesson, "HV-1", cast.leaf, by=cast.planner)
    for refused in (
        lambda: held(cast.unit, "L-02", DAY, by=other),
        lambda: attended(lesson, "HV-2", cast.leaf, by=other),
        lambda: strike_class(lesson, reason="ghi trùng", by=other, at=AT),
        lambda: strike_attendance(line, reason="không dự", by=other, at=AT),
    ):
        with pytest.raises(PermissionDenied):
            refused()
