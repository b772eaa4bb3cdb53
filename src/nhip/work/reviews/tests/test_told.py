"""What happens to classes and plans below is told beside the figures that count them."""

from datetime import date, timedelta

import pytest
from django.db.models import F

from nhip.office.documents.tests.makers import AT
from nhip.office.figures.actions import compare_noted
from nhip.office.figures.models import Pin
from nhip.work.plans.actions import (
    NewPlan,
    appraise_plan,
    correct_plan,
    receive_plan,
    restore_plan,
    strike_plan,
    take_in_plans,
)
from nhip.work.reviews.actions import approve_review
from nhip.work.training.actions import (
    NewAttendance,
    NewClass,
    correct_attendance,
    correct_class,
    restore_attendance,
    restore_class,
    strike_attendance,
    strike_class,
    take_in_attendances,
    take_in_classes,
)

from .world import build

DAY = date(2020, 3, 2)


@pytest.fixture
def world(cast):
    made = build(cast)
    approve_review(made.review, by=cast.chief, at=AT)
    return made


def moved():
    """The figures whose amount is another by now: how much, and why."""
    compare_noted()
    pins = Pin.objects.exclude(new_amount=None).exclude(new_amount=F("amount"))
    return {pin.key: (pin.new_amount - pin.amount, pin.last_cause.words) for pin in pins}


def test_what_happens_to_a_class_is_told(cast, world):
    who = {"by": cast.planner, "at": AT}
    [held] = take_in_classes([NewClass(cast.unit, "Lớp", DAY, DAY, "L-77")], **who)
    assert moved() == {"classes": (1, "Lớp L-77 được ghi vào sổ.")}
    [line, other] = take_in_attendances(
        [NewAttendance(held, code, cast.leaf) for code in ("HV-77", "HV-78")], **who
    )
    assert moved()["trainees"][0] == 2
    strike_attendance(line, reason="không dự", **who)
    assert moved()["trainees"] == (1, "Lượt dự của HV-77 tại lớp L-77 bị gỡ: không dự.")
    restore_attendance(line, reason="có dự", **who)
    assert moved()["trainees"][0] == 2
    correct_attendance(other, {"code": "HV-1", "unit": None}, reason="ghi nhầm", **who)
    assert moved()["trainees"][0] == 1
    strike_class(held, reason="ghi trùng", **who)
    assert moved() == {}
    restore_class(held, reason="không trùng", **who)
    assert moved()["classes"][1].endswith("không trùng.")
    later = {"opened_on": date(2022, 1, 3), "closed_on": date(2022, 1, 3)}
    correct_class(held, later, reason="ghi nhầm năm", **who)
    assert moved() == {}, "it was opened after the years looked back on"
    correct_class(held, {"opened_on": DAY}, reason="ghi nhầm năm", **who)
    assert {key: by for key, (by, _cause) in moved().items()} == {"classes": 1, "trainees": 1}


def test_what_happens_to_a_plan_is_told(cast, world):
    who = {"by": cast.planner, "at": AT}
    given = {"kind": "yearly", "title": "Kế hoạch", "received_on": DAY, "organ": world.organ}
    plan = receive_plan(cast.leaf, year=2020, **given, **who)
    assert moved() == {}, "a plan that waits counts nowhere"
    appraise_plan(plan, remarks="", on=DAY + timedelta(9), **who)
    assert moved()["plans_appraised"][0] == 1
    strike_plan(plan, reason="ghi trùng", **who)
    assert moved() == {}
    restore_plan(plan, reason="không trùng", **who)
    assert moved()["plans_appraised"][1].endswith("không trùng.")
    outside = {"year": 2022, "received_on": date(2022, 1, 5), "appraised_on": date(2022, 1, 6)}
    correct_plan(plan, outside, reason="ghi nhầm năm", **who)
    assert moved() == {}
    many = [
        NewPlan(unit, year=2019, appraised_on=DAY, **{**given, "title": "Kế hoạch 2019"})
        for unit in (cast.unit, cast.sibling)
    ]
    take_in_plans(many, **who)
    assert moved()["plans_appraised"][0] == 2
