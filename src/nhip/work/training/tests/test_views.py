from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

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
    assert client.post(reverse("training:attendance", args=[lesson.pk])).status_code == 404


def test_the_list_is_closed_to_readers(client, cast):
    client.force_login(cast.reader)
    assert client.get(reverse("training:list")).status_code == 403


def test_the_planner_strikes_one_attendance(client, cast, lesson):
    client.force_login(cast.planner)
    line = lesson.attendances.get(trainee__code="HV-1")
    post = reverse("training:attendance", args=[lesson.pk])
    refused = client.post(post, {"luot-attendance": line.pk, "luot-reason": ""})
    assert refused.status_code == 422
    assert "id_luot-reason_error" in refused.content.decode()
    assert (
        client.post(post, {"luot-attendance": line.pk, "luot-reason": "không dự"}).status_code
        == 302
    )
    html = client.get(address(lesson)).content.decode()
    assert "<del>HV-1</del>" in html
    assert "không dự" in html
    assert "1 người" in html


def test_an_attendance_of_another_class_cannot_be_struck_here(client, cast, lesson):
    other = held(cast.sibling, "L-09", date(2019, 6, 4), by=cast.planner)
    line = attended(other, "HV-9", cast.sibling, by=cast.planner)
    client.force_login(cast.planner)
    post = reverse("training:attendance", args=[lesson.pk])
    assert client.post(post, {"luot-attendance": line.pk, "luot-reason": "x"}).status_code == 422


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
