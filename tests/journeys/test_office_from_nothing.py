"""From an empty folder to a published article with five figures, by what the pages offer."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.product import begun

from .beginning import NAME, OWN, PEOPLE_HEADINGS, UNIT_HEADINGS, forward, given_passwords, set_own
from .beginning import sheet
from .presses import Presses

UNITS = [(f"P{n:02}", f"Phòng Nghiệp vụ số {n}", "SKH", str(n), "1/1/2020") for n in range(1, 4)]
PEOPLE = [
    ("SKH", "Chuyên viên tổng hợp", "Người Kế Hoạch", "kehoach", "trợ lý kế hoạch", ""),
    ("SKH", "Giám đốc", "", "giamdoc", "thủ trưởng", ""),
    ("SKH", "Biên tập viên", "", "bientap", "biên tập viên", ""),
    ("SKH", "Trưởng ban biên tập", "", "xuatban", "biên tập viên xuất bản", ""),
]  # fmt: skip


def next_step(page: Page, heading: str, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    forward(page, words)


def the_administrator_sets_the_office_up(page: Page, begin: str) -> dict[str, str]:
    """Go through the steps of the first run; return the passwords it gives out."""
    page.goto(begin)
    page.get_by_label("Họ và tên").fill("Người Quản Trị")
    page.get_by_label("Tên đăng nhập").fill("quantri")
    page.get_by_label("Mật khẩu", exact=True).fill(OWN)
    page.get_by_label("Nhập lại mật khẩu").fill(OWN)
    forward(page, "Tạo tài khoản")
    page.get_by_label("Tên cơ quan").fill(NAME)
    page.get_by_label("Tên gọn").fill("Sở KHPT Minh Họa")
    page.get_by_label("Mã", exact=True).fill("SKH")
    page.get_by_label("Tính từ ngày").fill("1/1/2015")
    page.get_by_label("Cơ quan ban hành").fill(NAME)
    forward(page, "Lưu và tiếp tục")
    next_step(page, "Các cấp", "Lưu và tiếp tục")
    next_step(page, "Lịch và kỳ", "Lưu và tiếp tục")
    page.get_by_label("Danh sách đơn vị").set_input_files(sheet(UNIT_HEADINGS, UNITS))
    next_step(page, "Đơn vị", "Xem thử")
    page.get_by_role("button", name=re.compile("đơn vị này")).first.click()
    page.get_by_label("Danh sách tài khoản").set_input_files(sheet(PEOPLE_HEADINGS, PEOPLE))
    next_step(page, "Tài khoản", "Xem thử")
    next_step(page, "Tài khoản", "Tạo các tài khoản này")
    given = given_passwords(page, len(PEOPLE))
    page.get_by_role("link", name="Đã giữ danh sách: tiếp tục").click()
    next_step(page, "Bộ khởi đầu", "Bật và tiếp tục")
    next_step(page, "Mở hệ thống", "Hoàn tất")
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc tiếp theo")
    return given
