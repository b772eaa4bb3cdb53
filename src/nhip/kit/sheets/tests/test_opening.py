"""Other kinds of files than .xlsx: read as it is, bounded as it is; a file is what its name says."""

import contextlib
import io
import random
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from nhip.kit.sheets.cells import Unread, bare_numbers, day, text
from nhip.kit.sheets.opening import open_book
from nhip.kit.sheets.reading import read_table
from nhip.kit.sheets.scanning import MAX_MERGED, BadFile
from nhip.kit.sheets.values import NumberCell, value_of
from nhip.kit.sheets.writing import write_table

XLS = Path("tests/lists/units.xls").read_bytes()
COLUMNS = {"code": ("Mã đơn vị", "Mã"), "name": ("Tên đơn vị", "Tên")}
FILLED = ("code", "name")
NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)


def ods(*rows):
    """Return an .ods; a row is the XML of its cells, or of a whole row."""
    body = "".join(
        row if row.startswith("<table:table-row") else f"<table:table-row>{row}</table:table-row>"
        for row in rows
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {NAMES}><office:body><office:spreadsheet>'
        f'<table:table table:name="Đơn vị">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><m:manifest'
        ' xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", manifest)
        package.writestr("content.xml", content)
    out.seek(0)
    return out


def cell(words="", **said):
    kind = {"value_type": "string"} if words and not said else said
    marks = "".join(
        f" {'table' if key in ('formula', 'number_columns_repeated') else 'office'}"
        f':{key.replace("_", "-")}="{value}"'
        for key, value in kind.items()
    )
    return f"<table:table-cell{marks}><text:p>{words}</text:p></table:table-cell>"


HEADS = cell("Mã") + cell("Tên")
FAR = 'table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16000"'

MANY = 'table:number-columns-repeated="50" office:value-type="float" office:value="1"'


def read(file, name):
    return read_table(name, file, COLUMNS, (), FILLED)


def said(table):
    return [tuple(row.values.values()) for row in table.rows]


def test_an_old_workbook_is_read_with_its_heads_over_two_rows():
    table = read(io.BytesIO(XLS), "a.xls")
    assert said(table) == [
        ("07", "Đơn vị 07"),
        (date(2026, 2, 1), "Đơn vị 08"),
        ("1,1", "TRUE"),
    ]
    assert table.left == ["NGƯỜI LẬP BIỂU"]
    assert not table.faults
    marks = open_book("a.xls", io.BytesIO(XLS))["Đơn vị"].marks
    assert (marks.formulas, marks.percents) == (["C5"], ["C4"])


def test_an_opendocument_is_read_with_what_is_no_plain_value():
    turned = cell("1/2/26", value_type="date", date_value="2026-02-01")
    hollow = cell("", formula="of:=1")
    wrong = '<table:table-cell calcext:value-type="error" table:formula="of:=1/0"' + (
        ' office:value-type="string" office:string-value=""><text:p>#DIV/0!</text:p></table:table-cell>'
    )
    kept = cell("2", formula="of:=1+1", value_type="float", value="2")
    table = read(ods(HEADS, turned + cell("Đơn<text:s/> vị"), hollow + wrong, kept * 2), "a.ods")
    assert said(table)[0] == (date(2026, 2, 1), "Đơn vị")
    assert said(table)[-1] == ("2", "2")
    assert [(fault.cell, "công thức" in fault.message) for fault in table.faults] == [
        ("B3", True),
        ("A3", True),
    ]
    assert table.formulas == ["B3", "A4", "B4"], "of A3 no value was read"


@pytest.mark.parametrize(
    "row",
    [
        f'<table:table-row {FAR} office:value-type="string"><text:p>x</text:p></table:table-cell>'
        "</table:table-row>",
        cell('<text:s text:c="2000000000"/>'),
        '<table:table-row table:number-rows-repeated="4000"><table:table-cell'
        f' table:number-columns-repeated="50" office:value-type="string" office:string-value="{"x" * 1000}"/>'
        "</table:table-row>",
        "</table:table>".join(
            f'<table:table-row table:number-rows-repeated="5000"><table:table-cell {MANY}/></table:table-row>'
            f'{f"""<table:table table:name="{n}">""" if n else ""}'
            for n in (5, 4, 3, 2, 1, 0)
        ),
    ],
)
def test_an_opendocument_that_would_unfold_too_far_is_refused(row):
    with pytest.raises(BadFile):
        read(ods(HEADS, row), "a.ods")


def test_many_sheets_with_one_far_cell_each_are_refused():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for _number in range(5):
            book.add_worksheet().write(4999, 49, "x")
    with pytest.raises(BadFile, match="1000000"):
        open_book("a.xlsx", out)


def test_more_merged_cells_than_a_list_has_are_refused():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for place in range(MAX_MERGED + 1):
            sheet.merge_range(
                place % 4000, 2 * (place // 4000), place % 4000, 2 * (place // 4000) + 1, ""
            )
    with pytest.raises(BadFile):
        open_book("a.xlsx", out)


def test_the_empty_rest_of_a_sheet_costs_nothing():
    empty = f"<table:table-row {FAR}/></table:table-row>"
    assert len(read(ods(HEADS, cell("07") + cell("Đơn vị"), empty), "a.ods").rows) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xls", write_table("A", ["Mã"], [])),
        ("a.xlsx", XLS),
        ("a.ods", XLS),
        ("a.csv", XLS),
        ("a.xlsx", ods(HEADS).read()),
        ("a.xls", b"<html><table><tr><td>M</td></tr></table>"),
        ("a.csv", b"<!DOCTYPE html><table>"),
        ("a.xls", "Mã,Tên\n07,x".encode()),
        ("a.xls", b""),
        ("a.xlsx", XLS[:512] + "EncryptedPackage".encode("utf-16-le")),
    ],
)
def test_a_disguised_file_is_refused(name, content):
    with pytest.raises(BadFile, match=r"lưu lại|Lưu lại"):
        open_book(name, io.BytesIO(content))


