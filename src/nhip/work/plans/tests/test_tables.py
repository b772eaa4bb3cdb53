"""A list of plans, looked at first, then taken in."""

import io
import re
from datetime import date

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nhip.office.documents.tests.makers import organ
from nhip.work.plans.models import UnitPlan

from .makers import received

HEADINGS = ["Đơn vị", "Loại", "Năm", "Tên kế hoạch", "Ngày nhận", "Cơ quan thẩm định"]
MORE = [*HEADINGS, "Ngày thẩm định", "Nhận xét"]
FIRST = ["G.07", "Kế hoạch năm", 2019, "Kế hoạch 2019", "6/1/2019", "Ban chấp hành"]


def sent(client, here, *rows, headings=HEADINGS):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("Kế hoạch")
        for number, row in enumerate([headings, *rows]):
            page.write_row(number, 0, row)
    answer = client.post(here, {"file": SimpleUploadedFile("ke-hoach.xlsx", out.getvalue())})
    html = answer.content.decode()
    found = re.search(r'name="list" value="([^"]+)"', html)
    return answer.status_code, html, found[1] if found else None


@pytest.fixture
def here(client, cast):
    organ(cast.root)
    organ(cast.sibling)
    client.force_login(cast.planner)
    return reverse("plans:import")


def test_plans_of_past_years_come_in_waiting_or_appraised(client, cast, here):
    second = ["Đơn vị 08", "kế hoạch năm", "2019", "Kế hoạch", "7/1/2019", "Ban Chấp hành", "", ""]
    status, _html, packed = sent(
        client, here, [*FIRST, "18/1/2019", "Đủ mục tiêu"], second, headings=MORE
    )
    assert status == 200
    assert not UnitPlan.objects.exists(), "a look writes nothing"
    assert client.post(here, {"list": packed}).status_code == 302
    done, waiting = UnitPlan.objects.order_by("unit__code")
    assert (done.unit, done.organ.unit, done.appraised_on, done.remarks) == (
        cast.unit, cast.root, date(2019, 1, 18), "Đủ mục tiêu",
    )  # fmt: skip
    assert (waiting.unit, waiting.organ.unit, waiting.appraised_on) == (
        cast.sibling, cast.sibling, None,
    )  # fmt: skip
    again = sent(client, here, second, headings=MORE)
    assert (again[0], again[2]) == (200, None)


def test_a_list_without_the_last_columns_brings_plans_that_wait(client, cast, here):
    _status, _html, packed = sent(client, here, FIRST)
    client.post(here, {"list": packed})
    assert UnitPlan.objects.get().appraised_on is None


def test_every_bad_cell_is_told_and_nothing_is_written(client, cast, here):
    def but(place, words):
        return [*FIRST[:place], words, *FIRST[place + 1 :], "", ""]

    rows = [
        but(0, "Z"), but(1, "khác"), but(2, "hai nghìn"), but(3, "x" * 201), but(4, "6/13/2019"),
        but(5, "Ban Thường vụ"),
    ]  # fmt: skip
    status, html, packed = sent(client, here, *rows, headings=MORE)
    assert (status, packed) == (422, None)
    for cell in ("A2", "B3", "C4", "D5", "E6", "F7"):
        assert f"ô {cell}:" in html
    assert not UnitPlan.objects.exists()


def test_what_the_verb_refuses_is_told_at_each_row(client, cast, here):
    received(cast.unit, organ(cast.root), 2019, by=cast.planner)
    rows = [
        [*FIRST, "", ""],
        ["G.08", *FIRST[1:], "5/1/2019", ""],
        ["G", *FIRST[1:4], "6/1/2014", FIRST[5], "", ""],
        ["G.07.1", *FIRST[1:], "", "Đủ"],
    ]
    status, html, _packed = sent(client, here, *rows, headings=MORE)
    assert status == 422
    for cell in ("D2", "G5"):
        assert f"ô {cell}:" in html
    status, html, _packed = sent(client, here, *rows[1:3], headings=MORE)
    for cell in ("G2", "A3"):
        assert f"ô {cell}:" in html
    assert UnitPlan.objects.count() == 1


def test_the_template_is_refused_until_its_example_is_gone(client, cast, here):
    answer = client.get(reverse("plans:template"))
    assert answer.status_code == 200
    file = SimpleUploadedFile("mau.xlsx", answer.content)
    assert client.post(here, {"file": file}).status_code == 422, "its example is told"
