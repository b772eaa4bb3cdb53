from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhip.office.documents.tests.makers import AT, START, organ
from nhip.organisation.people.actions import appoint
from nhip.organisation.people.choices import Role
from nhip.organisation.people.models import Post
from nhip.work.plans.actions import appraise_plan, correct_plan
from nhip.work.plans.choices import MODEL_UNIT
from nhip.work.plans.models import UnitPlan
from tests.pages import seen_on

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
    assert client.get(reverse("plans:correct", args=[plan.pk])).status_code == 404


def test_the_unit_sees_its_plan_and_changes_nothing(client, cast, plan):
    client.force_login(cast.reporter)
    html = client.get(address(plan)).content.decode()
    assert "chờ thẩm định" in html
    assert "Gỡ kế hoạch này" not in html
    assert "Sửa bản ghi này" not in html
    assert "Thẩm định kế hoạch này" not in html
    assert client.get(reverse("plans:correct", args=[plan.pk])).status_code == 403
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


def new(cast, **fields):
    return {
        "unit": cast.unit.pk,
        "kind": "yearly",
        "year": "2019",
        "title": "Kế hoạch công tác năm 2019",
        "received_on": "10/1/2019",
        "organ": organ(cast.root).pk,
        **fields,
    }


def test_the_planner_enters_a_plan_that_waits(client, cast):
    client.force_login(cast.planner)
    answer = client.post(reverse("plans:new"), new(cast), follow=True)
    plan = UnitPlan.objects.get()
    assert (plan.unit, plan.kind_id, plan.appraised_on) == (cast.unit, "yearly", None)
    html = answer.content.decode()
    assert "chờ thẩm định" in html
    assert "Thẩm định kế hoạch này" in html
    assert "1 chờ thẩm định" in client.get(reverse("plans:list")).content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"received_on": "hôm qua"}, "received_on"),
        ({"received_on": "1/1/2999"}, "received_on"),
        ({"received_on": "10/1/2014"}, "unit"),
        ({"year": "năm ngoái"}, "year"),
        ({"year": "2021"}, "kind"),
        ({"kind": "khác"}, "kind"),
        ({"title": ""}, "title"),
    ],
)
def test_what_is_wrong_with_a_plan_is_told_at_its_field(client, cast, plan, wrong, field):
    client.force_login(cast.planner)
    answer = client.post(reverse("plans:new"), new(cast, remarks="x", **wrong))
    assert answer.status_code == 422
    assert f"id_{field}_error" in answer.content.decode()
    assert UnitPlan.objects.count() == 1


def test_an_organ_of_another_branch_appraises_no_plan_of_this_unit(client, cast):
    client.force_login(cast.planner)
    answer = client.post(reverse("plans:new"), new(cast, organ=organ(cast.sibling).pk))
    assert answer.status_code == 422
    assert "id_organ_error" in answer.content.decode()


def test_a_plan_is_corrected_with_a_reason_and_restored(client, cast, plan):
    client.force_login(cast.planner)
    here = reverse("plans:correct", args=[plan.pk])
    sent = new(cast, year="2021", received_on="12/1/2021", title=plan.title)
    sent |= seen_on(client, here)
    assert client.post(here, sent).status_code == 422, "a correction needs a reason"
    assert client.post(here, {**sent, "reason": "ghi nhầm ngày"}).status_code == 302
    html = client.get(address(plan)).content.decode()
    assert "<del>10/1/2021</del>" in html
    assert "12/1/2021" in html
    assert "ghi nhầm ngày" in html
    client.post(address(plan), {"reason": "ghi trùng"})
    assert client.get(here).status_code == 302, "a struck plan is restored first"
    stale = client.post(here, {**sent, "title": "Tên đã gõ", "reason": "nhầm"})
    assert stale.status_code == 422
    assert "Tên đã gõ" in stale.content.decode()
    assert client.post(address(plan), {"do": "restore", "reason": "không trùng"}).status_code == 302
    assert "chờ thẩm định" in client.get(address(plan)).content.decode()


def test_another_plan_took_the_place_of_a_struck_one(client, cast, plan):
    client.force_login(cast.planner)
    client.post(address(plan), {"reason": "ghi trùng"})
    received(cast.unit, plan.organ, 2021, by=cast.planner)
    refused = client.post(address(plan), {"do": "restore", "reason": "không trùng"})
    assert refused.status_code == 422
    assert "Đơn vị đã nộp kế hoạch loại này" in refused.content.decode()


