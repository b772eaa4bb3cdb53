"""Seven numbers of one article, from the writer's answers to the withdrawal; and what is kept of all that."""

import re
import time

from playwright.sync_api import Locator, Page, expect

from tests.product import Product

from .conftest import Acting
from .editing import choosers_at_once, wait_for_answers
from .test_first_light import figure, strike

TITLE = "Bay con so cua mot nhiem ky"
LEAD = "Năm năm 2017–2021 mở 26 lớp. Trong đó đã thẩm định 165 kế hoạch."
BODY = (
    "Đã ra 144 chương trình tháng; 4 quyết định; 12/15 xã có điện; giá xăng 23.500 đồng;"
    " rút ra ba bài học."
)
WIDE = {"viewport": {"width": 1440, "height": 1000}}
PASTED = (
    "<h1>Đề mục dán vào</h1><p>Lời dán <b>đậm</b>. <s>câu bỏ</s></p>"
    "<table><tr><td>Cột<td>Cột kia<tr><td>Lời trong bảng<td></table>"
)


def until_shown(page: Page, shown: Locator) -> None:
    """Look again and again for what the worker tells a moment later."""
    end = time.monotonic() + 30
    while not shown.count():
        assert time.monotonic() < end, f"{shown} never came"
        page.reload()


def open_numbers(page: Page) -> Locator:
    return page.locator("#nhip-numbers > fieldset")


def answer(page: Page, words: str, button: str, source: str = "") -> None:
    """Answer the first open question about these words with one press."""
    marked = page.locator("mark", has_text=re.compile(f"^{words}$"))
    asked = open_numbers(page).filter(has=marked).first
    waiting = open_numbers(page).count()
    if source:
        asked.locator("[data-source]").fill(source)
    asked.get_by_role("button", name=re.compile(f"^{button}")).click()
    expect(open_numbers(page)).to_have_count(waiting - 1)


def save(page: Page) -> None:
    page.get_by_role("button", name="Lưu bản nháp").click()
    expect(page.locator(".messages .success")).to_be_visible()


def type_words(page: Page, words: str) -> None:
    """Type into the body; what is typed last is saved as well, however soon one presses save."""
    choosers_at_once(page)
    text = page.locator("[data-contentpath=body] .public-DraftEditor-content").first
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def paste(page: Page, html: str) -> None:
    """Paste where the cursor is, as Word hands text over."""
    page.evaluate(
        """html => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/html", html);
          const said = { clipboardData, bubbles: true, cancelable: true };
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", said));
        }""",
        html,
    )


def an_editor_types_seven_numbers_and_answers_each(acting: Acting) -> str:
    with acting("bientap", **WIDE) as page:
        page.goto("/bien-tap/pages/5/add_subpage/")
        page.locator("#id_title").press_sequentially(TITLE)
        page.locator("#id_lead").fill(LEAD)
        page.locator("#id_byline").fill("Tổ biên tập")
        type_words(page, BODY)
        paste(page, PASTED)
        expect(page.locator(".nhip-pasted")).to_contain_text("chữ gạch bỏ: câu bỏ")
        expect(page.locator("[name=body-1-value]")).to_have_value("Đề mục dán vào")
        save(page)
        expect(page.locator("[data-contentpath=body] table")).to_contain_text("Lời trong bảng")
        expect(open_numbers(page)).to_have_count(7)
        number = page.url.rstrip("/").split("/")[-2]
        sign = page.context.new_page()
        sign.goto(f"/lam-viec/bai-viet/{number}/cong-bo/")
        expect(sign.get_by_role("button", name="Công bố số liệu và đăng bài")).to_have_count(0)
        expect(sign.locator("#con-thieu")).to_contain_text("7 số chưa trả lời")
        answer(page, "26", "26: Lớp tập huấn")
        answer(page, "165", "165: Kế hoạch được thẩm định")
        answer(page, "144", "144: Chương trình tháng")
        answer(page, "4", "Không phải số liệu")
        answer(page, "12/15", "Giữ, ghi nguồn này", "Báo cáo của xã")
        answer(page, "23.500", "Giữ, ghi nguồn này", "Bảng giá ngày 11/7/2022")
        answer(page, "ba", "Không phải số liệu")
        save(page)
        expect(page.locator(".nhip-numbers-sum")).to_have_text("7 số trong bài, đã trả lời hết.")
    return number


def the_publisher_signs_what_readers_then_see(acting: Acting, number: str) -> str:
    with acting("xuatban") as page:
        page.goto(f"/lam-viec/bai-viet/{number}/cong-bo/")
        for told in ("Báo cáo của xã", "Bảng giá ngày 11/7/2022", "không phải số liệu"):
            expect(page.locator("main")).to_contain_text(told)
        page.get_by_label("Không có nội dung mật").check()
        page.get_by_role("button", name="Công bố số liệu và đăng bài").click()
        expect(page.get_by_text("Bài và số liệu đã được công bố.")).to_be_visible()
        page.get_by_role("link", name="Trang công khai", exact=True).click()
        address = page.url
    with acting(None) as page:
        page.goto(address)
        shown = page.locator("article p data[data-figure]")
        assert [each.get_attribute("value") for each in shown.all()] == ["26", "165", "144"]
        expect(page.locator("article")).to_contain_text("Bảng giá ngày 11/7/2022")
    return address


