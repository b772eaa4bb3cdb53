"""An agency of 103 units and 132 accounts, from lists as its officers write them, into its second month.

Nothing is typed into a shell until last night's backup is wanted back. Addresses are followed, not typed.
"""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import xlsxwriter
from playwright.sync_api import Page, expect

from tests.product import begun, empty_folder, nhip, today_there

from .beginning import OWN, XLSX, forward, given_passwords, set_own, sign_in
from .presses import Presses
from .test_office_from_nothing import (
    fill,
    follow,
    next_step,
    the_administrator_begins,
    told,
)

MIDDLE = [(f"{n:02}", f"Chi cục số {n} về quản lý chất lượng") for n in range(1, 13)]
STATIONS = [
    (f"{n:02}.{k:03}", f"Trạm cơ sở số {k} thuộc Chi cục số {n}", f"{n:02}")
    for k in range(1, 9)
    for n in range(1, 13)
][:90]
UNITS = [(code, name, "SKH") for code, name in MIDDLE] + STATIONS
PEOPLE = [
    ("SKH", "Chuyên viên tổng hợp", "Đ/c Người Kế Hoạch", "kehoach", "trợ lý kế hoạch"),
    ("SKH", "Giám đốc", "Đ/c Người Chỉ Huy", "giamdoc", "thủ trưởng"),
    ("SKH", "Biên tập viên", "Người Biên Tập", "bientap", "biên tập viên"),
    ("SKH", "Trưởng ban biên tập", "Người Xuất Bản", "xuatban", "biên tập viên xuất bản"),
    ("SKH", "Chuyên viên", "Người Kế Cận", "kecan", "trợ lý kế hoạch"),
    *((code, "Chuyên viên tổng hợp", f"Người Tổng Hợp {code}", f"th.{code}", "trợ lý kế hoạch")
      for code, _name in MIDDLE),
    *((code, "Chi cục trưởng", f"Người Đứng Đầu {code}", f"tt.{code}", "thủ trưởng")
      for code, _name in MIDDLE),
    *((code, "Cán bộ báo cáo", f"Người Báo Cáo {code}", f"bc.{code}", "người báo cáo")
      for code, _name in MIDDLE),
    *((code, "Nhân viên thống kê", "Đ/c Người Cùng Tên", f"bc.{code}", "người báo cáo")
      for code, *_rest in STATIONS),
]  # fmt: skip
MONTHLY = re.compile("Báo cáo công tác tháng")
CLOSED = "Trạm cơ sở số 2 thuộc Chi cục số 1"
MOST = {"set up": 12, "report": 6, "check": 4, "regime": 6, "unit": 7, "officer": 5}
"""Presses a part may take, signing in, the own password and leaving mail for later included."""