def test_a_broken_old_workbook_is_refused_and_nothing_worse():
    chance = random.Random(7)
    for _n in range(300):
        raw = bytearray(XLS)
        for _change in range(chance.choice((1, 5, 40))):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        with contextlib.suppress(BadFile):
            open_book("a.xls", io.BytesIO(bytes(raw[: chance.randrange(len(raw))])))


def test_a_title_with_commas_does_not_hide_what_the_rows_are_cut_by():
    with Path("tests/lists/03-title-with-commas.csv").open("rb") as file:
        assert said(read(file, "a.csv")) == [("07-9", "Bộ phận A")]


def lines(*rows):
    return io.BytesIO(";\n".join(rows).encode())


def test_what_is_no_row_of_the_list_is_left_out_and_told():
    file = lines(
        "Mã;Tên", "(1);(2);(3)", "07;Đơn vị 07", ";Cộng khối I: 1", "08;Đơn vị 08",
        "Tổng cộng;;2", "Hà Nội, ngày 1 tháng 2 năm 2026", "NGƯỜI LẬP", "Trần Thị B",
    )  # fmt: skip
    table = read(file, "a.csv")
    assert said(table) == [("07", "Đơn vị 07"), ("08", "Đơn vị 08")]
    assert table.left[:2] == ["(1) (2) (3)", "Cộng khối I: 1"]
    assert table.left[-1] == "Trần Thị B"


