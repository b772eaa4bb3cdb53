"""A section that saves by itself, in a real browser: keys, lost lines, two people."""

import re

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from nhip.work.reports.models import Entry

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sheet(desk, live_server, page, client):
    """The first section of a draft, open in the browser of the unit's reporter."""
    report = desk.filled()
    client.force_login(desk.cast.reporter)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    page.goto(live_server.url + reverse("reports:entry", args=[report.pk]))
    return page


def cell(page, desk, name):
    return page.locator(f"#so-{desk.rows[name]}")


def raw(desk, name):
    return Entry.objects.get(row=desk.rows[name]).raw


def state(page):
    return page.locator(".save")


def test_it_saves_by_itself_and_tells_errors_while_the_cursor_stays(sheet, desk):
    cell(sheet, desk, "planned").click()
    sheet.keyboard.press("Control+A")
    sheet.keyboard.type("1,2,5")
    sheet.keyboard.press("Enter")
    expect(cell(sheet, desk, "held")).to_be_focused()
    expect(sheet.locator("tr.msg:visible")).to_contain_text("hai dấu phẩy")
    expect(cell(sheet, desk, "planned")).to_have_attribute("aria-invalid", "true")
    expect(state(sheet)).to_have_text(re.compile(r"Đã lưu nháp lúc \d\d:\d\d$"))
    expect(cell(sheet, desk, "held")).to_be_focused()
    assert raw(desk, "planned") == "1,2,5"
    cell(sheet, desk, "planned").fill("12")
    sheet.keyboard.press("Alt+s")
    expect(cell(sheet, desk, "rate")).to_have_value("75,0")
    expect(sheet.locator("tr.msg:visible")).to_have_count(0)


def test_alt_n_says_nothing_to_report(sheet, desk):
    cell(sheet, desk, "held").fill("")
    sheet.keyboard.press("Alt+n")
    expect(sheet.locator(f'[name="nil-{desk.rows["held"]}"]')).to_be_checked()


def test_a_lost_line_loses_nothing_typed(sheet, desk):
    sheet.context.set_offline(True)
    cell(sheet, desk, "held").fill("8")
    expect(state(sheet)).to_have_text("Chưa lưu được, giữ trên máy này.")
    assert raw(desk, "held") == "9"
    address, context = sheet.url, sheet.context
    sheet.close()
    context.set_offline(False)
    opened_again = context.new_page()
    opened_again.goto(address)
    expect(cell(opened_again, desk, "held")).to_have_value("8")
    expect(state(opened_again)).to_have_text(re.compile(r"Đã lưu nháp lúc \d\d:\d\d$"))
    assert raw(desk, "held") == "8"
    assert opened_again.evaluate("localStorage.length") == 0


def test_two_people_at_one_cell_see_both_values(sheet, desk):
    other = sheet.context.new_page()
    other.goto(sheet.url)
    cell(sheet, desk, "held").fill("8")
    expect(state(sheet)).to_have_text(re.compile(r"Đã lưu nháp lúc \d\d:\d\d$"))
    cell(other, desk, "held").fill("7")
    expect(state(other)).to_have_text("Chưa lưu hết. Bấm Lưu để xem vì sao.")
    other.get_by_role("button", name="Lưu", exact=True).click()
    expect(other.locator("tr.msg:visible")).to_contain_text("Người khác vừa ghi “8” ở đây.")
    expect(cell(other, desk, "held")).to_have_value("7")
    other.get_by_role("button", name="Lưu", exact=True).click()
    expect(other.locator("tr.msg:visible")).to_contain_text("Người khác vừa ghi “8” ở đây.")
    assert raw(desk, "held") == "8"
    other.get_by_label("Của tôi, trong ô").check()
    other.get_by_role("button", name="Lưu", exact=True).click()
    expect(other.locator("tr.msg:visible")).to_have_count(0)
    assert raw(desk, "held") == "7"


def test_a_link_to_another_section_saves_first(sheet, desk):
    cell(sheet, desk, "held").fill("5")
    sheet.locator(".toc a").nth(1).click()
    expect(sheet.locator(".toc [aria-current]")).to_contain_text("2. Thông tin")
    assert raw(desk, "held") == "5"