def written(title: str, headings: list[str], rows: list[tuple[str, ...]]) -> dict[str, object]:
    """Return a list as an officer writes it: letterhead, title, numbers of rows, who has drawn it up."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page, text = book.add_worksheet("DS"), book.add_format({"num_format": "@"})
        page.merge_range(0, 0, 0, 1, "UBND TỈNH MINH HỌA\nSỞ KẾ HOẠCH")
        page.write(2, 0, title)
        page.write_row(4, 0, ["STT", *headings])
        for number, row in enumerate(rows, 1):
            page.write_number(4 + number, 0, number)
            for place, words in enumerate(row, 1):
                page.write_string(4 + number, place, f"{words} " if place == 2 else words, text)
        page.write(len(rows) + 6, len(headings), "NGƯỜI LẬP BIỂU")
        page.write(len(rows) + 9, len(headings), "(ký tên)")
    return {"name": f"{title}.xlsx", "mimeType": XLSX, "buffer": out.getvalue()}


def the_administrator_sets_it_up(page: Page, begin: str) -> dict[str, str]:
    the_administrator_begins(page, begin)
    units = written("DANH SÁCH ĐƠN VỊ", ["Mã đơn vị", "Tên đơn vị", "Đơn vị cấp trên"], UNITS)
    page.get_by_label("Danh sách đơn vị").set_input_files(units)
    next_step(page, "Đơn vị", "Xem thử")
    page.get_by_role("button", name=re.compile("đơn vị này")).first.click()
    headings = ["Mã đơn vị", "Chức vụ", "Họ và tên", "Tên đăng nhập", "Vai trò"]
    people = written("DANH SÁCH CÁN BỘ", headings, PEOPLE)
    page.get_by_label("Danh sách tài khoản").set_input_files(people)
    next_step(page, "Tài khoản", "Xem thử")
    next_step(page, "Tài khoản", "Tạo các tài khoản này")
    given = given_passwords(page, len(PEOPLE))
    page.get_by_role("link", name="Đã giữ danh sách: tiếp tục").click()
    for reports in ("12 đơn vị, 12 có người báo cáo", "90 đơn vị, 90 có người báo cáo"):
        expect(page.get_by_role("checkbox", name=re.compile(reports))).to_be_checked()
    next_step(page, "Bộ khởi đầu", "Bật và tiếp tục")
    next_step(page, "Thư điện tử", "Để sau")
    next_step(page, "Mở hệ thống", "Hoàn tất")
    return given


def a_station_hands_in(page: Page) -> None:
    page.locator("form.task").filter(has_text=MONTHLY).get_by_role("button").first.click()
    for _section in range(2):
        for cell in page.locator("table.entry input[type=text]:not([readonly])").all():
            cell.fill("7")
        page.get_by_role("button", name="Lưu và sang mục sau").click()
    page.get_by_role("button", name="Nộp báo cáo").click()
    told(page, "chờ kiểm tra")


def the_branch_accepts(page: Page) -> None:
    page.get_by_role("main").get_by_role("link", name=STATIONS[0][1]).first.click()
    page.get_by_role("button", name=re.compile("^Chấp nhận")).first.click()
    told(page, "Số tổng hợp đổi theo ngay.")


def a_regime_is_ended(page: Page) -> None:
    follow(page, "Chế độ báo cáo", "Báo cáo công tác quý", "Kết thúc chế độ")
    told(page, "102 báo cáo chưa bắt đầu thôi không phải nộp")
    page.get_by_label("Lý do").fill("Công văn 12/SKH: gộp vào báo cáo tháng")
    forward(page, "Kết thúc chế độ")
    told(page, "Kết thúc từ")
    expect(page.locator(".notes")).to_be_in_viewport()


def a_unit_with_open_reports_is_closed(page: Page, on: str) -> None:
    page.get_by_role("navigation").get_by_role("link", name="Đơn vị", exact=True).first.click()
    page.get_by_role("main").get_by_role("link", name=CLOSED, exact=True).click()
    page.get_by_role("main").get_by_role("link", name="Kết thúc hoạt động").click()
    page.locator("input[name=on]").fill(on)
    fill(page, Số_quyết_định="35/QĐ-SKH", Ngày_quyết_định="20/11/2026")
    forward(page, "Xem hệ quả trước khi ghi")
    told(page, MONTHLY)
    page.locator("input[name=agreed]").check()
    forward(page, "Ghi nhận thay đổi")
    expect(page.get_by_role("main").get_by_text("Kết thúc hoạt động").first).to_be_visible()


def an_officer_is_replaced(page: Page) -> None:
    follow(page, "Tài khoản", "Người Kế Hoạch", "Bàn giao")
    page.get_by_label("Người nhận bàn giao").select_option(
        page.get_by_label("Người nhận bàn giao")
        .locator("option", has_text="Người Kế Cận")
        .get_attribute("value")
    )
    page.get_by_role("main").get_by_role("button", name="Bàn giao").click()
    told(page, "Đã bàn giao")


def test_an_agency_goes_into_its_second_month(visitor: Callable[..., Page], tmp_path: Path):
    presses, folder = Presses(), empty_folder(tmp_path / "data")
    with begun(folder) as first:

        def at_the_desk(part: str, username: str = "", given: str = "") -> Page:
            presses.part = part
            page = visitor(
                first["base_url"], java_script_enabled=True, viewport={"width": 1280, "height": 900}
            )
            presses.follow(page)
            if username:
                sign_in(page, username, given or OWN)
            if given:
                set_own(page, given, OWN)
            return page

        given = the_administrator_sets_it_up(at_the_desk("set up"), first["begin"])
        a_station_hands_in(at_the_desk("report", "bc.01.001", given["bc.01.001"]))
        the_branch_accepts(at_the_desk("check", "th.01", given["th.01"]))
        backup = ("backup", "--to", str(tmp_path / "last-night"), "--data", str(folder))
        assert nhip(*backup).wait(60) == 0

        planner = at_the_desk("regime", "kehoach", given["kehoach"])
        a_regime_is_ended(planner)
        administrator = at_the_desk("unit", "quantri")
        a_unit_with_open_reports_is_closed(administrator, _in_three_weeks())
        presses.part = "officer"
        an_officer_is_replaced(administrator)

    again = tmp_path / "restored"
    assert (
        nhip("restore", "--from", str(tmp_path / "last-night"), "--data", str(again)).wait(60) == 0
    )
    with begun(again) as restored:
        assert "restored" not in (again / "nhip.json").read_text()  # its letters were held back
        page = visitor(restored["base_url"], viewport={"width": 1280, "height": 900})
        sign_in(page, "kehoach", given["kehoach"])  # last night nobody had replaced him
        set_own(page, given["kehoach"], OWN)
        follow(page, "Tổng hợp")
        expect(
            page.get_by_role("row").filter(has_text="Nhiệm vụ đến hạn trong tháng")
        ).to_contain_text("7")
    assert all(presses.of[part] <= most for part, most in MOST.items()), presses.of


def _in_three_weeks() -> str:
    on = today_there() + timedelta(weeks=3)
    return f"{on.day}/{on.month}/{on.year}"
