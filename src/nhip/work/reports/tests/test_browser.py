"""A section that saves by itself, in a real browser: keys, lost lines, two people."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from nhip.work.forms import tests
from nhip.work.forms.models import Row
from nhip.work.reports.actions import save_draft
from nhip.work.reports.models import DraftCell

from .desk import LATER

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
    return DraftCell.objects.get(row=desk.rows[name]).raw


def save(sheet):
    """Save, and wait until the server has answered."""
    with sheet.expect_response(lambda answer: answer.request.method == "POST"):
        sheet.keyboard.press("Alt+s")


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
    expect(state(sheet)).to_have_text(re.compile(r"Đã lưu nháp lúc \d\d:\d\d\s*$"))
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
    expect(state(opened_again)).to_have_text(re.compile(r"Đã lưu nháp lúc \d\d:\d\d\s*$"))
    assert raw(desk, "held") == "8"
    assert opened_again.evaluate("localStorage.length") == 0


def test_two_people_at_one_cell_see_both_values(sheet, desk):
    other = sheet.context.new_page()
    other.goto(sheet.url)
    cell(sheet, desk, "held").fill("8")
    expect(state(sheet)).to_have_text(re.compile(r"Đã lưu nháp lúc \d\d:\d\d\s*$"))
    cell(other, desk, "held").fill("7")
    expect(state(other)).to_have_text("Chưa lưu hết. Lý do ghi ở từng ô.")
    expect(other.locator("tr.msg:visible")).to_contain_text(
        "Chính bạn vừa ghi “8” ở đây, từ cửa sổ khác."
    )
    expect(cell(other, desk, "held")).to_have_value("7")
    other.get_by_role("button", name="Lưu", exact=True).click()
    expect(other.locator("tr.msg:visible")).to_contain_text(
        "Chính bạn vừa ghi “8” ở đây, từ cửa sổ khác."
    )
    assert raw(desk, "held") == "8"
    other.get_by_label("Của tôi, trong ô").click()
    expect(other.locator("tr.msg:visible")).to_have_count(0)
    assert raw(desk, "held") == "7"


def test_a_link_to_another_section_saves_first(sheet, desk):
    cell(sheet, desk, "held").fill("5")
    sheet.locator(".toc a").nth(1).click()
    expect(sheet.locator(".toc [aria-current]")).to_contain_text("2. Thông tin")
    assert raw(desk, "held") == "5"


def paste(page, text):
    """Paste as the browser does: the clipboard's text arrives with the event."""
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
            document.activeElement.dispatchEvent(event);
        }""",
        text,
    )


def test_a_block_from_a_spreadsheet_fills_downwards_and_is_undone(sheet, desk):
    cell(sheet, desk, "planned").focus()
    paste(sheet, "1.200\t5\r\nKhông phát sinh\t6\r\n99\t7\r\nthừa\t8\r\n")
    said = sheet.locator("#da-dan")
    expect(said).to_contain_text("Dán xuống từ ô này: 2 ô.")
    expect(said).to_contain_text("Ô tự tính hoặc đã khóa, giữ nguyên: 1.")
    expect(said).to_contain_text("Khối dán rộng hơn, lấy từ trái: 1 cột.")
    expect(said).to_contain_text("Thừa dưới bảng: 1 hàng.")
    said.get_by_role("button", name="Giữ phần đã dán").click()
    expect(state(sheet)).to_have_text(re.compile(r"Đã lưu nháp lúc \d\d:\d\d\s*$"))
    assert raw(desk, "planned") == "1.200"
    assert DraftCell.objects.get(row=desk.rows["held"]).is_nil
    sheet.keyboard.press("Control+z")
    expect(cell(sheet, desk, "planned")).to_have_value("10")
    expect(cell(sheet, desk, "held")).to_have_value("9")
    sheet.keyboard.press("Alt+s")
    expect(sheet.locator(f'[name="seen-{desk.rows["planned"]}"]')).to_have_value("010")
    assert raw(desk, "planned") == "10"


def test_a_pasted_block_is_shown_and_nothing_is_kept_before_somebody_says_so(sheet, desk):
    cell(sheet, desk, "planned").focus()
    paste(sheet, "12\n11\n")
    expect(cell(sheet, desk, "planned")).to_have_value("12")
    cell(sheet, desk, "held").focus()
    sheet.locator("#nhan-xet").focus()  # leaving a field saves, but not this
    expect(sheet.get_by_role("button", name="Giữ phần đã dán")).to_be_visible()
    assert raw(desk, "planned") == "10"
    sheet.get_by_role("button", name="Hoàn tác lần dán").click()
    expect(cell(sheet, desk, "planned")).to_have_value("10")
    expect(cell(sheet, desk, "held")).to_have_value("9")


def test_a_block_with_names_goes_to_the_rows_it_names_wherever_one_stands(sheet, desk):
    cell(sheet, desk, "planned").focus()
    block = (
        "TT\tChỉ tiêu\tĐVT\tKỳ này\n1\tBUỔI ĐÃ TỔ CHỨC\tbuổi\t8\n2\tBuổi  theo kế hoạch\tbuổi\t14\n"
    )
    paste(sheet, block + "3\tChỉ tiêu lạ\tlượt\t5\n")
    said = sheet.locator("#da-dan")
    expect(said).to_contain_text("Dán theo tên dòng: 2 ô.")
    expect(said).to_contain_text("Dòng có tên không khớp dòng nào ở đây, bỏ qua: 1.")
    expect(cell(sheet, desk, "held")).to_have_value("8")
    expect(cell(sheet, desk, "planned")).to_have_value("14")


def test_handing_in_tells_of_another_section_this_device_still_holds(sheet, desk):
    sheet.context.set_offline(True)
    cell(sheet, desk, "planned").fill("12")
    expect(state(sheet)).to_have_text(re.compile("giữ trên máy này"))
    [key] = sheet.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('nhip:'))")
    parts = key.split(":")
    typed = json.dumps({f"so-{desk.rows['hours']}": ["02,5", "01,5"]})
    there = ":".join([*parts[:2], "2", *parts[3:]])
    sheet.evaluate("([name, said]) => localStorage.setItem(name, said)", [there, typed])
    sheet.context.set_offline(False)
    sheet.get_by_role("button", name="Nộp báo cáo").click()
    note = sheet.locator("#con-giu")
    expect(note).to_contain_text("Máy này còn giữ nội dung")
    expect(note.get_by_role("link", name="Mục 2")).to_have_attribute("href", re.compile("muc=2"))
    assert not desk.obligation.report.revisions.exists()


def test_what_is_pasted_and_no_figure_stays_with_its_error_and_empty_is_not_zero(sheet, desk):
    cell(sheet, desk, "planned").focus()
    paste(sheet, "12 buổi\n0\n")
    save(sheet)
    expect(sheet.locator("tr.msg:visible")).to_contain_text("Không chỉ có chữ số")
    expect(cell(sheet, desk, "planned")).to_have_value("12 buổi")
    assert raw(desk, "held") == "0"
    cell(sheet, desk, "planned").focus()
    paste(sheet, "12\n\n")
    save(sheet)
    expect(sheet.locator("tr.msg:visible")).to_have_count(0)
    assert raw(desk, "held") == ""
    assert not DraftCell.objects.get(row=desk.rows["held"]).is_nil


def test_the_page_reads_cells_as_the_server_does(sheet):
    table = json.loads((Path(tests.__file__).parent / "figures.json").read_text())
    kinds = sheet.evaluate(
        """async (table) => {
            const { kindOf } = await import(document.getElementById("da-dan").dataset.figures);
            return table.map(([text, decimals]) => kindOf(text, decimals));
        }""",
        table,
    )
    for (text, decimals, said), kind in zip(table, kinds, strict=True):
        assert kind == ("figure" if isinstance(said, int) else said), (text, decimals)


def test_a_dash_is_asked_where_it_was_typed_and_a_press_answers_it(sheet, desk):
    cell(sheet, desk, "planned").fill("-")
    cell(sheet, desk, "held").fill("KPS")
    sheet.keyboard.press("Alt+s")
    asked = sheet.locator("tr.msg:visible")
    expect(asked).to_have_count(2)
    expect(asked.first).to_contain_text("“-” là 0 hay không phát sinh?")
    asked.first.get_by_role("button", name="Là 0").click()
    expect(cell(sheet, desk, "planned")).to_have_value("0")
    expect(asked).to_have_count(1)
    sheet.locator(f'[name="nil-{desk.rows["held"]}"]').click()
    expect(cell(sheet, desk, "held")).to_have_value("")
    expect(asked).to_have_count(0)
    assert raw(desk, "planned") == "0"
    assert DraftCell.objects.get(row=desk.rows["held"]).is_nil


def test_a_pasted_block_of_accountants_is_asked_and_told_before_it_is_kept(sheet, desk):
    sheet.goto(sheet.url + "?muc=2")
    cell(sheet, desk, "items").focus()
    paste(sheet, " 1.200 \n -   \n1,200\n(3)\n")
    said = sheet.locator("#da-dan")
    expect(said).to_contain_text("Không phải số, lý do hiện ở từng ô khi giữ: 2.")
    expect(said).to_contain_text("0 hay không phát sinh: 1.")
    said.get_by_role("button", name="Tất cả không phát sinh").click()
    expect(sheet.locator(f'[name="nil-{desk.rows["tin"]}"]')).to_be_checked()
    said.get_by_role("button", name="Giữ phần đã dán").click()
    told = sheet.locator("tr.msg:visible")
    expect(told).to_contain_text(["viết 1.200", "cách kế toán ghi số âm"])
    assert raw(desk, "items") == "1.200"
    cell(sheet, desk, "items").focus()
    paste(sheet, "#####\n12%\n–\n3\n")
    sheet.keyboard.press("Alt+s")
    expect(told).to_contain_text(["cột quá hẹp", "dấu phần trăm", "“–” là 0 hay"])


def test_a_block_with_its_headings_brings_the_column_of_this_period_though_it_is_empty(sheet, desk):
    cell(sheet, desk, "planned").focus()
    heads = "TT\tChỉ tiêu\tĐơn vị tính\tKỳ này\tKỳ trước\n"
    paste(sheet, heads + "1\tBuổi theo kế hoạch\tbuổi\t\t22\n2\tBuổi đã tổ chức\tbuổi\t8\t21\n")
    expect(cell(sheet, desk, "planned")).to_have_value("")
    expect(cell(sheet, desk, "held")).to_have_value("8")


def test_a_block_copied_with_its_heading_rows_puts_every_figure_in_the_row_of_its_name(sheet, desk):
    """As D52:D60 of the workbook: one column, an empty line where a heading stands on the sheet."""
    Row.objects.filter(pk=desk.rows["tin"]).update(group="Theo loại")
    Row.objects.filter(pk=desk.rows["hours"]).update(group="Phát thanh")
    sheet.goto(sheet.url + "?muc=2")
    cell(sheet, desk, "items").focus()
    paste(sheet, "7\n\n3\n4\n\n2,5\n")
    expect(sheet.locator("#da-dan")).to_contain_text("Dán xuống từ ô này: 4 ô.")
    for name, said in (("items", "7"), ("tin", "3"), ("bai", "4"), ("hours", "2,5")):
        expect(cell(sheet, desk, name)).to_have_value(said)
    sheet.get_by_role("button", name="Hoàn tác lần dán").click()
    cell(sheet, desk, "items").focus()
    paste(sheet, "6\n-\n6\n1,5\n")  # copied without them
    expect(cell(sheet, desk, "tin")).to_have_value("-")
    expect(cell(sheet, desk, "hours")).to_have_value("1,5")


def test_arrows_move_and_escape_brings_the_cell_back(sheet, desk):
    cell(sheet, desk, "planned").focus()
    sheet.keyboard.press("ArrowDown")
    expect(cell(sheet, desk, "held")).to_be_focused()
    sheet.keyboard.type("77")
    sheet.keyboard.press("Alt+n")
    sheet.keyboard.press("Escape")
    expect(cell(sheet, desk, "held")).to_have_value("9")
    expect(sheet.locator(f'[name="nil-{desk.rows["held"]}"]')).not_to_be_checked()
    sheet.keyboard.press("Shift+Enter")
    expect(cell(sheet, desk, "planned")).to_be_focused()


def test_a_late_save_shows_both_versions_and_the_newer_one_stands(sheet, desk):
    """Typed without a line; meanwhile somebody else wrote at the same cell and at another one."""
    report = desk.obligation.report
    sheet.context.set_offline(True)
    cell(sheet, desk, "held").fill("8")
    expect(state(sheet)).to_have_text("Chưa lưu được, giữ trên máy này.")
    sheet.locator(".toc a").nth(1).click()
    expect(state(sheet)).to_have_text(re.compile("Mất mạng"))
    save_draft(
        report,
        figures=desk.typed(held="6", planned="12"),
        narratives={},
        by=desk.cast.reporter,
        at=LATER,
    )
    address, context = sheet.url, sheet.context
    sheet.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    expect(again.locator("tr.msg:visible")).to_contain_text(
        "Chính bạn vừa ghi “6” ở đây, từ cửa sổ khác."
    )
    expect(cell(again, desk, "held")).to_have_value("8")
    expect(cell(again, desk, "planned")).to_have_value("12")
    assert raw(desk, "held") == "6"
    assert raw(desk, "planned") == "12"
    again.get_by_label("Ở cửa sổ kia: 6").click()
    expect(cell(again, desk, "held")).to_have_value("6")
    expect(again.locator("tr.msg:visible")).to_have_count(0)
    assert again.evaluate("localStorage.length") == 0


def test_two_sections_typed_without_a_line_are_both_saved(sheet, desk):
    two = sheet.context.new_page()
    two.goto(sheet.url + "?muc=2")
    sheet.context.set_offline(True)
    cell(sheet, desk, "held").fill("8")
    cell(two, desk, "hours").fill("2,5")
    for page in (sheet, two):
        expect(state(page)).to_have_text("Chưa lưu được, giữ trên máy này.")
    sheet.context.set_offline(False)
    for page in (sheet, two):
        expect(state(page)).to_have_text(re.compile(r"Đã lưu nháp lúc \d\d:\d\d\s*$"))
    assert raw(desk, "held") == "8"
    assert raw(desk, "hours") == "2,5"


def test_a_session_that_ends_loses_nothing(sheet, desk):
    cookie = sheet.context.cookies()
    sheet.context.clear_cookies()
    cell(sheet, desk, "held").fill("8")
    expect(state(sheet)).to_have_text(re.compile("Phiên làm việc đã hết"))
    sheet.context.add_cookies(cookie)
    sheet.reload()
    expect(state(sheet)).to_have_text(re.compile(r"Đã lưu nháp lúc \d\d:\d\d\s*$"))
    assert raw(desk, "held") == "8"


def test_who_signs_out_leaves_nothing_on_the_device(sheet, desk):
    sheet.route(re.compile("muc=1"), lambda route: route.abort())
    cell(sheet, desk, "held").fill("8")
    expect(state(sheet)).to_have_text("Chưa lưu được, giữ trên máy này.")
    asked = []
    sheet.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    sheet.locator(".wide-nav form.out button").click()
    sheet.wait_for_url(lambda url: "bao-cao" not in url)
    assert "chưa lưu" in asked[0]
    assert sheet.evaluate("localStorage.length") == 0


def test_who_signs_out_in_one_tab_is_out_in_every_tab(sheet, desk):
    two = sheet.context.new_page()
    two.goto(sheet.url)
    sheet.locator(".wide-nav form.out button").click()
    expect(sheet).to_have_url(re.compile(r"^http://[^/]+/$"))  # not sent back to the page it left
    cell(two, desk, "held").fill("8")
    two.keyboard.press("Alt+s")
    assert two.evaluate("localStorage.length") == 0
    two.evaluate("dispatchEvent(new Event('focus'))")
    expect(two).to_have_url(re.compile("login"))


def test_what_two_tabs_typed_in_one_section_without_a_line_is_all_kept(sheet, desk):
    two = sheet.context.new_page()
    two.goto(sheet.url)
    sheet.context.set_offline(True)
    cell(sheet, desk, "planned").fill("12")
    cell(two, desk, "held").fill("8")
    cell(two, desk, "held").fill("7")
    for page in (sheet, two):
        expect(state(page)).to_have_text("Chưa lưu được, giữ trên máy này.")
    address, context = sheet.url, sheet.context
    for page in (sheet, two):
        page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    expect(cell(again, desk, "planned")).to_have_value("12")
    expect(cell(again, desk, "held")).to_have_value("7")
    expect(state(again)).to_have_text(re.compile(r"Đã lưu nháp lúc \d\d:\d\d\s*$"))
    assert (raw(desk, "planned"), raw(desk, "held")) == ("12", "7")
    assert again.evaluate("localStorage.length") == 0


def test_what_went_up_when_a_section_was_left_by_its_button_does_not_stand_in_the_way(sheet, desk):
    cell(sheet, desk, "planned").fill("12")
    cell(sheet, desk, "held").fill("11")
    sheet.get_by_role("button", name="Lưu và sang mục sau").click()
    sheet.wait_for_url(re.compile("muc=2"))
    sheet.get_by_role("button", name="Nộp báo cáo").click()
    sheet.wait_for_url(re.compile(r"ban/\d+/$"))
    assert desk.obligation.report.revisions.count() == 1