def test_rows_that_head_a_section_are_known_and_told():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([
            ("TT", "Mã", "Tên"), ("I. Khối cơ quan",), (1, "07", "Đơn vị 07"), ("II", "", "Các huyện", 12),
            ("A", "Vùng cao"), (2, "08", "Đơn vị 08"), ("", "", "B- Vùng thấp"), ("CÁC XÃ",),
            (3, "", "Đơn vị 09"), (4, "10", "Đơn vị 10"), ("III. Không có ai",),
        ]):  # fmt: skip
            sheet.write_row(number, 0, row)
        for row in (1, 7):
            sheet.merge_range(row, 0, row, 2, "")
            sheet.write(row, 0, ("I. Khối cơ quan", "CÁC XÃ")[row > 1])
    table = read(out, "a.xlsx")
    heads = ["I. Khối cơ quan", "II Các huyện 12", "A Vùng cao", "B- Vùng thấp", "CÁC XÃ"]
    assert table.headings == heads
    assert not table.faults
    assert said(table) == [
        ("07", "Đơn vị 07"), ("08", "Đơn vị 08"), ("", "Đơn vị 09"), ("10", "Đơn vị 10"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["Tổng cục A", "Tổng đội", "Cộng Hòa", "Phòng Ký sự", "Kỷ luật"])
def test_a_unit_whose_name_begins_like_a_total_stays(name):
    table = read(lines("Mã;Tên", "07;Đơn vị 07", f";{name}"), "a.csv")
    assert said(table)[-1] == ("", name)


def test_a_list_on_another_sheet_is_told():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for name, unit in (("Một", "07"), ("Hai", "08"), ("Ba", "")):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["Mã", "Tên"])
            sheet.write_row(1, 0, [unit, unit])
    table = read(out, "a.xlsx")
    assert (said(table), table.others) == ([("07", "07")], ["Hai"])


def test_a_heading_that_stands_twice_is_told_where_the_other_column_says_something():
    twice = read(lines("Mã;Tên;Tên", "07;Đơn vị 07;Khác"), "a.csv")
    assert [fault.cell for fault in twice.faults] == ["C1"]
    assert not read(lines("Mã;Tên;Tên", "07;Đơn vị 07;"), "a.csv").faults
    assert not read(lines("Mã;Tên đơn vị;Tên", "07;Đơn vị 07;tắt"), "a.csv").faults


def test_a_group_above_and_a_name_below_are_one_heading_in_a_csv_too():
    columns = {"code": ("Mã đơn vị",), "above": ("Mã cấp trên",), "name": ("Tên",)}
    file = lines("STT;Cấp trên;Đơn vị;", ";Mã;Mã;Tên", "1;G;07;Đơn vị 07")
    [row] = read_table("a.csv", file, columns).rows
    assert row.values == {"code": "07", "above": "G", "name": "Đơn vị 07"}


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (date(2026, 2, 1), "“1-2” / “2-1”"),
        (1.1, "“1.1”"),
        (1.234567890123457e17, "15 chữ số"),
        (1234567890123456.0, "15 chữ số"),
        (True, "TRUE"),
        ("1,23457E+17", "15 chữ số"),
        ("01-Feb", "thành ngày"),
        ("1-thg 2", "thành ngày"),
    ],
)
def test_a_code_the_spreadsheet_made_something_else_is_told_with_the_remedy(cell, told):
    with pytest.raises(Unread, match="Văn bản") as refusal:
        text(32)(value_of(cell))
    assert told in str(refusal.value)


@pytest.mark.parametrize("cell", ["1-2", "1.1", "123456789012345678", "TRUE", "07", 12.0])
def test_a_code_kept_as_it_was_typed_is_read(cell):
    assert text(32)(value_of(cell)) == str(cell).removesuffix(".0")


@pytest.mark.parametrize(
    ("cells", "known", "told"),
    [
        (("01.001", 1.0), (), ["“01”"]),
        (("SNN", 1.0), (), [""]),
        ((1.0, 2.0), (), []),
        ((1.0, 2.0), ("01", "02"), ["“01”", "“02”"]),
        (("SNN", 1.0), ("1",), []),
        (("01", "02"), (), []),
        ((10.0,), ("010", "10"), []),
    ],
)
def test_a_bare_number_among_codes_is_told_with_the_code_it_may_have_been(cells, known, told):
    faults = bare_numbers([(f"A{n}", value_of(each)) for n, each in enumerate(cells)], known)
    assert [fault.message.count("“") for fault in faults] == [each.count("“") for each in told]
    for fault, guess in zip(faults, told, strict=True):
        assert guess in fault.message


def test_a_number_that_counts_days_is_told_as_the_day_it_may_be():
    with pytest.raises(Unread, match="44562 = 1/1/2022"):
        day(NumberCell("44562"))
    assert day("01.02.2022") == date(2022, 2, 1)
