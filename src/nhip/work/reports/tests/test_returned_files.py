"""A draft's workbook as offices return it: rows put in, moved and gone, foots, formulas, other formats."""

import re

import pytest

from nhip.work.forms.rules import Typed
from nhip.work.reports import actions

from .books import as_csv, edited, returned
from .desk import IN_TIME
from .test_views import page, told
from .test_workbooks import Files


@pytest.fixture
def files(desk, client):
    return Files(desk, client, desk.filled(bai=("", True), items="3"))


def row_of(sheet, name):
    return next(cell.row for cell in sheet["B"] if cell.value == name)


def put(sheet, name, said):
    sheet.cell(row_of(sheet, name), 4).value = said


def test_a_row_put_in_shifts_nothing_and_is_told(files):
    def change(sheet):
        at = row_of(sheet, "Buổi đã tổ chức")
        sheet.insert_rows(at)
        for column, said in enumerate(("2", "Buổi ngoại khóa", "buổi", 5), 1):
            sheet.cell(at, column).value = said
        sheet.cell(at + 1, 1).value = "3"
        put(sheet, "Buổi đã tổ chức", 8)
        put(sheet, "Sản phẩm tự làm", 6)

    preview = files.send(edited(files.book, change))
    shown = page(preview)
    assert "1 dòng không thuộc biểu mẫu, bỏ qua: dòng" in shown
    assert "“2 Buổi ngoại khóa buổi 5”" in shown
    files.take(preview)
    assert files.typed("held") == Typed("8")
    assert files.typed("items") == Typed("6")
    assert files.typed("planned") == Typed("10")
    assert files.typed("tin") == Typed("3")


def test_remarks_are_found_under_their_heading_wherever_rows_were_put_in(files):
    def change(sheet):
        sheet.insert_rows(12, amount=3)
        at = next(cell.row for cell in sheet["A"] if cell.value == "Nhận xét mục 2")
        sheet.cell(at + 1, 1).value = "Nhận xét mới."

    preview = files.send(edited(files.book, change))
    shown = page(preview)
    assert "Nhận xét mới." in shown
    assert "Học tập theo lịch." not in shown
    assert "1 chỗ" in told(files.take(preview))


def test_rows_in_another_order_bring_each_its_own_figure(files):
    def change(sheet):
        one, two = row_of(sheet, "Buổi theo kế hoạch"), row_of(sheet, "Buổi đã tổ chức")
        for column in range(2, 7):
            here, there = sheet.cell(one, column), sheet.cell(two, column)
            here.value, there.value = there.value, here.value
        put(sheet, "Buổi theo kế hoạch", 12)

    files.take(files.send(edited(files.book, change)))
    assert files.typed("planned") == Typed("12")
    assert files.typed("held") == Typed("9")


def test_a_row_that_is_gone_is_told_and_the_draft_keeps_its_figure(files):
    def change(sheet):
        sheet.delete_rows(row_of(sheet, "Buổi theo kế hoạch"))
        put(sheet, "Buổi đã tổ chức", 8)

    preview = files.send(edited(files.book, change))
    assert "1 dòng không còn trong tệp, bản nháp giữ nguyên: “1 Buổi theo kế hoạch buổi”" in page(
        preview
    )
    files.take(preview)
    assert files.typed("planned") == Typed("10")
    assert files.typed("held") == Typed("8")


def test_a_renamed_row_is_none_of_ours_and_its_figure_is_not_taken(files):
    def change(sheet):
        sheet.cell(row_of(sheet, "Buổi theo kế hoạch"), 2).value = "Buổi khác"
        put(sheet, "Buổi khác", 99)

    shown = page(files.send(edited(files.book, change)))
    assert "“1 Buổi khác buổi 99”" in shown
    assert "không còn trong tệp" in shown
    assert "Không có gì để đưa vào" in shown


def test_a_row_that_stands_twice_is_told_at_its_cell(files):
    def change(sheet):
        at = row_of(sheet, "Buổi theo kế hoạch")
        sheet.insert_rows(at + 1)
        for column in range(1, 5):
            sheet.cell(at + 1, column).value = sheet.cell(at, column).value

    response = files.send(edited(files.book, change))
    assert response.status_code == 422
    assert "có ở các dòng" in page(response)


def test_a_second_heading_row_a_total_and_a_signature_are_left_out_with_a_notice(files):
    def change(sheet):
        at = row_of(sheet, "Buổi theo kế hoạch")
        sheet.insert_rows(at)
        sheet.cell(at, 4).value = "(số buổi)"
        after = row_of(sheet, "Buổi đã tổ chức") + 1
        sheet.insert_rows(after)
        sheet.cell(after, 2).value, sheet.cell(after, 4).value = "Tổng cộng", 19
        sheet.cell(sheet.max_row + 2, 3).value = "Nguyễn Văn A"
        put(sheet, "Buổi đã tổ chức", 8)

    preview = files.send(edited(files.book, change))
    shown = page(preview)
    assert "3 dòng không thuộc biểu mẫu" in shown
    for words in ("“(số buổi)”", "“Tổng cộng 19”", "“Nguyễn Văn A”"):
        assert words in shown
    files.take(preview)
    assert files.typed("held") == Typed("8")
    assert files.typed("planned") == Typed("10")


