from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from nhip.office.documents.tests.makers import AT, START, organ
from nhip.office.records.rules import AlreadyStruck
from nhip.organisation.journal.queries import history
from nhip.organisation.people.actions import appoint
from nhip.organisation.people.choices import Role
from nhip.organisation.people.models import Post
from nhip.organisation.units.actions import close_organ, open_organ
from nhip.organisation.units.choices import Layout, OrganKind
from nhip.work.plans.actions import appraise_plan, strike_plan
from nhip.work.plans.models import UnitPlan
from nhip.work.plans.rules import AlreadyAppraised, NotAbove

from .makers import received


@pytest.fixture
def plan(cast):
    return received(cast.unit, organ(cast.root), 2021, by=cast.planner)


def test_a_plan_is_received_appraised_and_told(cast, plan):
    done = appraise_plan(
        plan, remarks="Bổ sung mốc quý II", on=date(2021, 1, 20), by=cast.planner, at=AT
    )
    assert (done.appraised_on, done.remarks) == (date(2021, 1, 20), "Bổ sung mốc quý II")
    assert [doing.verb for doing in history(plan)] == ["plan.received", "plan.appraised"]
    with pytest.raises(AlreadyAppraised):
        appraise_plan(plan, remarks="", on=date(2021, 1, 21), by=cast.planner, at=AT)


def test_a_struck_plan_makes_room_for_another_and_is_not_appraised(cast, plan):
    strike_plan(plan, reason="ghi trùng", by=cast.planner, at=AT)
    with pytest.raises(AlreadyStruck):
        appraise_plan(plan, remarks="", on=date(2021, 1, 20), by=cast.planner, at=AT)
    again = received(cast.unit, plan.organ, 2021, by=cast.planner)
    assert list(UnitPlan.objects.standing()) == [again]


def test_an_organ_takes_plans_from_its_first_day_to_the_day_before_it_closes(cast):
    told = {"by": cast.administrator, "at": AT}
    opened = open_organ(
        cast.root, OrganKind.STAFF, "Phòng", Layout.STATE, on=date(2019, 1, 10), **told
    )
    for year in (2019, 2020):  # on 10/1
        assert received(cast.unit, opened, year, by=cast.planner).organ == opened
    closed = close_organ(opened, on=date(2021, 1, 10), **told)
    for year in (2018, 2021):
        with pytest.raises(NotAbove):
            received(cast.unit, closed, year, by=cast.planner)


@pytest.mark.parametrize("who", ["reporter", "stranger", "reader", "editor"])
def test_others_keep_and_appraise_no_plans(cast, plan, who):
    other = getattr(cast, who)
    for refused in (
        lambda: received(cast.unit, plan.organ, 2022, by=other),
        lambda: appraise_plan(plan, remarks="", on=date(2021, 1, 20), by=other, at=AT),
        lambda: strike_plan(plan, reason="ghi trùng", by=other, at=AT),
    ):
        with pytest.raises(PermissionDenied):
            refused()


def test_a_planner_below_keeps_the_plan_but_does_not_appraise_it(cast, plan):
    post = Post.objects.get(name="trợ lý kế hoạch")
    appoint(cast.reporter, cast.unit, post, Role.PLANNER, on=START, by=cast.administrator, at=AT)
    with pytest.raises(PermissionDenied):
        appraise_plan(plan, remarks="", on=date(2021, 1, 20), by=cast.reporter, at=AT)
    assert strike_plan(plan, reason="ghi trùng", by=cast.reporter, at=AT).struck_at
