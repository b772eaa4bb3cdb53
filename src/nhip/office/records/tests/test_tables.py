"""A list of words and days, as a room would take one in."""

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
import xlsxwriter
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from nhip.kit.sheets.cells import day, one_of, text, whole
from nhip.kit.sheets.reading import read_table
from nhip.office.records.tables import (
    ListColumn,
    NotAsShown,
    RecordList,
    UnitCell,
    WrongCell,
    pack,
    unpack,
)
from nhip.office.records.views import take_list
from nhip.organisation.journal.rules import row
from nhip.organisation.units.choices import OrganKind
from nhip.organisation.units.models import Line

AT = datetime(2022, 7, 28, 2, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Named:
    code: str
    name: str


class Lines(RecordList[Named]):
    """Lines beside the tree of units: any plain table will do."""

    title = "Danh sách ngành"
    sheet = "Ngành"
    file_name = "mau.xlsx"
    refused_at = {LookupError: "name"}
    columns = [
        ListColumn("code", ("Mã", "Code"), text(5), example="N1"),
        ListColumn("name", ("Tên",), text(120), example="Hậu cần"),
        ListColumn("kind", ("Loại",), one_of({str(k.label): k for k in OrganKind}), hint="cấp ủy"),
        ListColumn("order", ("Thứ tự",), whole(1, 20), is_needed=False),
        ListColumn("from", ("Từ ngày",), day, example="xóa dòng này"),
    ]

    def prepare(self, lines):
        self.known = dict(Line.objects.values_list("code", "name"))

    def same_as(self, line):
        return "code", line.said["code"]

    def judge(self, line):
        code, name = line.said["code"], line.said["name"]
        if code in self.known:
            if self.known[code] != name:
                raise WrongCell("name", f"là “{self.known[code]}” rồi.")
            return None
        return Named(code, name)

    def take_in(self, rows, *, by, at):
        for index, each in enumerate(rows):
            with row(index):
                if each.name == "cấm":
                    raise LookupError("tên này không nhận.")
        Line.objects.bulk_create(Line(code=each.code, name=each.name) for each in rows)


HEAD = "Mã;Tên;Loại;Thứ tự;Từ ngày"


@pytest.fixture
def kind(cast):
    return Lines(cast.planner, date(2022, 7, 28))


def rows_of(kind, *lines):
    file = io.BytesIO("\n".join([HEAD, *lines]).encode())
    return read_table("x.csv", file, kind.headings()).rows


def word(organ):
    return str(organ.label)


def good(code="N1", name="Hậu cần"):
    return f"{code};{name};{word(OrganKind.STAFF).upper()};2;28/7/2022"


def test_every_fault_is_told_by_its_cell_and_nothing_is_tried(kind):
    look = kind.look(rows_of(kind, "N12345;;xyz;99;30/2/2022", good("N2")), at=AT)
    assert [fault.cell for fault in look.faults] == ["A2", "B2", "C2", "D2", "E2"]
    assert word(OrganKind.COMMITTEE) in look.faults[2].message
    assert [line.state for line in look.lines] == ["wrong", "new"]


def test_an_empty_list_says_so(kind):
    assert "Danh sách trống" in str(kind.look([], at=AT).faults[0])


def test_what_must_not_be_left_out_is_told_and_what_may_is_not(kind):
    look = kind.look(rows_of(kind, f"N1;Hậu cần;{word(OrganKind.STAFF)};;28/7/2022"), at=AT)
    assert (look.faults, look.new) == ([], [Named("N1", "Hậu cần")])


def test_two_rows_of_one_record_are_told(kind):
    look = kind.look(rows_of(kind, good(), good(name="Khác")), at=AT)
    assert [(fault.cell, "A2" in fault.message) for fault in look.faults] == [("A3", True)]


def test_a_classified_cell_is_refused(kind):
    look = kind.look(rows_of(kind, good(name="TUYỆT MẬT")), at=AT)
    assert [fault.cell for fault in look.faults] == ["B2"]


def test_a_look_writes_nothing_and_tells_what_the_verb_refuses(kind):
    assert len(kind.look(rows_of(kind, good()), at=AT).new) == 1
    assert not Line.objects.exists()
    look = kind.look(rows_of(kind, good(), good("N2", "cấm")), at=AT)
    assert [(fault.cell, fault.message) for fault in look.faults] == [("B3", "tên này không nhận.")]


def test_all_that_the_verb_refuses_is_told_at_once(kind):
    rows = rows_of(kind, good(name="cấm"), good("N2"), good("N3", "cấm"))
    assert [fault.cell for fault in kind.look(rows, at=AT).faults] == ["B2", "B4"]


class Coded(Lines):
    """The same, its codes known as codes."""

    columns = [
        ListColumn("code", ("Mã", "Code"), text(5), is_code=True),
        ListColumn("unit", ("Đơn vị",), lambda value: UnitCell()(value)),
        *Lines.columns[1:],
    ]


def test_a_cell_is_what_its_column_says_whatever_the_spreadsheet_made_of_it(cast):
    kind = Coded(cast.planner, date(2022, 7, 28))
    head = ["Mã", "Đơn vị", "Tên", "Loại", "Từ ngày", "Thứ tự"]
    kept = word(OrganKind.STAFF), date(2022, 7, 28), ""
    rows = [
        ("N1", "g.07", "Hậu cần", *kept),
        (1, "ĐƠN  VỊ 08", "Kỹ thuật", *kept),
        ("N3", 1.1, date(2026, 2, 1), *kept),
        ("N4", date(2026, 2, 1), True, *kept),
    ]
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page, as_day = book.add_worksheet(), book.add_format({"num_format": "d/m/yyyy"})
        for number, row in enumerate([head, *rows, ("", "", "Tổng cộng: 4", "", "", "")]):
            for place, said in enumerate(row):
                page.write(number, place, said, as_day if isinstance(said, date) else None)
    out.seek(0)
    table = kind.read("a.xlsx", out)
    look = kind.look(table.rows, at=AT)
    assert sorted(fault.cell for fault in look.faults) == ["A3", "B4", "B5", "C4", "C5"]
    assert all("Văn bản" in fault.message for fault in look.faults)
    assert [line.said["unit"] for line in look.lines[:2]] == [cast.unit, cast.sibling]
    assert table.left == ["Tổng cộng: 4"]


def test_rows_that_stand_already_are_told_and_not_doubled(kind):
    rows = rows_of(kind, good(), good("N2", "Kỹ thuật"))
    kind.take(rows, kind.look(rows, at=AT).digest, at=AT)
    look = kind.look(rows_of(kind, good(), good("N3", "Chính trị")), at=AT)
    assert ([line.state for line in look.lines], look.same) == (["same", "new"], 1)
    look = kind.look(rows_of(kind, good(name="Tên khác")), at=AT)
    assert look.faults[0].message == "là “Hậu cần” rồi."


def test_a_press_takes_what_was_shown_or_nothing(kind):
    rows = rows_of(kind, good(), good("N2", "Kỹ thuật"))
    shown = kind.look(rows, at=AT).digest
    Line.objects.create(code="N1", name="Hậu cần")
    with pytest.raises(NotAsShown):
        kind.take(rows, shown, at=AT)
    assert Line.objects.count() == 1


def test_a_shown_list_comes_back_whole_and_to_one_person_only(kind, cast):
    rows = rows_of(kind, good())
    look = kind.look(rows, at=AT)
    packed = pack(kind, rows, look)
    back, digest = unpack(kind, packed)
    assert (kind.look(back, at=AT).new, digest) == (look.new, look.digest)
    assert unpack(kind, packed + "x") is None
    assert unpack(Lines(cast.chief, kind.on), packed) is None


def test_the_template_is_read_back_and_its_example_is_a_fault(kind):
    table = read_table("mau.xlsx", io.BytesIO(kind.template()), kind.headings())
    look = kind.look(table.rows, at=AT)
    assert ("E2" in [fault.cell for fault in look.faults], look.new) == (True, [])


def page(user, **sent):
    request = RequestFactory().post("/ds/", sent)
    request.user, request.session = user, {}
    request._messages = FallbackStorage(request)
    return take_list(request, Lines(user, date(2022, 7, 28)), done="/", template="/mau/")


def upload(*lines, name="ds.csv"):
    return SimpleUploadedFile(name, "\n".join([HEAD, *lines]).encode())


def packed_of(answer):
    return answer.content.decode().split('name="list" value="')[1].split('"')[0]


def test_a_page_shows_first_and_takes_with_one_press(cast):
    answer = page(cast.planner, file=upload(good()))
    assert (answer.status_code, Line.objects.count()) == (200, 0)
    packed = packed_of(answer)
    assert page(cast.planner, list=packed).status_code == 302
    assert Line.objects.get().name == "Hậu cần"
    again = page(cast.planner, list=packed)
    assert (again.status_code, Line.objects.count()) == (409, 1)
    assert page(cast.chief, list=packed).status_code == 302
    assert Line.objects.count() == 1


def test_a_page_tells_faults_and_offers_no_press(cast):
    answer = page(cast.planner, file=upload("N1;;;;"))
    html = answer.content.decode()
    assert (answer.status_code, 'name="list"' in html, "B2" in html) == (422, False, True)


def test_a_page_refuses_at_the_field_what_is_no_table(cast):
    answer = page(cast.planner, file=upload(good(), name="ds.txt"))
    assert answer.status_code == 422
    assert "id_file_error" in answer.content.decode()
