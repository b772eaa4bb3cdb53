"""The look in a real browser: no accessibility fault, nothing wider than the page, tools that answer."""

import mimetypes
from pathlib import Path

import pytest
from django.http import QueryDict

from nhip.config.middleware import PUBLIC
from tests.axe import COLOURS, faults

from .pages import NAMES, Everything, render

STATIC = Path(__file__).parents[1] / "static"


@pytest.fixture
def open_page(browser):
    contexts = []

    def open_page(name, *, width=1440, cookies=None, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        html = render(name, **(cookies or {}))

        def answer(route):
            path = route.request.url.split("nhip.test", 1)[1]
            file = STATIC / path.removeprefix("/static/")
            if path == "/":
                headers = {"Content-Security-Policy": PUBLIC}
                route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=headers)
            elif path.startswith("/static/") and file.exists():
                kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
                route.fulfill(body=file.read_bytes(), content_type=kind)
            else:
                route.fulfill(status=204, body="")

        context.route("**/*", answer)
        page = context.new_page()
        page.goto("http://nhip.test/")
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(open_page, name):
    page = open_page(name)
    assert not faults(page)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for level in ("soft", "normal", "high"):
            page.locator("html").evaluate("(html, level) => html.dataset.contrast = level", level)
            assert not faults(page, rules=COLOURS), (scheme, level)


@pytest.mark.parametrize("size", ["100", "200"])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_wider_than_a_phone(open_page, name, size):
    page = open_page(name, width=360, cookies={"co_chu": size})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert not faults(page)


def pressed(page):
    """Return which steps the reading tools mark as set."""
    marked = page.locator('.reader [aria-pressed="true"]')
    return marked.evaluate_all("all => all.map(b => b.ariaLabel || b.textContent.trim())")


def test_reading_tools_work_in_place_and_are_remembered(open_page):
    page = open_page("article")
    root = page.locator("html")
    said = page.locator(".reader output")
    assert said.text_content() == "Cỡ chữ 100% · Tương phản thường"
    assert pressed(page) == ["A: cỡ chữ mặc định"]
    page.get_by_role("button", name="A+").click()
    assert root.get_attribute("data-size") == "112"
    assert said.text_content() == "Cỡ chữ 112,5% · Tương phản thường"
    assert pressed(page) == ["A+: tăng cỡ chữ"]
    page.get_by_role("button", name="Tăng tương phản").click()
    page.reload()
    assert said.text_content() == "Cỡ chữ 112,5% · Tương phản cao"
    assert pressed(page) == ["A+: tăng cỡ chữ", "Tăng tương phản"]
    assert root.get_attribute("data-size") == "112"
    assert root.get_attribute("data-contrast") == "high"
    strongest = page.get_by_role("button", name="Tăng tương phản")
    assert strongest.get_attribute("aria-disabled") == "true"
    strongest.click(force=True)
    assert page.locator(".reader output").text_content() == "Đã là mức tương phản cao nhất."
    page.get_by_role("button", name="Nền tối").click()
    assert root.get_attribute("data-theme") == "dark"
    assert "Nền tối" in pressed(page)


def test_without_javascript_the_same_buttons_ask_the_server(open_page):
    page = open_page("article", java_script_enabled=False)
    with page.expect_request("**/hien-thi/*") as asked:
        page.get_by_role("button", name="A+").click()
    assert asked.value.url == "http://nhip.test/hien-thi/?next=%2Flam-viec%2F&co-chu=112"
    page = open_page("forms", java_script_enabled=False)
    page.get_by_label("Tất cả Quân khu 4").check()
    for label in ("Tổ công tác 1", "Hai", "Tôi đã kiểm tra, nội dung không mật"):
        page.get_by_label(label).check()
    with page.expect_request(lambda sent: sent.method == "POST") as posted:
        page.get_by_role("button", name="Lưu").click()
    sent = Everything(QueryDict(posted.value.post_data))["units"].value()
    assert sent == ["21", "2", "3", "4"]


def test_a_form_on_its_way_says_so_and_is_sent_once(open_page):
    page = open_page("report")
    sent = []

    def nothing_comes_back(route):
        sent.append(route.request.method)
        route.fulfill(status=204, body="")

    page.context.route("**/*", nothing_comes_back)
    page.get_by_role("button", name="Nộp báo cáo").click()
    page.get_by_role("button", name="Đang gửi…").wait_for()
    second_is_refused = """form => {
        let refused = null;
        document.addEventListener("submit", (event) => { refused = event.defaultPrevented; });
        form.requestSubmit();
        return refused;
    }"""
    assert page.locator("#bc").evaluate(second_is_refused) is True
    assert sent.count("POST") == 1


def ticked(page):
    return page.locator(".picker li :checked").evaluate_all("all => all.map(box => box.value)")


def test_a_long_list_is_found_in_without_marks_and_ticked_by_name_or_by_group(open_page):
    page = open_page("forms", width=360)
    shown = page.locator(".picker li:visible")
    low = shown.evaluate_all("all => all.filter(row => row.offsetHeight < 44).length")
    assert (shown.count(), low) == (10, 0)
    search = page.get_by_label("Tìm trong danh sách")
    search.fill("dong hoi")
    assert shown.all_inner_texts() == ["Cụm Đồng Hới"]
    search.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    search.fill("không đâu")
    assert page.locator(".picker [role=status]").text_content() == "Không có tên nào như vậy"
    assert shown.all_inner_texts() == ["Cụm Đồng Hới"], "what is ticked stays in sight"
    search.fill("")
    page.get_by_label("Tất cả Đơn vị 02").check()
    page.get_by_label("Tổ công tác 7").uncheck()
    assert ticked(page) == ["3", "21", "22", "23", "24", "25", "26"]
    whole = page.get_by_label("Tất cả Đơn vị 02")
    assert whole.evaluate("all => [all.checked, all.indeterminate, all.name]") == [False, True, ""]


def test_the_map_opens_at_the_current_period_and_the_page_at_its_top(open_page):
    page = open_page("desk", width=360)
    assert page.locator("thead .cur").evaluate(
        "cell => cell.getBoundingClientRect().right <= innerWidth && cell.getBoundingClientRect().left > 120"
    )
    assert page.evaluate("scrollY") == 0
