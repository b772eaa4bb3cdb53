"""The chief decides on a phone: from the brief to a report, back with a reason on one cell, or accepted."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.axe import faults

PHONE = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 3,
    "is_mobile": True,
    "has_touch": True,
}
SMALL = """[...document.querySelectorAll("main :is(a, button, summary, input:not([type=hidden]), textarea)")]
  .filter(each => each.checkVisibility())
  .map(each => each.closest("label") ?? each)
  .map(each => [each.textContent.trim(), each.getBoundingClientRect()])
  .filter(([, box]) => box.height < 24 || box.width < 24)
  .map(([words]) => words)"""


def fits(page: Page) -> None:
    """Nothing is cut off sideways, and everything to press is large enough."""
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.evaluate(SMALL) == []


def choose(page: Page, unit: str) -> None:
    """Go from the desk over the brief to a report that waits."""
    page.goto("/lam-viec/")
    page.get_by_role("link", name="Tóm tắt").last.tap()
    waiting = page.get_by_role("region", name="Chờ tôi quyết định")
    expect(waiting.get_by_role("link").last).to_be_in_viewport()
    fits(page)
    waiting.get_by_role("link", name=re.compile("xem cả")).tap()
    page.get_by_role("link", name=re.compile(unit)).first.tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(unit)
    fits(page)


def test_a_report_is_returned_for_one_cell_and_another_accepted(acting):
    with acting("thutruong", **PHONE) as page:
        choose(page, "Đơn vị 13")
        accept = page.get_by_role("button", name="Chấp nhận", exact=True)
        give_back = page.get_by_role("link", name="Trả lại…")
        for act in (accept, give_back):
            expect(act).to_be_in_viewport(ratio=1)
            assert act.bounding_box()["height"] >= 44
        row = page.get_by_role("row").filter(has_text="Buổi sinh hoạt chính trị trong tháng").first
        row.get_by_text("Trả lại ô này").tap()
        row.get_by_role("textbox").fill("Sổ ghi ít hơn hai buổi.")
        give_back.tap()
        back = page.get_by_role("button", name="Trả lại kèm lý do")
        expect(back).to_be_in_viewport(ratio=1)
        back.tap()
        expect(page.get_by_text("Đã trả lại:")).to_be_visible()

        choose(page, "Ban Điều phối số 12")
        page.get_by_role("button", name="Chấp nhận", exact=True).tap()
        expect(page.get_by_text("Số tổng hợp đổi theo ngay.")).to_be_visible()

        page.goto("/lam-viec/tom-tat/?phan=bao-cao")
        done = page.get_by_role("region", name="Báo cáo")
        expect(done).to_contain_text(re.compile(r"Đơn vị 13\s*trả lại"))
        expect(done).to_contain_text(re.compile(r"Ban Điều phối số 12\s*đã chấp nhận"))

        page.get_by_role("button", name="Đã xem").tap()
        expect(page.get_by_text("Từ lần xem gần nhất").first).to_be_visible()
        expect(page.get_by_role("region", name="Báo cáo")).to_have_count(0)
        page.get_by_text("Từ lần xem gần nhất").first.tap()
        page.get_by_role("link", name=re.compile("Trong 7 ngày qua")).tap()
        expect(page.get_by_role("region", name="Báo cáo")).to_contain_text("Ban Điều phối số 12")


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (360, "dark")])
def test_axe_finds_nothing_on_the_brief_the_check_the_list_and_the_signing(acting, width, scheme):
    options = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    with acting("thutruong", **options) as page:
        for path in ("/lam-viec/tom-tat/", "/lam-viec/tom-tat/?phan=cho", "/lam-viec/bao-cao/"):
            page.goto(path)
            assert not faults(page)
        page.goto("/lam-viec/bao-cao/kiem-tra/")
        page.get_by_role("main").get_by_role("list").get_by_role("link").first.click()
        page.wait_for_load_state()
        assert not faults(page)
    with acting("chihuy", **options) as page:
        page.goto("/lam-viec/")
        page.locator('main a[href$="/duyet/"]').first.click()
        assert not faults(page)


def test_the_text_for_late_units_is_copied(acting):
    with acting("kehoach", permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto("/lam-viec/")
        late = page.locator("section", has=page.get_by_role("heading", name="Đang chậm"))
        late.locator("summary", has_text="Lời nhắc các đơn vị chậm").click()
        late.get_by_role("button", name="Chép").first.click()
        expect(late.get_by_text("Đã chép. Dán vào ứng dụng nhắn tin.")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == late.get_by_role("textbox").first.input_value()
        assert "Đơn vị 02: chậm" in copied


def test_the_heat_map_is_reached_and_passed_by_with_the_keyboard(acting):
    with acting("kehoach", viewport={"width": 1440, "height": 900}) as page:
        page.goto("/lam-viec/bao-cao/")
        skip = page.get_by_role("link", name=re.compile("Bỏ qua bảng")).first
        skip.focus()
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Tab")
        expect(
            page.get_by_role("region", name=re.compile("Bảng đơn vị theo kỳ")).first
        ).to_be_focused()
        page.keyboard.press("Tab")
        unit = page.get_by_role("rowheader").get_by_role("link").first
        expect(unit).to_be_focused()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("/lam-viec/bao-cao/nghia-vu/don-vi/"))
