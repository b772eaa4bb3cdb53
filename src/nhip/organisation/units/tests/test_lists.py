"""Lists of units: what is wrong is told by cell, all or nothing comes in, and never twice."""

import io
import unicodedata
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from nhip.kit.sheets.writing import write_table
from nhip.organisation.journal.queries import history
from nhip.organisation.units import actions
from nhip.organisation.units.forms.lists import HEADINGS, pack
from nhip.organisation.units.models import Unit, UnitEvent, UnitSpan
from nhip.organisation.units.queries import tree
from nhip.organisation.units.rules import UnitDecision, WrongList

AT = datetime(2022, 7, 28, 3, 0, tzinfo=UTC)
PAGE = "/lam-viec/don-vi/nhap/"
NAMES = [names[0] for names in HEADINGS.values()]
LIST = [
    ("G", "Cơ quan gốc", "", "", "1/1/2015"),
    ("G.09", "Đơn vị 09", "G", "3", "1/1/2020"),
    ("G.09.1.a", "Tổ a", "G.09.1", "", "1/3/2021"),
    ("G.09.1", "Bộ phận 09.1", "G.09", "1", "1/2/2020"),
    ("G.07", "Đơn vị 07", "G", "", ""),
]


@pytest.fixture
def admin(cast, client):
    client.force_login(cast.administrator)
    return client


def send(client, *rows, name="a.xlsx"):
    content = write_table("Đơn vị", NAMES, rows)
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content)})


def text(answer):
    return " ".join(answer.content.decode().split())


def faults(answer):
    return [str(fault) for fault in answer.context["plan"].faults]


def test_a_dry_run_shows_the_tree_and_writes_nothing(cast, admin):
    before = Unit.objects.count(), UnitSpan.objects.count()
    answer = send(admin, *LIST)
    assert answer.status_code == 200
    shown = [(row.code, level, state) for row, level, state in answer.context["rows"]]
    assert shown == [
        ("G", 1, "same"),
        ("G.07", 2, "same"),
        ("G.09", 2, "new"),
        ("G.09.1", 3, "new"),
        ("G.09.1.a", 4, "new"),
    ]
    assert (Unit.objects.count(), UnitSpan.objects.count()) == before


def test_what_was_seen_comes_in_once(cast, admin):
    packed = send(admin, *LIST).context["packed"]
    assert admin.post(PAGE, {"list": packed}).status_code == 302
    standing = tree(date(2022, 1, 1))
    leaf = Unit.objects.get(code="G.09.1.a")
    above = [standing.node(each).code for each in standing.ancestors(leaf.pk)]
    assert above == ["G.09.1", "G.09", "G"]
    assert leaf.pk not in tree(date(2021, 2, 28))
    [doing] = history(leaf)
    assert (doing.verb, doing.by_id) == ("units.created", cast.administrator.pk)
    assert UnitEvent.objects.filter(unit=leaf, kind="created").count() == 1
    again = send(admin, *LIST)
    assert again.context["plan"].changes_nothing
    assert "packed" not in again.context
    stamps = set(UnitSpan.objects.values_list("pk", "stamp"))
    assert admin.post(PAGE, {"list": packed}).status_code == 302
    assert set(UnitSpan.objects.values_list("pk", "stamp")) == stamps


def test_the_order_alone_may_change(cast, admin):
    answer = send(admin, ("G.08", "Đơn vị 08", "G", "0", ""), ("G.07", "Đơn vị 07", "G", "5", ""))
    admin.post(PAGE, {"list": answer.context["packed"]})
    assert [node.code for node in tree(date(2022, 1, 1)).children(cast.root.pk)] == ["G.08", "G.07"]


def test_an_empty_organisation_gets_its_first_tree(db, admin_user, client):
    client.force_login(admin_user)
    answer = send(client, *LIST[:4])
    assert client.post(PAGE, {"list": answer.context["packed"]}).status_code == 302
    assert tree(date(2022, 1, 1)).root.code == "G"


N = "G.10", "Đơn vị 10", "G", "", "1/1/2020"


