"""What whoever begins does again and again: lists from spreadsheets, steps forward, the first sign-in."""

import re
from pathlib import Path

from playwright.sync_api import Download, Page, expect

from nhip.kit.sheets.reading import read_table
from nhip.kit.sheets.writing import write_table

NAME = "Sở Kế hoạch và Phát triển tỉnh Minh Họa"
OWN = "mot-cau-du-dai-de-nho"
UNIT_HEADINGS = ["Mã", "Tên", "Mã đơn vị trên", "Thứ tự", "Từ ngày"]
PEOPLE_HEADINGS = ["Mã đơn vị", "Chức vụ", "Họ và tên", "Tên đăng nhập", "Vai trò", "Email"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sheet(headings, rows) -> dict[str, object]:
    return {"name": "danh-sach.xlsx", "mimeType": XLSX, "buffer": write_table("A", headings, rows)}


def said(download: Download, column: dict[str, tuple[str]]) -> list[str]:
    """Return what one column of a downloaded table says."""
    with Path(download.path()).open("rb") as file:
        rows = read_table("a.xlsx", file, column).rows
    return [value for row in rows for value in row.values.values()]


def forward(page: Page, words: str) -> None:
    page.get_by_role("main").get_by_role("button", name=words).click()


def given_passwords(page: Page, people: int) -> dict[str, str]:
    """Return the passwords for the first sign-in, as the page shows them once."""
    rows = page.locator("table tbody tr")
    expect(rows).to_have_count(people)
    return {
        row.get_by_role("rowheader").inner_text(): row.get_by_role("cell").first.inner_text()
        for row in rows.all()
    }


def sign_in(page: Page, username: str, password: str) -> None:
    page.goto("/tai-khoan/login/")
    page.locator("input[name=login]").fill(username)
    page.locator("input[name=password]").fill(password)
    page.locator("input[name=password]").press("Enter")


def set_own(page: Page, given: str, chosen: str) -> None:
    """Say the password on the paper, and twice the one to have from now on."""
    page.locator("input[name=oldpassword]").fill(given)
    for name in ("password1", "password2"):
        page.locator(f"input[name={name}]").fill(chosen)
    page.get_by_role("main").locator("button[type=submit]").click()


def choose_own(page: Page, username: str, given: str) -> None:
    """Sign in with the password on the paper; the own one is asked for before anything else."""
    sign_in(page, username, given)
    expect(page.get_by_text("Hãy đặt mật khẩu riêng")).to_be_visible()
    page.goto("/lam-viec/bao-cao/")
    expect(page).to_have_url(re.compile("/tai-khoan/password/change/"))
    set_own(page, given, given)
    expect(page.get_by_text("Đây là mật khẩu được cấp")).to_be_visible()
    set_own(page, given, OWN)
    expect(page).to_have_url(re.compile("/lam-viec/"))
