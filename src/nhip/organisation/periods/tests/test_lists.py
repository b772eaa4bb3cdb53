"""Lists of holidays as offices write them, and years nobody wrote any for."""

import io
from datetime import date

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from nhip.kit.text.rules import nfc, write_day
from nhip.organisation.journal.models import Entry
from nhip.organisation.periods.actions import set_special_day
from nhip.organisation.periods.models import SpecialDay
from nhip.organisation.periods.queries import bare_years
from nhip.organisation.periods.rules import read_days
from tests.cast import AT

HERE = reverse("periods:take_in_days") + "?nam=2027"
LIST = """1/1/2027 Tết Dương lịch
5/2 - 11/2/2027: Tết Nguyên đán

ngày 13/2 (làm bù cho 11/2)
từ ngày 1/9 đến ngày 2/9\tQuốc khánh
"""


def test_it_reads_what_an_office_writes():
    days, bad = read_days(LIST, 2027)
    assert not bad
    assert [(each.on, each.is_worked) for each in days] == [
        (date(2027, 1, 1), False),
        *((date(2027, 2, day), False) for day in range(5, 12)),
        (date(2027, 2, 13), True),
        (date(2027, 9, 1), False),
        (date(2027, 9, 2), False),
    ]
    assert [days[0].name, days[1].name, days[-1].name] == [
        "Tết Dương lịch", "Tết Nguyên đán", "Quốc khánh",
    ]  # fmt: skip
    turn, _bad = read_days("30/12/2027-2/1/2028 Tết", 2027)
    assert [each.on for each in turn][::3] == [date(2027, 12, 30), date(2028, 1, 2)]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Tết Dương lịch 1/1/2027", "Ghi ngày trước"),
        ("31/2/2027 Tết", "Không có ngày này"),
        ("1/1/2027", "Thiếu tên"),
        ("5/2/2027-1/2/2027 Tết", "Ngày cuối"),
        ("1/1/2027-1/1/2028 Tết", "Ngày cuối"),
        ("1/1/9999 Tết", "Không có ngày này"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_with_its_number(line, why):
    days, bad = read_days(f"2/9/2027 Quốc khánh\n{line}", 2027)
    assert [each.line for each in days] == [1]
    assert [(each.line, each.written) for each in bad] == [(2, line)]
    assert why in bad[0].why


def test_a_day_named_twice_is_told():
    _days, bad = read_days("1/9-2/9/2027 Quốc khánh\n2/9/2027 Nghỉ", 2027)
    assert "dòng 1" in bad[0].why


@given(st.lists(st.dates(date(2000, 1, 1), date(2100, 12, 31)), unique=True, max_size=40))
def test_what_is_written_is_read_back(days):
    text = "\n".join(f"{write_day(day)} Nghỉ" for day in days)
    assert [each.on for each in read_days(text, 2027)[0]] == days


@given(st.text(max_size=200))
def test_whatever_is_pasted_is_read_or_told(text):
    days, bad = read_days(text, 2027)
    lines = {each.line for each in (*days, *bad)}
    written = [n for n, line in enumerate(nfc(text).splitlines(), 1) if line.strip(" \t;,")]
    assert lines <= set(written)


def test_a_list_is_shown_first_and_kept_by_a_second_press(client, cast):
    client.force_login(cast.administrator)
    set_special_day(date(2027, 1, 1), name="Cũ", legal_basis="x", by=cast.administrator, at=AT)
    sent = {"lines": LIST, "legal_basis": "Thông báo 1/2026"}
    shown = client.post(HERE, sent | {"do": "try"}).content.decode()
    assert "thứ\xa0Năm, 11/2/2027" in shown
    assert "Thay cho “Cũ”" in shown
    assert SpecialDay.objects.count() == 1
    entries = Entry.objects.filter(verb="periods.day_set").count()
    assert client.post(HERE, sent | {"do": "keep"}).status_code == 302
    assert SpecialDay.objects.count() == 11
    assert SpecialDay.objects.get(on=date(2027, 1, 1)).name == "Tết Dương lịch"
    assert Entry.objects.filter(verb="periods.day_set").count() == entries + 11


def test_a_file_is_read_and_its_lines_stay_on_the_page(client, cast):
    client.force_login(cast.administrator)
    rows = "\ufeffTT;Từ ngày;Đến ngày;Tên\n1;2/9/2027;;Quốc khánh\n2;5/2/2027;6/2/2027;Tết\n"
    file = SimpleUploadedFile("nghi.csv", rows.encode())
    page = client.post(HERE, {"file": file, "legal_basis": "x", "do": "try"})
    assert page.status_code == 200
    assert "2/9/2027 Quốc khánh\n5/2/2027 - 6/2/2027 Tết" in page.content.decode()
    binary = SimpleUploadedFile("nghi.xls", b"\xd0\xcf\x11\xe0")
    answer = client.post(HERE, {"file": binary, "legal_basis": "x", "do": "try"})
    assert answer.status_code == 422
    assert "bên trong không phải vậy" in answer.content.decode()
    binary = SimpleUploadedFile("nghi.txt", b"\xd0\xcf\x11\xe0")
    answer = client.post(HERE, {"file": binary, "legal_basis": "x", "do": "try"})
    assert "UTF-8" in answer.content.decode()


def test_a_spreadsheet_is_read_from_its_first_day_to_its_last(client, cast):
    client.force_login(cast.administrator)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page, as_day = book.add_worksheet(), book.add_format({"num_format": "d/m/yyyy"})
        rows = [
            ["NGÀY NGHỈ NĂM 2027"],
            ["TT", "Từ ngày", "Đến ngày", "Ngày nghỉ"],
            [1, date(2027, 1, 1), date(2027, 1, 1), "Tết Dương lịch"],
            [2, date(2027, 2, 5), date(2027, 2, 11), "Tết Nguyên đán"],
            [3, "1/9/2027", "", "Quốc khánh"],
            ["", "", "", "NGƯỜI LẬP"],
        ]
        for number, row in enumerate(rows):
            for place, said in enumerate(row):
                page.write(number, place, said, as_day if isinstance(said, date) else None)
    file = SimpleUploadedFile("nghi.xlsx", out.getvalue())
    page = client.post(HERE, {"file": file, "legal_basis": "x", "do": "try"})
    assert page.status_code == 200
    days = page.context["form"].days
    assert [day.on for day in days][::4] == [date(2027, 1, 1), date(2027, 2, 8), date(2027, 9, 1)]
    assert {day.name for day in days} == {"Tết Dương lịch", "Tết Nguyên đán", "Quốc khánh"}


def sheet_of(*sheets):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        as_day = book.add_format({"num_format": "d/m/yyyy"})
        for rows in sheets:
            page = book.add_worksheet()
            for number, row in enumerate(rows):
                for place, said in enumerate(row):
                    page.write(number, place, said, as_day if isinstance(said, date) else None)
    return SimpleUploadedFile("nghi.xlsx", out.getvalue())


def test_the_days_of_every_sheet_are_read(client, cast):
    client.force_login(cast.administrator)
    first, second = [[date(2027, 1, 1), "Tết"]], [["Thứ Bảy, 1/1/2028", "Tết"]]
    page = client.post(HERE, {"file": sheet_of(first, second), "legal_basis": "x", "do": "try"})
    assert [day.on.year for day in page.context["form"].days] == [2027, 2028]


@pytest.mark.parametrize("last", [46632, "mồng hai tháng chín"])
def test_a_last_row_whose_day_cannot_be_read_is_told(client, cast, last):
    client.force_login(cast.administrator)
    rows = [[date(2027, 1, 1), "Tết"], [last, "Quốc khánh"]]
    page = client.post(HERE, {"file": sheet_of(rows), "legal_basis": "x", "do": "try"})
    assert page.status_code == 422
    assert f"{last} Quốc khánh" in page.content.decode()


def test_a_list_too_long_is_told_and_not_cut(client, cast):
    client.force_login(cast.administrator)
    lines = "\n".join(f"{n % 28 + 1}/{n // 28 + 1}/2027 {'x' * 200}" for n in range(310))
    for sent in ({"lines": lines}, {"file": SimpleUploadedFile("nghi.txt", lines.encode())}):
        page = client.post(HERE, {**sent, "legal_basis": "x", "do": "try"})
        assert page.status_code == 422
        assert "60.000" in page.content.decode()


@pytest.mark.parametrize("text", ["", "xyz", "17/2/2027 làm bù"])  # a Wednesday
def test_what_cannot_be_kept_keeps_nothing_and_loses_nothing(client, cast, text):
    client.force_login(cast.administrator)
    sent = {"lines": f"{text}", "legal_basis": "Bộ luật Lao động", "do": "keep"}
    answer = client.post(HERE, sent)
    assert answer.status_code == 422
    assert "Bộ luật Lao động" in answer.content.decode()
    assert text in answer.content.decode()
    assert not SpecialDay.objects.exists()


def test_others_take_in_nothing(client, cast):
    client.force_login(cast.planner)
    assert client.post(HERE, {"lines": LIST, "legal_basis": "x"}).status_code == 403


def test_a_year_without_holidays_says_so_on_its_page(client, cast):
    by = {"by": cast.administrator, "at": AT}
    set_special_day(date(2027, 2, 13), name="Bù", legal_basis="x", is_worked=True, **by)
    set_special_day(date(2026, 9, 2), name="Quốc khánh", legal_basis="x", **by)
    assert bare_years([2026, 2027, 2028]) == [2027, 2028], "a worked Saturday is no holiday"
    client.force_login(cast.reporter)
    page = client.get("/lam-viec/lich/?nam=2027").content.decode()
    assert "Chưa ghi ngày nghỉ nào của năm 2027" in page
    page = client.get("/lam-viec/lich/?nam=2026").content.decode()
    assert "ngày nghỉ nào của năm 2026" not in page


def test_a_marked_day_is_refused_in_words(client, cast):
    client.force_login(cast.administrator)
    sent = {"lines": "1/1/2027 TUYỆT MẬT", "legal_basis": "x", "do": "keep"}
    answer = client.post(HERE, sent)
    assert answer.status_code == 422
    assert "TUYỆT MẬT”: Dòng 1 có dấu TUYỆT MẬT" in answer.content.decode()
    assert not SpecialDay.objects.exists()
