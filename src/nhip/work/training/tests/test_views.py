from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhip.office.documents.tests.makers import AT
from nhip.organisation.units.actions import move_unit
from nhip.organisation.units.rules import UnitDecision
from nhip.work.training.models import TrainingClass
from tests.pages import seen_on

from .makers import attended, held


@pytest.fixture
def lesson(cast):
    made = held(cast.unit, "L-01", date(2019, 6, 4), by=cast.planner)
    attended(made, "HV-1", cast.leaf, by=cast.planner)
    attended(made, "HV-2", cast.unit, by=cast.planner)
    return made


def address(lesson):
    return reverse("training:class", args=[lesson.pk])


def test_the_list_shows_classes_of_a_year_with_their_rolls(client, cast, lesson):
    held(cast.unit, "L-02", date(2020, 6, 4), by=cast.planner)
    client.force_login(cast.planner)
    html = client.get(reverse("training:list")).content.decode()
    assert "L-01" in html
    assert "chưa có danh sách" in html
    html = client.get(reverse("training:list"), {"nam": "2019"}).content.decode()
    assert "L-01" in html
    assert "L-02" not in html


def test_the_class_shows_counts_by_unit_and_codes(client, cast, lesson):
    client.force_login(cast.reporter)
    html = client.get(address(lesson)).content.decode()
    assert cast.leaf.name in html
    assert "HV-1" in html
    assert "2 người" in html
    assert "Gỡ lớp này" not in html


@pytest.mark.parametrize("who", ["stranger", "reader"])
def test_a_stranger_gets_the_answer_of_a_class_that_is_not_there(client, cast, lesson, who):
    client.force_login(getattr(cast, who))
    assert client.get(address(lesson)).status_code == 404
    assert client.post(address(lesson), {"reason": "x"}).status_code == 404
    line = lesson.attendances.first()
    ours = ("correct", "add", "import_roll", "roll_template")
    theirs = ("attendance", "correct_line")
    for name, thing in [*((name, lesson) for name in ours), *((name, line) for name in theirs)]:
        here = reverse(f"training:{name}", args=[thing.pk])
        assert client.get(here).status_code == 404


def test_the_list_is_closed_to_readers(client, cast):
    client.force_login(cast.reader)
    assert client.get(reverse("training:list")).status_code == 403


def at_line(line, name="attendance"):
    return reverse(f"training:{name}", args=[line.pk])


def test_the_planner_strikes_one_attendance_and_restores_it(client, cast, lesson):
    client.force_login(cast.planner)
    line = lesson.attendances.get(trainee__code="HV-1")
    refused = client.post(at_line(line), {"reason": ""})
    assert refused.status_code == 422
    assert "id_reason_error" in refused.content.decode()
    assert client.post(at_line(line), {"reason": "không dự"}).status_code == 302
    html = client.get(address(lesson)).content.decode()
    assert "<del>HV-1</del>" in html
    assert "không dự" in html
    assert "1 người" in html
    again = {"do": "restore", "reason": "có dự"}
    assert client.post(at_line(line), again).status_code == 302
    assert "2 người" in client.get(address(lesson)).content.decode()


def test_a_line_is_corrected_to_whoever_attended(client, cast, lesson):
    client.force_login(cast.planner)
    line = lesson.attendances.get(trainee__code="HV-1")
    here = at_line(line, "correct_line")
    shown = seen_on(client, here)
    refused = client.post(here, {"code": "Trần Văn A", "reason": "ghi nhầm"} | shown)
    assert refused.status_code == 422
    assert "id_code_error" in refused.content.decode()
    assert "Trần Văn A" in refused.content.decode()
    sent = {"code": "hv-7", "unit": cast.sibling.pk, "reason": "ghi nhầm"} | shown
    assert client.post(here, sent).status_code == 302
    html = client.get(at_line(line)).content.decode()
    assert "HV-7" in html
    assert "<del>HV-1</del>" in html
    assert "ghi nhầm" in html


def test_the_planner_strikes_the_class(client, cast, lesson):
    client.force_login(cast.planner)
    assert client.post(address(lesson), {"reason": "ghi trùng"}).status_code == 302
    html = client.get(address(lesson)).content.decode()
    assert "Đã gỡ: không còn được tính" in html
    assert client.post(address(lesson), {"reason": "ghi trùng"}).status_code == 422


def test_a_long_roll_asks_no_more_than_a_short_one(client, cast, lesson, django_assert_num_queries):
    client.force_login(cast.planner)
    client.get(address(lesson))
    with CaptureQueriesContext(connection) as few:
        client.get(address(lesson))
    for number in range(5):
        attended(lesson, f"HV-1{number}", cast.sibling, by=cast.planner)
    with django_assert_num_queries(len(few)):
        client.get(address(lesson))


NEW = {
    "name": "Tập huấn nghiệp vụ",
    "opened_on": "5/3/2019",
    "closed_on": "9/3/2019",
    "audiences": ["cap-uy", "chinh-uy"],
}


