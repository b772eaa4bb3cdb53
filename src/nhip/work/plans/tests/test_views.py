from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhip.office.documents.tests.makers import organ
from nhip.work.plans.choices import MODEL_UNIT

from .makers import received


@pytest.fixture
def plan(cast):
    return received(cast.unit, organ(cast.root), 2021, by=cast.planner)


def address(plan):
    return reverse("plans:plan", args=[plan.pk])


def test_the_list_is_filtered(client, cast, plan):
    received(cast.unit, plan.organ, 2020, by=cast.planner, kind=MODEL_UNIT)
    client.force_login(cast.planner)
    for query, shown, hidden in (({"nam": "2020"}, 2020, 2021), ({"loai": "yearly"}, 2021, 2020)):
        html = client.get(reverse("plans:list"), query).content.decode()
        assert f"công tác năm {shown}" in html
        assert f"công tác năm {hidden}" not in html


@pytest.mark.parametrize("who", ["stranger", "reader"])
def test_a_stranger_gets_the_answer_of_a_plan_that_is_not_there(client, cast, plan, who):
    client.force_login(getattr(cast, who))
    assert client.get(address(plan)).status_code == 404
    assert client.post(address(plan), {"reason": "x"}).status_code == 404
    assert client.post(reverse("plans:appraise", args=[plan.pk])).status_code == 404


def test_the_unit_sees_its_plan_and_changes_nothing(client, cast, plan):
    client.force_login(cast.reporter)
    html = client.get(address(plan)).content.decode()
    assert "chờ thẩm định" in html
    assert "Gỡ kế hoạch này" not in html
    assert client.post(address(plan), {"reason": "x"}).status_code == 403


def test_the_list_is_closed_to_readers(client, cast):
    client.force_login(cast.reader)
    assert client.get(reverse("plans:list")).status_code == 403


def test_the_planner_appraises(client, cast, plan):
    client.force_login(cast.planner)
    post = reverse("plans:appraise", args=[plan.pk])
    refused = client.post(post, {"appraised_on": "hôm qua", "remarks": "Đủ mục tiêu"})
    assert refused.status_code == 422
    assert "id_appraised_on_error" in refused.content.decode()
    assert "Đủ mục tiêu" in refused.content.decode()
    assert (
        client.post(post, {"appraised_on": "20/1/2021", "remarks": "Đủ mục tiêu"}).status_code
        == 302
    )
    plan.refresh_from_db()
    assert plan.appraised_on == date(2021, 1, 20)
    html = client.get(address(plan)).content.decode()
    assert "20/1/2021" in html
    assert "Đủ mục tiêu" in html
    assert client.post(post, {"appraised_on": "20/1/2021"}).status_code == 422


def test_the_planner_strikes(client, cast, plan):
    client.force_login(cast.planner)
    assert client.post(address(plan), {"reason": ""}).status_code == 422
    assert client.post(address(plan), {"reason": "ghi trùng"}).status_code == 302
    assert "ghi trùng" in client.get(address(plan)).content.decode()
    assert client.post(address(plan), {"reason": "ghi trùng"}).status_code == 422


def test_the_list_asks_as_often_for_one_plan_as_for_many(
    client, cast, plan, django_assert_num_queries
):
    client.force_login(cast.planner)
    client.get(reverse("plans:list"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("plans:list"))
    for number in range(5):
        received(cast.unit, plan.organ, 2015 + number, by=cast.planner)
    with django_assert_num_queries(len(few)):
        client.get(reverse("plans:list"))