def but(**said):
    keys = ("code", "name", "parent", "order", "start_on")
    return tuple(said.get(key, value) for key, value in zip(keys, N, strict=True))


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ([but(code="")], ["A2"]),
        ([but(code="x" * 33)], ["A2"]),
        ([but(name="")], ["B2"]),
        ([but(name="x" * 201)], ["B2"]),
        ([but(order="1,5")], ["D2"]),
        ([but(order="-1")], ["D2"]),
        ([but(order="9" * 30)], ["D2"]),
        ([but(start_on="tháng ba")], ["E2"]),
        ([but(start_on="31/2/2022")], ["E2"]),
        ([but(start_on="2022-01-01")], ["E2"]),
        ([but(start_on="1/1/9999")], ["E2"]),
        ([but(start_on="1/1/2014")], ["E2"]),
        ([but(parent="")], ["C2"]),
        ([but(parent="KHÔNG CÓ")], ["C2"]),
        ([but(parent="G.10")], ["C2"]),
        ([N, N], ["A3"]),
        ([N, but(code="G.10.1", parent="G.10", start_on="1/1/2019")], ["E3"]),
        ([but(parent="B"), but(code="B", parent="C"), but(code="C", parent="G.10")], ["C2"]),
        ([("G.07", "Tên khác", "G.08", "", "")], ["B2", "C2"]),
        ([("G.07", "Đơn vị 07", "G", "", "1/1/2014")], ["E2"]),
        ([but(code="07"), but(code="7")], ["A3"]),
        ([], [""]),
    ],
)
def test_what_is_wrong_is_told_at_its_cell(cast, admin, rows, cells):
    answer = send(admin, *rows)
    assert answer.status_code == 422
    assert [fault.cell for fault in answer.context["plan"].faults] == cells
    assert "packed" not in answer.context
    for cell in filter(None, cells):
        assert f"ô {cell}: " in text(answer)


def test_a_tree_too_deep_is_refused(cast, admin):
    chain = [but(code=f"S{n}", parent=f"S{n - 1}" if n else "G") for n in range(1500)]
    assert len(faults(send(admin, *chain))) > 1000


def test_a_closed_unit_takes_nobody_in(cast, admin):
    actions.close_unit(cast.sibling, decision=UnitDecision(), on=date(2022, 1, 1),
                       by=cast.administrator, at=AT)  # fmt: skip
    assert [fault[:5] for fault in faults(send(admin, but(parent="G.08")))] == ["ô C2:"]


def test_decomposed_letters_are_the_same_letters(cast, admin):
    row = ["G.08", unicodedata.normalize("NFD", "Đơn vị  08"), "G", "", ""]
    assert send(admin, row).context["plan"].changes_nothing


def test_a_marked_list_is_refused(cast, admin):
    answer = send(admin, but(name="TỐI MẬT"))
    assert answer.status_code == 422
    assert "TỐI MẬT" in str(answer.context["form"].errors["file"])


@pytest.mark.parametrize(
    ("name", "content"), [("a.xlsx", b"x"), ("a.csv", b""), ("a.exe", b"MZ"), ("a.xlsx", b"")]
)
def test_what_is_no_list_is_refused_at_the_field(cast, admin, name, content):
    answer = admin.post(PAGE, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]


def test_a_list_that_became_wrong_is_refused_whole(cast, admin):
    packed = send(admin, N, but(code="G.11")).context["packed"]
    actions.create_unit("G.11", "Khác", cast.root, on=date(2020, 1, 1),
                        by=cast.administrator, at=AT)  # fmt: skip
    answer = admin.post(PAGE, {"list": packed})
    assert answer.status_code == 409
    assert "ô B3: " in text(answer)
    assert not Unit.objects.filter(code="G.10").exists()


def test_only_the_person_who_saw_the_list_may_import_it(cast, admin):
    rows = send(admin, N).context["form"].rows
    admin.post(PAGE, {"list": pack(rows, cast.planner.pk)})
    admin.post(PAGE, {"list": "x:y:z"})
    assert not Unit.objects.filter(code="G.10").exists()
    with pytest.raises(PermissionDenied):
        actions.import_units(rows, by=cast.planner, at=AT)
    with pytest.raises(WrongList):
        actions.import_units([*rows, *rows], by=cast.administrator, at=AT)


def test_the_template_can_be_sent_back(cast, admin):
    answer = admin.get(PAGE + "mau/")
    back = admin.post(PAGE, {"file": SimpleUploadedFile("mau.xlsx", answer.content)})
    assert [fault.cell for fault in back.context["plan"].faults] == ["D6"]  # the example
    assert len(back.context["plan"].same) == 4
    assert zip_opens(answer.content)