def test_of_a_formula_the_kept_value_is_taken_with_a_notice(files):
    preview = files.put(planned="=1+6", held=6)
    shown = page(preview)
    assert f"1 ô là công thức: lấy giá trị đã lưu: {files.at('planned')}." in shown
    files.take(preview)
    assert files.typed("planned") == Typed("7")


def test_a_formula_without_a_kept_value_is_told_at_its_cell(files):
    hollow = edited(files.book, lambda sheet: put(sheet, "Buổi theo kế hoạch", "=5+6"))
    response = files.send(hollow)
    assert response.status_code == 422
    assert (
        f"{files.at('planned')}, 1.1. Buổi theo kế hoạch: tệp không lưu giá trị của công thức"
        in page(response)
    )


@pytest.mark.parametrize("suffix", ["xls", "ods", "csv"])
def test_other_formats_are_read_as_the_workbook_is(files, suffix):
    def change(sheet):
        at = row_of(sheet, "Buổi đã tổ chức")
        sheet.insert_rows(at)
        sheet.cell(at, 2).value, sheet.cell(at, 4).value = "Buổi khác", "5"
        put(sheet, "Buổi đã tổ chức", "8")
        put(sheet, "Sản phẩm tự làm", "-")

    book = as_csv(edited(files.book, change)) if suffix == "csv" else returned(suffix)
    preview = files.send(book, name=f"bao-cao.{suffix}")
    shown = page(preview)
    assert "“-” là 0 hay không phát sinh?" in shown
    assert "1 dòng không thuộc biểu mẫu" in shown
    assert ("mất trang ẩn" in shown) == (suffix == "csv")
    files.take(files.take(preview, do="", nghia="0"))
    assert files.typed("held") == Typed("8")
    assert files.typed("items") == Typed("0")
    assert files.typed("bai") == Typed("", is_nil=True)
    assert files.typed("planned") == Typed("10")


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods", "csv"])
def test_the_file_of_another_unit_is_refused_in_every_format(files, suffix):
    other = files.desk.owes(files.desk.cast.sibling)
    report = actions.open_report(other, by=files.desk.cast.stranger, at=IN_TIME)
    files.client.force_login(files.desk.cast.stranger)
    book = {"xlsx": files.book, "csv": as_csv(files.book)}.get(suffix) or returned(suffix)
    response = files.send(book, report, name=f"a.{suffix}")
    assert response.status_code == 422
    assert "Đơn vị 07" in page(response) or "không mang tiêu đề" in page(response)
    assert not report.cells.exists()


def test_long_remarks_come_back_whole_from_a_file_without_its_hidden_sheet(files):
    words = "\n".join(f"Dòng {n} của nhận xét." for n in range(60))
    actions.save_draft(
        files.report, figures={}, narratives={files.desk.sections[0]: words},
        by=files.desk.cast.reporter, at=IN_TIME,
    )  # fmt: skip
    again = Files(files.desk, files.client, files.report)
    assert "Không có gì để đưa vào" in page(again.send(as_csv(again.book), name="a.csv"))


def test_another_column_in_place_of_the_one_filled_in_is_told_and_nothing_is_taken(files):
    def last_period_moved_in(sheet):
        for row in sheet.iter_rows(min_row=1, max_row=sheet.max_row):
            if row[4].value is not None:
                row[3].value = row[4].value

    response = files.send(edited(files.book, last_period_moved_in))
    assert response.status_code == 422
    assert "Chỗ này vốn là cột “Kỳ này”, nay là “Kỳ trước”" in page(response)
    assert files.typed("planned") == Typed("10")


def with_column(place, heading):
    """Fill in 12, and put a column in at a place, with 77 beside every figure."""

    def change(sheet):
        put(sheet, "Buổi theo kế hoạch", 12)
        sheet.insert_cols(place)
        for row in range(1, sheet.max_row + 1):
            beside = sheet.cell(row, 5).value
            if beside is not None:
                sheet.cell(row, place).value = heading if beside == "Kỳ này" else 77

    return change


@pytest.mark.parametrize(("place", "heading"), [(1, "Ghi chú"), (2, "TT"), (4, "Chỉ tiêu")])
def test_a_column_put_in_is_known_by_the_headings_and_told(files, place, heading):
    preview = files.send(edited(files.book, with_column(place, heading)))
    assert re.search(rf"Không đọc cột không thuộc biểu mẫu: [A-D]\d+ “{heading}”", page(preview))
    assert "1 chỗ" in told(files.take(preview))
    assert files.typed("planned") == Typed("12")


def test_of_two_columns_under_one_heading_neither_is_read(files):
    response = files.send(edited(files.book, with_column(4, "Kỳ này")))
    assert response.status_code == 422
    assert "“Kỳ này” đứng trên nhiều cột: D10, E10" in page(response)


def test_columns_without_their_headings_are_refused(files):
    def change(sheet):
        for row in sheet.iter_rows():
            if row[3].value == "Kỳ này":
                row[1].value = "Nội dung"

    response = files.send(edited(files.book, change))
    assert response.status_code == 422
    assert "Không dòng nào có đủ các tiêu đề “TT”, “Chỉ tiêu”, “Đơn vị tính”, “Kỳ này”" in page(
        response
    )


def test_a_sheet_that_was_not_read_is_told(files):
    def change(sheet):
        copied = sheet.parent.copy_worksheet(sheet)
        copied.title = "Bản sao"
        put(copied, "Buổi theo kế hoạch", 77)

    assert "Không đọc trang tính “Bản sao”" in page(files.send(edited(files.book, change)))
