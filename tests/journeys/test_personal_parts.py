"""Pages made for everybody, and what is one reader's own on them: with JavaScript and without."""

import http.client
import re
import time
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

SIZES = [(360, 740), (1440, 900)]
CHOICES = [{}, {"co-chu": "200", "tuong-phan": "high"}]
WATCH = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifts.push(
    [one.value, one.sources.map((each) => each.node?.outerHTML?.slice(0, 90)), one.startTime]);
}).observe({ type: "layout-shift", buffered: true });
"""
DRAWN = """
document.fonts.ready.then(() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())))))
"""


@pytest.fixture
def article(product):
    return urlsplit(product.pages["article"]).path


def asked(product, path, **headers):
    connection = http.client.HTTPConnection(urlsplit(product.base_url).netloc, timeout=20)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    html = answer.read().decode()
    connection.close()
    return answer, html


def sign_in(page: Page, product, username):
    page.locator("input[name=login]").fill(username)
    page.locator("input[name=password]").fill(product.password(username))
    page.locator("input[name=password]").press("Enter")


def wait_for_parts(page: Page, name: str = "bandoc"):
    expect(page.locator("#tai-khoan")).to_contain_text(name)


@pytest.mark.parametrize("name", ["home", "article"])
def test_a_page_made_for_everybody_holds_nothing_of_anybody(product, name):
    path = urlsplit(product.pages[name]).path
    first, html = asked(product, path)
    assert first.status == 200
    assert first.headers["ETag"]
    policy = dict(
        part.split(" ", 1) for part in first.headers["Content-Security-Policy"].split("; ")
    )
    assert policy["script-src"] == "'self'"
    assert "unsafe" not in str(policy)
    assert not re.search(r"csrf|nonce|sessionid", html, re.IGNORECASE)
    assert not re.search(r"<script(?![^>]* src=|[^>]*ld.json)|<style|\sstyle=|\son\w+=", html)
    signed_in = "sessionid=x; csrftoken=y; nhip_rieng=1; nhip_lam_viec=0; nhip_danh_gia=z"
    for cookies in ("", signed_in, "co-chu=9999; tuong-phan=<b>"):
        answer, again = asked(product, path, Cookie=cookies)
        assert (answer.headers["ETag"], again) == (first.headers["ETag"], html)
        assert "Set-Cookie" not in answer.headers
    answer, other = asked(product, path, Cookie="tuong-phan=high; co-chu=150")
    assert answer.headers["ETag"] != first.headers["ETag"]
    assert '<html lang="vi" data-size="150" data-contrast="high">' in other


@pytest.mark.parametrize("choices", CHOICES)
@pytest.mark.parametrize("size", SIZES)
def test_an_article_is_light_and_lies_still(acting, product, article, size, choices):
    width, height = size
    with acting(None, viewport={"width": width, "height": height}) as page:
        page.goto("/robots.txt")
        page.evaluate("all => { for (const k in all) localStorage.setItem(k, all[k]); }", choices)
        page.add_init_script(WATCH)
        weights, requests = {"font": 0, "page": 0}, []
        page.on("request", lambda request: requests.append(request))
        page.goto(article, wait_until="networkidle")
        root = page.locator("html")
        for key, attribute in (("co-chu", "data-size"), ("tuong-phan", "data-contrast")):
            if key in choices:
                expect(root).to_have_attribute(attribute, choices[key])
        shifts = page.evaluate("window.shifts")
        assert sum(value for value, _what, _at in shifts) < 0.02, shifts
        for request in list(requests):
            kind = {"document": "page", "stylesheet": "page", "script": "page"}
            kind = kind.get(request.resource_type, request.resource_type)
            if kind in weights:
                weights[kind] += request.sizes()["responseBodySize"]
        assert 0 < weights["page"] <= 60_000
        assert 0 < weights["font"] <= 80_000
        assert len(requests) <= 20
        assert all(each.url.startswith((product.base_url, "data:")) for each in requests)


def test_reading_tools_work_whatever_was_chosen_before(acting, article):
    with acting(None, java_script_enabled=False) as page:
        page.goto(article)
        page.get_by_role("button", name="A+").click()
        expect(page.locator("html")).to_have_attribute("data-size", "112")
        page.get_by_role("button", name="A+").click()
        expect(page.locator("html")).to_have_attribute("data-size", "125")
        cookies = page.context.cookies()
    with acting(None) as page:  # the same browser, scripts allowed now
        page.context.add_cookies(cookies)
        page.goto(article)
        root = page.locator("html")
        expect(root).to_have_attribute("data-size", "125")
        page.get_by_role("button", name="A+").click()
        expect(root).to_have_attribute("data-size", "150")
        page.reload()
        expect(root).to_have_attribute("data-size", "150")
        page.get_by_role("button", name=re.compile("^A:")).click()
        page.reload()
        expect(root).to_have_attribute("data-size", "100")


def test_without_javascript_a_reader_rates_signs_in_and_comments(acting, product, article):
    with acting(None, java_script_enabled=False) as page:
        page.goto(article)
        before = int(re.search(r"trong\s+(\d+)\s+đánh giá", page.inner_text("#danh-gia"))[1])
        page.get_by_role("radio", name=re.compile("^4")).check(force=True)
        page.get_by_role("button", name="Gửi đánh giá").click()
        expect(page).to_have_url(re.compile(r"#danh-gia$"))
        end = time.monotonic() + 30  # points are shown anew every three seconds at most
        while not re.search(rf"{before + 1}\s+đánh giá", page.inner_text("#danh-gia")):
            assert time.monotonic() < end
            page.goto(article)
        page.locator("#binh-luan").get_by_role("link", name="Đăng nhập", exact=True).click()
        sign_in(page, product, "bandoc")
        expect(page).to_have_url(re.compile(re.escape(article)))
        page.get_by_role("link", name="Mở trang riêng để viết").click()
        page.locator("main textarea").fill("Gửi khi không có JavaScript.")
        page.get_by_role("button", name="Gửi bình luận").click()
        expect(page).to_have_url(re.compile(r"/y-kien/\d+/#binh-luan$"))
        expect(page.locator("#binh-luan")).to_contain_text("Gửi khi không có JavaScript.")
        expect(page.locator("#binh-luan")).to_contain_text("chờ duyệt")
        page.get_by_role("link", name="Về bài viết").click()
        expect(page.locator("main")).not_to_contain_text("Gửi khi không có JavaScript.")


def test_with_javascript_a_reader_has_own_parts_on_the_common_page(acting, article):
    with acting("baocao") as page:  # another reader wrote just now, and would have to wait
        page.goto(article)
        wait_for_parts(page, "baocao")
        page.get_by_role("radio", name=re.compile("^5")).check(force=True)
        page.get_by_role("button", name="Gửi đánh giá").click()
        expect(page.locator("#danh-gia")).to_contain_text("Bạn đã chấm 5 điểm")
        expect(page.get_by_role("radio", name=re.compile("^5"))).to_be_checked()
        page.locator("#binh-luan textarea").fill("Gửi khi có JavaScript.")
        page.get_by_role("button", name="Gửi bình luận").click()
        expect(page).to_have_url(re.compile(re.escape(article)))
        expect(page.locator("#binh-luan")).to_contain_text("Gửi khi có JavaScript.")
        expect(page.locator("#binh-luan")).to_contain_text("chờ duyệt")
        page.goto("/")
        wait_for_parts(page, "baocao")
    with acting(None) as page:
        fetched = []
        page.on("request", lambda request: fetched.append(request.url))
        page.goto(article, wait_until="networkidle")
        expect(page.locator("main")).not_to_contain_text("Gửi khi có JavaScript.")
        expect(page.locator("#tai-khoan")).to_have_text("Đăng nhập")
        assert not [url for url in fetched if "/rieng/" in url]


@pytest.mark.parametrize("size", SIZES)
def test_own_parts_move_nothing_in_sight(acting, article, size):
    with acting("bandoc", viewport={"width": size[0], "height": size[1]}) as page:
        page.add_init_script(WATCH)
        held: list[Route] = []
        page.route("**/rieng/**", lambda route: held.append(route))
        with page.expect_request("**/rieng/**"):
            page.goto(article)
        page.evaluate(
            "0"
        )  # the request is told first, then its route: an answer means both were heard
        assert held
        drawn = page.evaluate(
            DRAWN
        )  # what fonts moved before is another matter, told late as it is
        for part in held:
            part.continue_()
        page.unroute("**/rieng/**")
        wait_for_parts(page)
        page.wait_for_load_state("networkidle")
        shifts = [each for each in page.evaluate("window.shifts") if each[-1] >= drawn]
        assert sum(value for value, _what, _at in shifts) < 0.02, shifts