def test_an_appraisal_is_corrected_by_whoever_may_appraise(client, cast, plan):
    client.force_login(cast.planner)
    client.post(
        reverse("plans:appraise", args=[plan.pk]), {"appraised_on": "20/1/2021", "remarks": "Đủ"}
    )
    here = reverse("plans:correct", args=[plan.pk])
    sent = new(cast, year="2021", received_on="10/1/2021", title=plan.title, remarks="Đủ")
    sent |= seen_on(client, here)
    early = client.post(here, {**sent, "appraised_on": "2/1/2021", "reason": "nhầm"})
    assert early.status_code == 422
    assert "id_appraised_on_error" in early.content.decode()
    assert (
        client.post(here, {**sent, "appraised_on": "21/1/2021", "reason": "nhầm"}).status_code
        == 302
    )
    plan.refresh_from_db()
    assert plan.appraised_on == date(2021, 1, 21)


def test_a_planner_below_corrects_the_plan_and_not_its_appraisal(client, cast, plan):
    done = appraise_plan(plan, remarks="Đủ", on=date(2021, 1, 20), by=cast.planner, at=AT)
    post = Post.objects.get(name="trợ lý kế hoạch")
    appoint(cast.reporter, cast.unit, post, Role.PLANNER, on=START, by=cast.administrator, at=AT)
    client.force_login(cast.reporter)
    here = reverse("plans:correct", args=[plan.pk])
    sent = new(cast, year="2021", received_on="11/1/2021", kind=MODEL_UNIT, remarks="Thiếu",
               appraised_on="21/1/2021", reason="ghi nhầm")  # fmt: skip
    sent |= seen_on(client, here)
    assert client.post(here, sent).status_code == 302
    plan.refresh_from_db()
    assert (plan.received_on, plan.kind_id) == (date(2021, 1, 11), "yearly")
    assert (plan.appraised_on, plan.remarks) == (date(2021, 1, 20), "Đủ")
    for fields in ({"remarks": "Thiếu"}, {"appraised_on": date(2021, 1, 21)}, {"kind": MODEL_UNIT}):
        with pytest.raises(PermissionDenied):
            correct_plan(done, fields, reason="ghi nhầm", by=cast.reporter, at=AT)


def test_a_planner_below_gives_no_plan_to_a_unit_of_another_branch(cast, plan):
    post = Post.objects.get(name="trợ lý kế hoạch")
    appoint(cast.reporter, cast.unit, post, Role.PLANNER, on=START, by=cast.administrator, at=AT)
    told = {"reason": "ghi nhầm", "by": cast.reporter, "at": AT}
    with pytest.raises(PermissionDenied):
        correct_plan(plan, {"unit": cast.sibling}, **told)
    assert correct_plan(plan, {"unit": cast.leaf}, **told).unit == cast.leaf


def test_an_office_adds_a_kind(client, cast):
    client.force_login(cast.planner)
    here = reverse("plans:kinds")
    html = client.get(here).content.decode()
    assert html.index(">Kế hoạch năm<") < html.index("đơn vị “Mẫu mực, tiêu biểu”<")
    assert client.post(here, {"name": "Kế hoạch  năm"}).status_code == 422, "there is one"
    assert client.post(here, {"name": "kế hoạch phòng cháy"}).status_code == 302
    assert (
        client.post(reverse("plans:new"), new(cast, kind="ke-hoach-phong-chay")).status_code == 302
    )
    shown = client.get(reverse("plans:list"), {"loai": "ke-hoach-phong-chay"}).content.decode()
    assert "Kế hoạch công tác năm 2019" in shown
    lines = client.get(reverse("people:authority"))
    assert lines.status_code == 200


@pytest.mark.parametrize("who", ["chief", "reporter", "editor", "stranger", "reader"])
def test_others_enter_no_plans_and_add_no_kinds(client, cast, who):
    client.force_login(getattr(cast, who))
    for name in ("new", "import", "template", "kinds"):
        assert client.get(reverse(f"plans:{name}")).status_code == 403


def test_an_empty_list_says_who_may_begin(client, cast):
    for who, words in (
        ("planner", "Nhập kế hoạch đầu tiên"),
        ("chief", "trợ lý kế hoạch, Cơ quan gốc"),
        ("administrator", "trợ lý kế hoạch, Cơ quan gốc"),
    ):
        client.force_login(getattr(cast, who))
        assert words in client.get(reverse("plans:list")).content.decode()


def test_a_kind_of_plan_is_renamed_and_keeps_its_plans(client, cast, plan):
    client.force_login(cast.planner)
    here = reverse("plans:rename_kind", args=[plan.kind.pk])
    assert here in client.get(reverse("plans:kinds")).content.decode()
    assert client.post(here, {"name": " "}).status_code == 422
    assert client.post(here, {"name": "kế hoạch toàn năm"}).status_code == 302
    assert "ế hoạch toàn năm" in client.get(address(plan)).content.decode()
