"""Lists of classes and people, looked at first, then taken in."""

import io
import re
from datetime import date

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from nhip.work.training.models import Attendance, Trainee, TrainingClass

from .makers import attended, held

HEADINGS = [
    "Mã lớp", "Tên lớp", "Đơn vị mở lớp", "Ngày mở", "Ngày kết thúc", "Đối tượng", "Mã người dự",
    "Đơn vị người dự",
]  # fmt: skip
FIRST = [
    "L-11",
    "Tập huấn năm 2018",
    "G",
    "5/3/2018",
    "9/3/2018",
    "Cấp ủy, chính ủy",
    "HV-1",
    "G.07",
]
AGAIN = ["l-11", "", "", "", "", "", "HV-2", "Đơn vị 08"]
OTHER = ["L-12", "Bồi dưỡng", "G.07", "4/6/2019", "6/6/2019", "", "", ""]


def sheet(*rows, headings=HEADINGS):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("Lớp")
        for number, row in enumerate([headings, *rows]):
            page.write_row(number, 0, row)
    return SimpleUploadedFile("lop.xlsx", out.getvalue())


def sent(client, here, *rows, headings=HEADINGS):
    """What answers a file: the status, the page and the list to press, if it may be."""
    answer = client.post(here, {"file": sheet(*rows, headings=headings)})
    html = answer.content.decode()
    found = re.search(r'name="list" value="([^"]+)"', html)
    return answer.status_code, html, found[1] if found else None


@pytest.fixture
def here(client, cast):
    client.force_login(cast.planner)
    return reverse("training:import")


def test_classes_of_past_years_come_in_with_their_rolls(client, cast, here):
    status, _html, packed = sent(client, here, FIRST, AGAIN, OTHER)
    assert status == 200
    assert not TrainingClass.objects.exists(), "a look writes nothing"
    assert client.post(here, {"list": packed}).status_code == 302
    first, other = TrainingClass.objects.order_by("code")
    assert (first.unit, first.opened_on, first.name) == (cast.root, date(2018, 3, 5), FIRST[1])
    assert [each.code for each in first.audiences.all()] == ["cap-uy", "chinh-uy"]
    people = set(first.attendances.values_list("trainee__code", "trainee__unit__code"))
    assert people == {("HV-1", "G.07"), ("HV-2", "G.08")}
    assert (other.unit, other.attendances.count()) == (cast.unit, 0)


def test_the_same_list_again_changes_nothing_and_a_longer_one_adds(client, cast, here):
    _status, _html, packed = sent(client, here, FIRST, OTHER)
    client.post(here, {"list": packed})
    status, html, packed = sent(client, here, FIRST, OTHER)
    assert (status, packed) == (200, None)
    assert "đã có" in html
    _status, _html, packed = sent(client, here, FIRST, AGAIN, OTHER)
    client.post(here, {"list": packed})
    assert (TrainingClass.objects.count(), Attendance.objects.count()) == (2, 2)


def test_every_bad_cell_is_told_and_nothing_is_written(client, cast, here):
    attended(
        held(cast.sibling, "L-09", date(2019, 6, 4), by=cast.planner),
        "HV-9",
        cast.leaf,
        by=cast.planner,
    )
    rows = [
        FIRST,
        ["L-13", "Lớp", "Z", "5/3/2018", "9/3/2018", "", "", ""],
        ["L-14", "Lớp", "G", "32/3/2018", "9/3/2018", "", "", ""],
        ["L-15", "Lớp", "G", "5/3/2018", "9/3/2018", "bạn đọc", "", ""],
        ["L-16", "Lớp", "G", "5/3/2018", "9/3/2018", "", "Trần Văn B", "G"],
        ["L-17", "", "G", "5/3/2018", "9/3/2018", "", "", ""],
        FIRST,
    ]
    status, html, packed = sent(client, here, *rows)
    assert (status, packed) == (422, None)
    for cell in ("C3", "D4", "F5", "G6", "B7", "G8"):
        assert f"ô {cell}:" in html
    assert "ô A2" not in html
    assert TrainingClass.objects.count() == 1


def test_what_the_verbs_refuse_is_told_at_each_row(client, cast, here):
    attended(
        held(cast.sibling, "L-09", date(2019, 6, 4), by=cast.planner),
        "HV-9",
        cast.leaf,
        by=cast.planner,
    )
    rows = [
        ["L-13", "Lớp", "G.07", "5/3/2014", "9/3/2014", "", "", ""],
        ["L-14", "Lớp", "G", "9/3/2018", "5/3/2018", "", "", ""],
        ["L-15", "Lớp", "G", "5/3/2018", "9/3/2018", "", "HV-7", ""],
        ["L-15", "", "", "", "", "", "HV-9", "G.08"],
        ["L-09", "Tên khác", "", "", "", "", "", ""],
    ]
    status, html, packed = sent(client, here, *rows[:4])
    assert (status, packed) == (422, None)
    for cell in ("C2", "E3", "H4", "H5"):
        assert f"ô {cell}:" in html
    status, html, packed = sent(client, here, rows[4])
    assert status == 422
    assert "ô B2:" in html
    assert TrainingClass.objects.count() == 1


def test_the_roll_of_one_class_comes_in_without_units_of_whoever_is_known(client, cast):
    lesson = held(cast.unit, "L-01", date(2019, 6, 4), by=cast.planner)
    other = held(cast.unit, "L-02", date(2019, 7, 4), by=cast.planner)
    attended(lesson, "HV-1", cast.leaf, by=cast.planner)
    attended(other, "HV-2", cast.leaf, by=cast.planner)
    client.force_login(cast.planner)
    here = reverse("training:import_roll", args=[lesson.pk])
    status, html, packed = sent(client, here, ["HV-1"], ["HV-2"], headings=["Mã người dự"])
    assert status == 200
    assert client.post(here, {"list": packed}).status_code == 302
    assert lesson.attendances.count() == 2
    status, html, packed = sent(client, here, ["HV-7"], headings=["Mã người dự"])
    assert (status, packed) == (422, None)
    assert "HV-7" in html
    status, html, packed = sent(
        client, here, ["HV-7", "G.08"], ["HV-7", "G.08"], headings=["Mã", "Đơn vị"]
    )
    assert status == 422
    assert "ô A3:" in html
    assert Trainee.objects.count() == 2


@pytest.mark.parametrize("name", ["template", "roll_template"])
def test_the_template_is_refused_until_its_example_is_gone(client, cast, name):
    lesson = held(cast.unit, "L-01", date(2019, 6, 4), by=cast.planner)
    client.force_login(cast.planner)
    place = [lesson.pk] if name == "roll_template" else []
    workbook = client.get(reverse(f"training:{name}", args=place)).content
    assert CalamineWorkbook.from_filelike(io.BytesIO(workbook)).sheet_names
    import_name = "import_roll" if place else "import"
    file = SimpleUploadedFile("mau.xlsx", workbook)
    answer = client.post(reverse(f"training:{import_name}", args=place), {"file": file})
    assert answer.status_code == 422
    assert "xóa" in answer.content.decode()


def test_a_list_of_another_person_or_day_is_not_taken(client, cast, here):
    _status, _html, packed = sent(client, here, FIRST)
    held(cast.root, "L-11", date(2018, 3, 5), by=cast.planner)
    assert client.post(here, {"list": packed}).status_code == 409
    assert client.post(here, {"list": packed + "x"}).status_code == 302
    assert TrainingClass.objects.count() == 1