def zip_opens(content):
    return zipfile.ZipFile(io.BytesIO(content)).testzip() is None


def test_a_list_as_offices_write_it_is_read_down_to_its_last_unit(cast, admin):
    """Its own headings are known; the day and the signature under it are no units."""
    heads = ["TT", "Mã đơn vị", "Tên đơn vị", "Mã đơn vị cấp trên", "Thứ tự", "Từ ngày"]
    rows = [
        ("I", "", "Khối cơ quan", "", "", ""),
        ("1", "G.21", "Đơn vị 21", "G", "1", "1/2/2020"),
        (),
        ("", "", "", "", "", "Ngày 1 tháng 2 năm 2020"),
        ("", "", "GIÁM ĐỐC", "", "", ""),
    ]
    file = SimpleUploadedFile("a.xlsx", write_table("Đơn vị", heads, rows))
    page = admin.post(PAGE, {"file": file}).content.decode()
    assert "Đơn vị 21" in page
    assert "chỗ sai" not in page
    assert "1 hàng là tên phần của danh sách, không đọc như một mục: I Khối cơ quan" in page
    assert "2 hàng không thuộc danh sách đã để ra ngoài: Ngày 1 tháng 2 năm 2020; GIÁM ĐỐC" in page


def test_a_unit_left_half_written_right_under_the_list_is_no_signature(cast, admin):
    answer = send(admin, ("G.21", "Đơn vị 21", "G", "", "1/2/2020"), ("", "Đơn vị 22", "G", "", ""))
    assert answer.status_code == 422
    assert "ô A3: chưa ghi gì" in answer.content.decode()


def case(client, name):
    content = Path(f"tests/lists/{name}").read_bytes()
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content)})


@pytest.fixture
def office(admin_user, client):
    """The unit on top of an office, and its administrator's browser."""
    by = {"by": admin_user, "at": AT}
    actions.create_unit("SNN", "Sở A", None, on=date(2026, 1, 1), **by)
    client.force_login(admin_user)
    return client


def test_codes_the_spreadsheet_turned_are_told_with_the_remedy(office, admin_user):
    top = Unit.objects.get(code="SNN")
    actions.create_unit("07", "Đơn vị 07", top, on=date(2026, 1, 1), by=admin_user, at=AT)
    answer = case(office, "02-codes-turned-by-excel.xlsx")
    told = answer.context["plan"].faults
    assert [fault.cell for fault in told] == ["A3", "A4", "A5", "A6", "A7"]
    assert all("Văn bản" in fault.message for fault in told)
    for guess in ("“1-2”", "“1.1”", "“1.2”", "15 chữ số", "TRUE"):
        assert guess in text(answer)
    assert "packed" not in answer.context
    assert Unit.objects.count() == 2


def test_a_title_with_commas_is_no_row(office, admin_user):
    top = Unit.objects.get(code="SNN")
    actions.create_unit("07", "Đơn vị 07", top, on=date(2026, 1, 1), by=admin_user, at=AT)
    answer = case(office, "03-title-with-commas.csv")
    assert [row.code for row in answer.context["plan"].new] == ["07-9"]


def test_a_list_as_an_officer_writes_it_comes_in_with_one_day_for_all(office):
    answer = case(office, "10-units-as-an-officer-writes-them.xlsx")
    plan = answer.context["plan"]
    assert (len(plan.new), plan.faults, plan.undated) == (102, [], 102)
    names = [row.name for row in plan.new]
    assert names == [unicodedata.normalize("NFC", name.strip()) for name in names]
    assert "NGƯỜI LẬP BIỂU" in text(answer)
    packed = {"list": answer.context["packed"]}
    late = office.post(PAGE, packed | {"since": "không nhớ"})
    assert (late.status_code, Unit.objects.count()) == (422, 1)
    assert "không nhớ" in text(late)
    early = office.post(PAGE, packed | {"since": "1/1/2025"})
    assert (early.status_code, "Đơn vị trên cùng có từ 1/1/2026" in text(early)) == (422, True)
    again = {"list": early.context["packed"], "since": "1/2/2026"}
    assert office.post(PAGE, again).status_code == 302
    assert Unit.objects.count() == 103
    assert set(UnitSpan.objects.exclude(unit__code="SNN").values_list("start_on", flat=True)) == {
        date(2026, 2, 1)
    }
    standing = tree(date(2026, 3, 1))
    top = Unit.objects.get(code="SNN")
    assert [node.code for node in standing.children(top.pk)][:3] == ["01", "02", "03"]


