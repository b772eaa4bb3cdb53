"""Tables as people send them, hostile ones among them: every one is read or refused with words."""

import io
import unicodedata
import zipfile
from datetime import date

import pytest
import xlsxwriter

from nhip.kit.sheets.reading import read_table
from nhip.kit.sheets.scanning import MAX_ROWS, BadFile, address_of, place_of
from nhip.kit.sheets.writing import write_table

COLUMNS = {"code": ("Mã", "Code"), "name": ("Tên", "Name")}


def book(fill, sheet="Danh sách"):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        fill(made.add_worksheet(sheet), made)
    out.seek(0)
    return out


def listed(*rows):
    def fill(page, _book):
        for number, row in enumerate([("Mã", "Tên"), *rows]):
            page.write_row(number, 0, row)

    return book(fill)


def read(file, name="a.xlsx"):
    return read_table(name, file, COLUMNS)


def values(table):
    return [tuple(row.values.values()) for row in table.rows]


def test_what_is_written_is_read_back_as_text():
    file = io.BytesIO(write_table("Đơn vị", ["Mã", "Tên"], [["07", "=1+1"], ["1/2", "Đơn vị"]]))
    table = read(file)
    assert values(table) == [("07", "=1+1"), ("1/2", "Đơn vị")]
    assert table.formulas == []
    assert table.rows[1].cells == {"code": "A3", "name": "B3"}


def test_headings_stand_under_a_title_in_any_case_and_order():
    def fill(page, _book):
        page.merge_range("A1:C1", "DANH SÁCH ĐƠN VỊ")
        page.write_row(2, 0, ["Ghi chú", "TÊN ", "ma"])
        page.write_row(3, 0, ["x", unicodedata.normalize("NFD", "Tổ  một"), 7])
        page.write_row(5, 0, ["chỉ ghi chú"])

    table = read(book(fill))
    assert values(table) == [("7", "Tổ một")]
    assert table.rows[0].cells == {"code": "C4", "name": "B4"}
    assert table.faults == []


def test_days_stay_days():
    def fill(page, made):
        page.write_row(0, 0, ["Mã", "Tên"])
        page.write_datetime(1, 0, date(2022, 7, 28), made.add_format({"num_format": "d/m/yyyy"}))
        page.write(1, 1, 1.5)

    assert values(read(book(fill))) == [(date(2022, 7, 28), "1,5")]


def test_formulas_are_told_and_their_values_read():
    def fill(page, _book):
        page.write_row(0, 0, ["Mã", "Tên"])
        page.write_formula("A2", "=1+6", None, 7)
        page.write_formula("B2", '="Đơn vị"', None, "Đơn vị")
        page.write_formula("D2", "=1", None, 1)
        page.write_formula("B3", "=1/0", None, "#DIV/0!")

    table = read(book(fill))
    assert values(table)[0] == ("7", "Đơn vị")
    assert table.formulas == ["A2", "B2", "B3"]
    assert [fault.cell for fault in table.faults] == ["B3"]


def test_merged_cells_are_told_by_their_range():
    def fill(page, _book):
        page.write_row(0, 0, ["Mã", "Tên"])
        page.merge_range("B2:B3", "Đơn vị")
        page.merge_range("F2:F3", "bên cạnh")

    [fault] = read(book(fill)).faults
    assert fault.cell == "B2:B3"


def test_a_wrong_sheet_is_told_with_the_names_of_all():
    with pytest.raises(BadFile, match="Trang tính"):
        read(book(lambda page, _book: page.write("A1", "Mã"), "Trang tính"))


def test_the_right_sheet_is_found_among_others():
    def fill(page, made):
        page.write("A1", "Hướng dẫn")
        second = made.add_worksheet("Đơn vị")
        second.write_row(0, 0, ["Mã", "Tên"])
        second.write_row(1, 0, ["07", "Đơn vị 07"])

    assert read(book(fill)).sheet == "Đơn vị"


@pytest.mark.parametrize("address", ["A1048576", "XFD1"])
def test_one_far_cell_does_not_fill_the_memory(address):
    def fill(page, _book):
        page.write_row(0, 0, ["Mã", "Tên"])
        page.write(address, "x")

    with pytest.raises(BadFile):
        read(book(fill))


def repacked(file, **changed):
    """Return the package with parts replaced; `data` may be bytes of any kind."""
    out = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, changed.pop(part.rpartition("/")[2].partition(".")[0], None)
                         or old.read(part))  # fmt: skip
    out.seek(0)
    return out


def test_a_bomb_is_refused_before_it_is_unpacked():
    with pytest.raises(BadFile, match="MB"):
        read(repacked(listed(), styles=b" " * 200_000_000))


def test_one_long_text_in_many_cells_is_refused():
    long = "x" * 30_000
    with pytest.raises(BadFile):
        read(listed(*[(long, long)] * 1000))


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"no spreadsheet at all", b"\xd0\xcf\x11\xe0" + b"\0" * 600]
)
def test_what_is_no_spreadsheet_is_refused(content):
    with pytest.raises(BadFile):
        read(io.BytesIO(content))


def test_entities_are_refused():
    evil = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&a;</t></si></sst>'
    )
    with pytest.raises(BadFile):
        read(repacked(listed(("7", "x")), sharedStrings=evil))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_in_its_dialects(delimiter, encoding):
    text = f'Mã{delimiter}Tên\r\n07{delimiter}"Đơn vị\n07"\r\n\r\n'
    table = read(io.BytesIO(text.encode(encoding)), "a.CSV")
    assert values(table) == [("07", "Đơn vị 07")]


@pytest.mark.parametrize(
    "content",
    [
        "Mã,Tên\n".encode() + b"1,x\n" * MAX_ROWS,
        "Mã,Tên\n".encode() + b",".join([b"x"] * 60),
        'Mã,Tên\n07,"x'.encode(),
        "Mã,Tên".encode("cp1258", "replace") + b"\xff",
        b"a" * 6_000_000,
        b"",
        b"\0\0\0",
    ],
)
def test_csv_that_cannot_be_read(content):
    with pytest.raises(BadFile):
        read(io.BytesIO(content), "a.csv")


def test_other_kinds_of_files_are_named():
    with pytest.raises(BadFile, match=r"\.xlsx"):
        read(io.BytesIO(b""), "a.xls")


def test_addresses_go_both_ways():
    for address in ("A1", "Z9", "AA10", "AZ2", "BA3", "XFD1048576"):
        assert address_of(*place_of(address)) == address


def test_one_missing_heading_is_told_alone():
    columns = {"code": ("Mã",), "name": ("Tên", "Name"), "day": ("Ngày",)}
    with pytest.raises(BadFile) as refusal:
        read_table("a.csv", io.BytesIO("Danh sách\nMã,Ngày\n1,2/2/2022\n".encode()), columns)
    wanted, _stop, stands = str(refusal.value.args[0]).partition(". ")
    assert "“Tên”" in wanted
    assert "“Mã”" not in wanted
    assert stands == "Hàng 2 có: “Mã”, “Ngày”."
    with pytest.raises(BadFile, match="“Mã”, “Tên”, “Ngày”"):
        read_table("a.csv", io.BytesIO(b"a,b\n1,2\n"), columns)