def a_record_is_struck_and_readers_still_read_what_was_published(
    acting: Acting, address: str
) -> None:
    with acting("kehoach") as page:
        strike(page, "/lam-viec/van-ban/?loai=programme&nam=2019", "tháng 3/2019")
    with acting(None) as page:
        assert figure(page, address, "programmes") == "144"


def the_publisher_takes_the_new_value_and_readers_are_told(acting: Acting, address: str) -> None:
    with acting("xuatban") as page:
        page.goto("/lam-viec/bai-viet/so-lieu-doi/")
        told = page.locator(".note", has_text="Chương trình tháng").filter(has_text=TITLE)
        until_shown(page, told)
        with page.expect_navigation():
            told.get_by_role("button", name=re.compile("Nhận số 143")).click()
    with acting(None) as page:
        assert figure(page, address, "programmes") == "143"
        expect(page.locator("article")).to_contain_text(re.compile("144.*143"))


def an_editor_takes_one_figure_out_and_the_publisher_is_told_which(
    acting: Acting, number: str, address: str
) -> None:
    with acting("bientap", **WIDE) as page:
        page.goto(f"/bien-tap/pages/{number}/edit/")
        page.locator("#id_lead").fill("Năm năm 2017–2021 mở 26 lớp.")
        wait_for_answers(page)
        save(page)
        expect(page.locator(".nhip-numbers-sum")).to_have_text("6 số trong bài, đã trả lời hết.")
    with acting(None) as page:
        assert figure(page, address, "plans_appraised") == "165"  # a draft is nobody's page
    with acting("xuatban") as page:
        page.goto(f"/lam-viec/bai-viet/{number}/cong-bo/")
        expect(page.locator("main")).to_contain_text("Kế hoạch được thẩm định (2017–2021): 165")
        expect(page.locator("#khac del").first).to_be_visible()
        page.get_by_label("Không có nội dung mật").check()
        page.get_by_role("button", name=re.compile("đăng bài")).click()
        expect(page.get_by_text("Bài và số liệu đã được công bố.")).to_be_visible()
    with acting(None) as page:
        page.goto(address)
        expect(page.locator("article data[data-figure=plans_appraised]")).to_have_count(0)
        expect(page.locator("article")).to_contain_text(re.compile("165 rời khỏi bài"))


def the_article_is_withdrawn_with_a_reason(acting: Acting, number: str, address: str) -> None:
    with acting("xuatban") as page:
        page.goto(f"/lam-viec/bai-viet/{number}/cong-bo/")
        page.get_by_role("link", name="Rút bài").click()
        page.locator("textarea[name=reason]").fill("Nhiệm kỳ được tính lại từ đầu.")
        page.get_by_role("main").get_by_role("button", name="Rút bài").click()
    with acting(None) as page:
        gone = page.goto(address)
        assert gone.status == 410
        expect(page.locator("main")).to_contain_text("Nhiệm kỳ được tính lại từ đầu.")


def the_whole_history_can_be_read(acting: Acting, number: str) -> None:
    """Of the page, and of one figure; by who changes nothing."""
    with acting("xuatban") as page:
        page.goto(f"/lam-viec/bai-viet/{number}/cong-bo/")
        page.get_by_role("link", name="Các bản đã công bố").click()
        versions = page.get_by_role("table").get_by_role("rowheader")
        expect(versions).to_have_count(4)
        first = versions.filter(has_text=re.compile(r"^\s*1:")).get_by_role("link")
        first.click()
        for value in ("26", "165", "144"):
            expect(page.locator(f"article p data[value='{value}']")).to_have_count(1)
    with acting("kiemtra", **WIDE) as page:
        page.goto("/lam-viec/nhat-ky/")
        page.get_by_label("Bài, số liệu hay hồ sơ").fill(TITLE)
        page.get_by_role("button", name="Lọc").click()
        for deed in ("Đăng bài", "Rút bài", "Nhận số liệu đã đổi"):
            expect(page.get_by_role("table")).to_contain_text(deed)
        for kind in ("xlsx", "csv"):  # one file does not keep the next from being taken
            with page.expect_download() as taken:
                page.get_by_role("button", name=re.compile(kind)).click()
            assert taken.value.suggested_filename == f"nhat-ky.{kind}"
        page.goto("/lam-viec/nhat-ky/")
        page.get_by_label("Bài, số liệu hay hồ sơ").fill("Chương trình tháng")
        page.get_by_role("button", name="Lọc").click()
        expect(page.get_by_role("table")).to_contain_text(re.compile("144"))


def test_seven_numbers(acting: Acting, product: Product) -> None:
    number = an_editor_types_seven_numbers_and_answers_each(acting)
    address = the_publisher_signs_what_readers_then_see(acting, number)
    a_record_is_struck_and_readers_still_read_what_was_published(acting, address)
    the_publisher_takes_the_new_value_and_readers_are_told(acting, address)
    an_editor_takes_one_figure_out_and_the_publisher_is_told_which(acting, number, address)
    the_article_is_withdrawn_with_a_reason(acting, number, address)
    the_whole_history_can_be_read(acting, number)