def test_codes_typed_as_numbers_are_told_with_the_codes_they_may_have_been(office):
    answer = case(office, "11-units-two-heads-numbers.xlsx")
    told = answer.context["plan"].faults
    assert {fault.cell[0] for fault in told} == {"B", "D"}
    assert sum(fault.cell[0] == "B" for fault in told) == 12
    assert "“01”" in next(fault.message for fault in told if fault.cell == "B7")
    assert "“05”" in next(fault.message for fault in told if fault.cell == "D107")
    assert answer.content.decode().count("Định dạng cột là Văn bản") == 1, "told once for all"
    assert (answer.status_code, Unit.objects.count()) == (422, 1)


def test_a_unit_above_may_be_named(cast, admin):
    rows = [
        but(parent="ĐƠN VỊ  08"),
        but(code="G.11", name="Đơn vị 11", parent="g"),
        but(code="G.12", name="Đơn vị 12", parent="Đơn vị 10"),
    ]
    plan = send(admin, *rows).context["plan"]
    assert [(row.code, row.parent) for row in plan.new] == [
        ("G.11", "G"),
        ("G.10", "G.08"),
        ("G.12", "G.10"),
    ]


def test_a_name_of_two_units_is_told_with_their_codes(cast, admin):
    rows = [but(), but(code="G.11"), but(code="G.12", parent="Đơn vị 10")]
    [fault] = send(admin, *rows).context["plan"].faults
    assert (fault.cell, "G.10, G.11" in fault.message) == ("C4", True)


def test_what_is_wrong_in_one_cell_hides_nothing_and_makes_nothing_else_wrong(cast, admin):
    rows = [but(name=""), but(code="G.10.1", parent="G.10", start_on="x"), but(code="", parent="?")]
    cells = [fault.cell for fault in send(admin, *rows).context["plan"].faults]
    assert sorted(cells) == ["A4", "B2", "C4", "E3"]


def test_a_formula_without_a_kept_value_is_told_once_at_its_cell(cast, admin):
    heads = "".join(f'<c t="inlineStr"><is><t>{each}</t></is></c>' for each in NAMES)
    row = '<c t="inlineStr"><is><t>G.10</t></is></c><c><f>"Đơn vị"</f><v></v></c>'
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(write_table("A", NAMES, []))) as old,
        zipfile.ZipFile(out, "w") as new,
    ):
        for part in old.namelist():
            new.writestr(part, old.read(part) if "sheet1" not in part else (
                '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
                f"<sheetData><row>{heads}</row><row>{row}</row></sheetData></worksheet>"
            ))  # fmt: skip
    answer = admin.post(PAGE, {"file": SimpleUploadedFile("a.xlsx", out.getvalue())})
    told = {fault.cell: fault.message for fault in answer.context["plan"].faults}
    assert "công thức" in told["B2"]
    assert len(answer.context["plan"].faults) == len(told)


def test_codes_that_differ_by_capital_letters_only_are_told(cast, admin):
    rows = [("G.x", "Đơn vị x", "G", "", "1/1/2020"), ("G.X", "Đơn vị X", "G", "", "1/1/2020")]
    assert faults(send(admin, *rows)) == ["ô A3: “G.X” chỉ khác “G.x” ở chữ hoa. Chọn mã khác."]
    assert [f[:5] for f in faults(send(admin, ("g.07", "Đơn vị khác", "G", "", "1/1/2020")))] == [
        "ô A2:"
    ]


def test_a_unit_above_that_may_be_either_of_two_is_not_guessed(cast, admin):
    rows = [("Đ1", "Đơn vị Đ", "G", "", "1/1/2020"), ("D1", "Đơn vị D", "G", "", "1/1/2020")]
    [fault] = faults(send(admin, *rows, ("G.y", "Đơn vị y", "d1", "", "1/1/2020")))
    assert "D1" in fault


def test_a_list_confirmed_twice_says_that_it_stands(cast, admin):
    packed = send(admin, *LIST).context["packed"]
    admin.post(PAGE, {"list": packed})
    assert "đã có đủ" in text(admin.post(PAGE, {"list": packed}, follow=True))
