"""The published page: everything the re-told page shows, working, in its order and with its labels."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from nhip.hall.demo.words import NINE

SHARES_PRODUCT = True  # nothing here changes what another file looks at

LABELS = [
    "A-", "A", "A+", "Tăng tương phản", "Giảm tương phản",
    "Nền tối", "Quân khu 4 giao nhiệm vụ công tác Đảng", "Chiều 28/7/2022",
    "Tin, ảnh:", "Tổng số điểm của bài viết là: 0 trong 0 đánh giá",
    "Click để đánh giá bài viết", "Bình luận, góp ý (0)", "Chưa có phản hồi",
    "Bạn cần đăng nhập để bình luận", "Xem nhiều", "Liên kết Website", "Tỷ giá",
    "Quân khu - Quân chủng", "Dự báo thời tiết", "Thời tiết Hà Nội",
]  # fmt: skip


@pytest.fixture
def article(product):
    return product.pages["article"]


def words(page: Page) -> str:
    return re.sub(r"\s+", " ", page.locator("body").inner_text())


@pytest.mark.parametrize("scripted", [True, False])
def test_every_label_stands_there_in_the_pages_order(acting, article, scripted):
    with acting(None, java_script_enabled=scripted) as page:
        page.goto(article)
        text, place = words(page), 0
        for label in LABELS:
            if label == "Nền tối" and not scripted:
                continue  # a script alone can turn it on
            found = text.find(label, place)
            assert found >= 0, f"{label!r} is missing, or stands before what it should follow"
            place = found + (len(label) if len(label) > 1 else 0)


def test_the_nine_figures_carry_their_values_and_tell_their_source(acting, article):
    with acting(None) as page:
        page.goto(article)
        figures = page.locator("main data[data-figure]")
        keys = figures.evaluate_all("all => all.map(each => each.dataset.figure)")
        assert set(keys) == set(NINE)
        for value in figures.evaluate_all("all => all.map(each => each.value)"):
            assert int(value) > 0
        told = page.locator(":popover-open")
        for key, of_how_many in (
            ("classes", "từ sổ lớp"),
            ("trainees", r"\d+ trong \d+ danh sách"),
        ):
            page.locator("button.fig").filter(
                has=page.locator(f"[data-figure={key}]")
            ).first.click()
            for words_told in ("Cách tính", "2017–2021", "Đính chính", "Số liệu minh họa"):
                expect(told).to_contain_text(words_told)
            expect(told).to_contain_text(re.compile(of_how_many))
            page.keyboard.press("Escape")


def test_seven_captioned_pictures_stand_in_groups_of_four_and_three(acting, article):
    with acting(None) as page:
        page.goto(article)
        groups = page.locator("article .gallery")
        assert [groups.nth(n).locator("figure").count() for n in range(groups.count())] == [4, 3]
        for photo in page.locator("article .gallery figure").all():
            assert photo.locator("figcaption").inner_text().strip()
            assert photo.locator("img").get_attribute("alt")
            assert photo.locator("img").get_attribute("width")


def test_reading_tools_with_javascript_are_remembered(acting, article):
    with acting(None) as page:
        page.goto(article)
        root = page.locator("html")
        page.get_by_role("button", name="A+").click()
        page.get_by_role("button", name="Tăng tương phản").click()
        page.reload()
        expect(root).to_have_attribute("data-size", "112")
        expect(root).to_have_attribute("data-contrast", "high")
        assert (
            page.get_by_role("button", name="Tăng tương phản").get_attribute("aria-disabled")
            == "true"
        )


def test_reading_tools_without_javascript_come_back_to_the_page(acting, article):
    with acting(None, java_script_enabled=False) as page:
        page.goto(article)
        page.get_by_role("button", name="A+").click()
        expect(page).to_have_url(article)
        expect(page.locator("html")).to_have_attribute("data-size", "112")
        page.get_by_role("button", name="Tăng tương phản").click()
        expect(page.locator("html")).to_have_attribute("data-contrast", "high")


@pytest.mark.parametrize("scripted", [True, False])
def test_a_reader_rates_once_a_browser(acting, article, scripted):
    with acting(None, java_script_enabled=scripted) as page:
        page.goto(article)
        before = int(re.search(r"trong (\d+) đánh giá", words(page))[1])
        page.get_by_role("radio", name=re.compile("^4")).check(force=True)
        page.get_by_role("button", name="Gửi đánh giá").click()
        page.wait_for_load_state()
        end = time.monotonic() + 30  # points are shown anew every three seconds at most
        while not re.search(rf"trong {before + 1} đánh giá", words(page)):
            assert time.monotonic() < end
            page.goto(article)


def test_a_comment_waits_for_a_moderator(acting, article):
    path = re.sub(r"^https?://[^/]+", "", article)
    with acting("bandoc") as page:
        page.goto(path)
        page.locator("main textarea").fill("Bài dễ đọc, số nào cũng mở được nguồn.")
        page.get_by_role("button", name=re.compile("Gửi bình luận|Gửi góp ý|Gửi")).last.click()
        expect(page.locator("main")).to_contain_text("Bình luận, góp ý (0)")
    with acting("bientap") as page:
        page.goto("/y-kien/kiem-duyet/")
        with page.expect_navigation():
            page.get_by_role("button", name="Cho hiện").first.click()
    with acting(None) as page:
        page.goto(path)
        expect(page.locator("main")).to_contain_text("Bình luận, góp ý (1)")
        expect(page.locator("main")).to_contain_text("số nào cũng mở được nguồn")


def test_the_demonstration_says_what_it_is_and_calls_nobody(acting, article, product):
    with acting(None) as page:
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(article)
        expect(page.locator("meta[name=robots]")).to_have_attribute("content", "noindex")
        expect(page.locator(".demo")).to_contain_text("Bản trình diễn")
        expect(page.locator("main")).to_contain_text("Vietcombank")
        expect(page.locator("main")).to_contain_text("Open-Meteo")
        assert all(url.startswith((product.base_url, "data:")) for url in asked)