def test_the_planner_enters_a_class_and_goes_on_to_its_people(client, cast):
    client.force_login(cast.planner)
    page = client.get(reverse("training:new")).content.decode()
    for words in ("cấp ủy", "chính ủy", "chính trị viên", "đội ngũ cán bộ chính trị"):
        assert words in page
    answer = client.post(reverse("training:new"), {**NEW, "unit": cast.unit.pk}, follow=True)
    lesson = TrainingClass.objects.get()
    assert (lesson.code, lesson.unit) == ("LTH-2019-01", cast.unit)
    assert [each.code for each in lesson.audiences.all()] == ["cap-uy", "chinh-uy"]
    assert answer.redirect_chain[-1][0] == reverse("training:add", args=[lesson.pk])


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"closed_on": "4/3/2019"}, "closed_on"),
        ({"opened_on": "hôm qua"}, "opened_on"),
        ({"opened_on": "5/3/2014", "closed_on": "5/3/2014"}, "unit"),
        ({"code": "L-01"}, "code"),
        ({"code": "Lớp một"}, "code"),
        ({"unit": ""}, "unit"),
    ],
)
def test_what_is_wrong_with_a_class_is_told_at_its_field(client, cast, lesson, wrong, field):
    client.force_login(cast.planner)
    answer = client.post(reverse("training:new"), {**NEW, "unit": cast.unit.pk, **wrong})
    assert answer.status_code == 422
    assert f"id_{field}_error" in answer.content.decode()
    assert "Tập huấn nghiệp vụ" in answer.content.decode()
    assert TrainingClass.objects.count() == 1


def test_a_class_is_corrected_and_its_story_says_what_was(client, cast, lesson):
    client.force_login(cast.planner)
    here = reverse("training:correct", args=[lesson.pk])
    page = client.get(here).content.decode()
    assert 'value="4/6/2019"' in page
    sent = {**NEW, "unit": cast.sibling.pk, "code": "L-01", "reason": "ghi nhầm đơn vị"}
    sent |= seen_on(client, here)
    assert client.post(here, {**sent, "reason": ""}).status_code == 422
    assert client.post(here, sent).status_code == 302
    html = client.get(address(lesson)).content.decode()
    assert "ghi nhầm đơn vị" in html
    assert "<del>Đơn vị 07</del>" in html
    assert "<del>đội ngũ cán bộ chính trị</del>" in html
    assert client.post(here, sent).status_code == 422, "nothing is changed any more"


def test_old_pages_of_a_class_struck_meanwhile_say_so_and_lose_nothing(client, cast, lesson):
    client.force_login(cast.planner)
    line = lesson.attendances.first()
    here = address(lesson)
    client.post(here, {"reason": "ghi trùng"})
    sent = {
        "correct": ([lesson.pk], {**NEW, "name": "Tên đã gõ", "reason": "nhầm"}, "Tên đã gõ"),
        "add": ([lesson.pk], {"people": "HV-77, G.07"}, "HV-77"),
        "correct_line": ([line.pk], {"code": "HV-78", "unit": "", "reason": "nhầm"}, "HV-78"),
    }
    for name, (args, fields, typed) in sent.items():
        at = reverse(f"training:{name}", args=args)
        assert client.get(at).status_code == 302, name
        answer = client.post(at, fields)
        assert answer.status_code == 422, name
        assert typed in answer.content.decode(), name
    at = reverse("training:attendance", args=[line.pk])
    assert client.post(at, {"reason": "không dự"}).status_code == 422


def test_people_are_typed_many_lines_at_once(client, cast, lesson):
    client.force_login(cast.planner)
    here = reverse("training:add", args=[lesson.pk])
    typed = "HV-1\nHV-3, G.07\n\nNguyễn Văn B, G.07\nHV-4;X9\nHV-5"
    answer = client.post(here, {"people": typed})
    html = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Dòng 1:", "Dòng 4:", "Dòng 5:", "Dòng 6:"):
        assert words in html
    assert "Dòng 2:" not in html
    assert "Nguyễn Văn B, G.07" in html, "nothing typed is lost"
    assert lesson.attendances.count() == 2
    good = {"people": "hv-3\tg.07\r\nHV-4 G.08\nHV-5", "unit": cast.leaf.pk}
    assert client.post(here, good).status_code == 302
    people = dict(lesson.attendances.values_list("trainee__code", "trainee__unit__code"))
    assert people == {
        "HV-1": "G.07.1", "HV-2": "G.07", "HV-3": "G.07", "HV-4": "G.08", "HV-5": "G.07.1",
    }  # fmt: skip


def test_classes_are_found_by_level_and_audience(client, cast, lesson):
    held(cast.root, "L-02", date(2020, 6, 4), by=cast.planner)
    client.force_login(cast.planner)
    for query, shown, hidden in (
        ({"cap": "1"}, "L-02", "L-01"),
        ({"cap": "2"}, "L-01", "L-02"),
        ({"doi_tuong": "cap-uy"}, "Không có lớp nào", "L-01"),
    ):
        html = client.get(reverse("training:list"), query).content.decode()
        assert shown in html
        assert f"Lớp bồi dưỡng {hidden}" not in html


def test_the_level_is_the_one_the_unit_had_on_that_day(client, cast, lesson):
    move_unit(
        cast.unit,
        cast.sibling,
        decision=UnitDecision(),
        on=date(2021, 1, 1),
        by=cast.administrator,
        at=AT,
    )
    client.force_login(cast.planner)
    assert "L-01" in client.get(reverse("training:list"), {"cap": "2"}).content.decode()


def test_an_empty_list_says_who_may_begin(client, cast):
    for who, words in (
        ("planner", "Nhập lớp đầu tiên"),
        ("chief", "trợ lý kế hoạch, Cơ quan gốc"),
        ("administrator", "trợ lý kế hoạch, Cơ quan gốc"),
    ):
        client.force_login(getattr(cast, who))
        html = client.get(reverse("training:list")).content.decode()
        assert words in html
    assert reverse("training:new") not in html


def test_a_list_of_classes_asks_as_often_for_one_as_for_many(
    client, cast, lesson, django_assert_num_queries
):
    client.force_login(cast.planner)
    client.get(reverse("training:list"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("training:list"))
    for number in range(2, 7):
        held(cast.sibling, f"L-0{number}", date(2019, 6, number), by=cast.planner)
    with django_assert_num_queries(len(few)):
        client.get(reverse("training:list"))
