"""The whole way once, in a real browser: from a unit's report to the published page and its correction.

The steps build on each other, as the people do; each signs in as whoever takes it.
"""

import re

from playwright.sync_api import Page, Route, expect

from tests.product import half_year_now

from .editing import add_figure, add_photo, open_chooser, wait_for_answers

REPORT = "Báo cáo nửa năm, "
TITLE = "Quân khu 4 giao nhiệm vụ công tác Đảng"
SECTIONS = 10
PARTS = """cell => {
  let row = cell.closest("tr"), parts = 0
  if (row.classList.contains("sub")) return null
  while ((row = row.nextElementSibling)) {
    if (row.classList.contains("sub")) parts += 1
    else if (!row.classList.contains("msg")) break
  }
  return parts
}"""
"""How many parts a cell's row has; none where it is a part itself."""


def open_report(page: Page) -> None:
    page.goto("/lam-viec/")
    page.get_by_role("link", name=re.compile(REPORT)).first.click()


def fill_section(page: Page, number: int) -> None:
    """Type a figure into every cell: a whole equals its parts, nothing lies above its limit."""
    cells = page.locator("table.entry input[type=text]:not([readonly])")
    for cell in cells.all():
        parts = cell.evaluate(PARTS)
        cell.fill(str(1 if parts is None else parts or 3))
    page.get_by_label(f"Nhận xét mục {number}").fill("Đơn vị đã làm xong các việc của mục này.")


def total(page: Page, name: str) -> int:
    page.goto(f"/lam-viec/tong-hop/?{half_year_now()}")
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name=name, exact=True))
    said = row.get_by_role("cell").nth(1).inner_text().replace(".", "")
    return int(said) if said.isdigit() else 0  # nothing is accepted yet


def a_reporter_fills_in_a_report_and_hands_it_in(acting):
    with acting("baocao") as page:
        open_report(page)
        page.locator("table.entry input[type=text]").first.fill("1,2,5")
        page.get_by_role("button", name="Lưu", exact=True).click()
        expect(page.get_by_text(re.compile("hai dấu phẩy"))).to_be_visible()
        expect(page.locator("table.entry input[type=text]").first).to_have_value("1,2,5")
        for number in range(1, SECTIONS + 1):
            expect(page.get_by_role("heading", name=re.compile(rf"^{number}\. "))).to_be_visible()
            fill_section(page, number)
            if number < SECTIONS:
                page.get_by_role("button", name="Lưu và sang mục sau").click()
        page.get_by_role("button", name="Nộp báo cáo").click()
        expect(page.get_by_text("Đã nộp. Cấp trên đã được báo.")).to_be_visible()


def the_level_above_returns_it_and_must_say_why(acting):
    with acting("kehoach") as page:
        page.goto("/lam-viec/bao-cao/kiem-tra/")
        page.get_by_role("link", name=re.compile("Đơn vị 07")).click()
        page.get_by_role("button", name="Trả lại kèm lý do").click()
        expect(page.locator("form#tra-lai .told")).to_be_visible()
        page.locator("form#tra-lai textarea").fill("Mục 8 thấp hơn cùng kỳ, xem lại sổ.")
        page.get_by_role("button", name="Trả lại kèm lý do").click()
        expect(page.locator("main")).not_to_contain_text("Quyết định")


def the_unit_mends_it_and_acceptance_moves_the_totals_at_once(acting):
    with acting("baocao") as page:
        open_report(page)
        expect(page.get_by_text("Mục 8 thấp hơn cùng kỳ")).to_be_visible()
        page.get_by_role("link", name=re.compile("Dân vận")).click()
        page.get_by_label("Hoạt động dân vận", exact=True).fill("1.200")
        page.get_by_role("button", name="Nộp báo cáo").click()
        expect(page.get_by_text("Đã nộp. Cấp trên đã được báo.")).to_be_visible()
    with acting("kehoach") as page:
        before = total(page, "Hoạt động dân vận")
        page.goto("/lam-viec/bao-cao/kiem-tra/")
        page.get_by_role("link", name=re.compile("Đơn vị 07")).click()
        page.get_by_role("button", name="Chấp nhận", exact=True).click()
        expect(page.get_by_text("Số tổng hợp đổi theo ngay.")).to_be_visible()
        assert total(page, "Hoạt động dân vận") == before + 1200


def the_planner_follows_figures_of_both_reviews_down_to_their_records(acting, product):
    with acting("kehoach") as page:
        page.goto(product.pages["review"].replace("phan=2", "phan=1"))
        expect(page.locator("nav.tabs a[href*=phan]")).to_have_count(2)
        page.get_by_role("link", name="Hoạt động dân vận").first.click()
        page.get_by_role("link", name="Đi tới từng bản ghi").click()
        page.get_by_role("link", name="Đơn vị 07").first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Hoạt động dân vận")
        entry = page.get_by_role("table").get_by_role(
            "link", name=re.compile("1.200|6 tháng đầu năm 2022")
        )
        expect(page.locator("main")).to_contain_text("Trợ lý tổng hợp, Đơn vị 07")
        entry.first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(
            re.compile("Đơn vị 07|Báo cáo")
        )

        page.goto(product.pages["review"])
        page.get_by_role("link", name="Lớp tập huấn, bồi dưỡng").first.click()
        page.get_by_role("link", name="Đi tới từng bản ghi").click()
        page.get_by_role(
            "link", name=re.compile("Tập huấn công tác kế hoạch tổng hợp năm 2017")
        ).click()
        expect(page).to_have_url(re.compile("/lam-viec/tap-huan/"))


def a_review_becomes_an_article_that_the_editor_completes(acting, product):
    with acting("kehoach") as page:
        page.goto(product.pages["review"])
        page.get_by_role("button", name="Soạn bài từ phần này").click()
        expect(page.get_by_text("Bản nháp đã sẵn sàng cho biên tập viên.")).to_be_visible()
        expect(page.get_by_text("Trước khi đăng, cần xong những việc này")).to_be_visible()
        draft = page.url
    with acting("bientap", viewport={"width": 1440, "height": 1000}) as page:
        page.goto(draft)
        expect(page.get_by_role("button", name="Công bố số liệu và đăng bài")).to_have_count(0)
        page.get_by_role("link", name="Sửa bài").click()
        add_figure(page, "luot du tap huan", "Lượt dự tập huấn")
        add_photo(page, "Bục phát biểu của hội nghị", "Bục phát biểu trong hội trường")
        page.locator("#id_byline").fill("Tổ biên tập")
        page.get_by_role("button", name="Lưu bản nháp").click()
        expect(page.locator(".messages .success")).to_be_visible()
    return draft


def the_publishing_editor_lets_figures_and_text_out_and_readers_see_them(acting):
    with acting("xuatban") as page:
        page.goto("/lam-viec/bai-viet/")
        page.get_by_role("link", name=re.compile("Năm năm thực hiện quy chế")).first.click()
        expect(page.get_by_role("row", name=re.compile("Lượt dự tập huấn"))).to_be_visible()
        page.get_by_label("Không có nội dung mật").check()
        page.get_by_role("button", name="Công bố số liệu và đăng bài").click()
        expect(page.get_by_text("Bài và số liệu đã được công bố.")).to_be_visible()
        page.get_by_role("link", name="Trang công khai", exact=True).click()
        address = page.url
    with acting(None) as page:
        page.goto(address)
        expect(page.locator("data[data-figure=attendances]").first).to_be_visible()
        expect(page.locator("figcaption")).to_have_text(["Bục phát biểu của hội nghị"])
        expect(page.locator("main")).to_contain_text("Tin, ảnh: Tổ biên tập")


def figure(page: Page, address: str, key: str) -> str:
    page.goto(address)
    return page.locator(f"article data[data-figure={key}]").first.get_attribute("value") or ""


def strike(page: Page, list_address: str, record: str) -> None:
    page.goto(list_address)
    page.get_by_role("row").filter(has_text=record).first.get_by_role("link").first.click()
    page.locator("details", has_text=re.compile("Gạch|Xóa|Gỡ")).locator("summary").click()
    page.locator("details[open] textarea, details[open] input[name=reason]").fill(
        "Ghi trùng khi nhập"
    )
    with page.expect_navigation():
        page.locator("details[open] form button").click()


def a_record_changes_later_and_only_the_publishing_editor_moves_the_page(acting, product):
    article = product.pages["article"]
    with acting(None) as page:
        programmes, plans = (
            figure(page, article, "programmes"),
            figure(page, article, "plans_appraised"),
        )
    with acting("kehoach") as page:
        strike(page, "/lam-viec/van-ban/?loai=programme&nam=2019", "tháng 3/2019")
        strike(page, "/lam-viec/ke-hoach/?nam=2019", "Kế hoạch công tác năm 2019")
    with acting(None) as page:
        assert figure(page, article, "programmes") == programmes
        expect(page.locator("main")).not_to_contain_text("Đính chính lúc")
    now = str(int(programmes) - 1)
    with acting("xuatban") as page:
        page.goto("/lam-viec/bai-viet/so-lieu-doi/")
        told = (
            page.locator(".note", has_text="Chương trình tháng")
            .filter(has_text="giao nhiệm vụ")
            .first
        )
        for words in (programmes, now, "Ghi trùng khi nhập", "Trợ lý kế hoạch, Quân khu 4"):
            expect(told).to_contain_text(words)
        with page.expect_navigation():
            told.get_by_role("button", name=re.compile(f"Nhận số {now}")).click()
        page.goto("/lam-viec/bai-viet/so-lieu-doi/")
        kept = (
            page.locator(".note", has_text="Kế hoạch được thẩm định")
            .filter(has_text="giao nhiệm vụ")
            .first
        )
        kept.locator("summary", has_text="Giữ").click()
        kept.get_by_role("button", name="Giữ số đang có").click()
        expect(page.locator("[aria-invalid=true]")).to_be_visible()
        page.locator("textarea[name=reason]").fill("Bản gạch là bản trùng, số đăng vẫn đúng.")
        with page.expect_navigation():
            page.get_by_role("button", name="Giữ số đang có").click()
    with acting(None) as page:
        assert figure(page, article, "programmes") == now
        expect(page.locator("article")).to_contain_text("Đính chính")
        expect(page.locator("article")).to_contain_text(re.compile(rf"{programmes}.*{now}"))
        assert figure(page, article, "plans_appraised") == plans


def a_stranger_gets_the_answer_of_an_id_that_does_not_exist(acting):
    with acting("baocao") as page:
        other = page.goto("/lam-viec/bao-cao/1/")
        nowhere = page.goto("/lam-viec/bao-cao/999999/")
        assert (other.status, nowhere.status) == (404, 404)


def a_search_answered_after_the_choice_opens_no_window(acting, draft):
    with acting("bientap", viewport={"width": 1440, "height": 1000}) as page:
        page.goto(draft)
        page.get_by_role("link", name="Sửa bài").click()
        chooser, text = open_chooser(page, "Số")
        held: list[Route] = []
        page.route(re.compile(r"so-lieu/\?.*q="), lambda route: held.append(route))
        chooser.get_by_role("searchbox").fill("luot")
        chooser.get_by_role("button", name="Tìm số liệu").click()
        chooser.get_by_role("button", name=re.compile(": Lượt dự tập huấn$")).first.click()
        expect(chooser).to_have_count(0)
        [search] = held
        search.continue_()
        wait_for_answers(page)
        expect(page.locator(".modal:visible, .modal-backdrop")).to_have_count(0)
        expect(text.locator(".nhip-figure").last).to_be_visible()


def test_the_whole_way_once(acting, product):
    a_reporter_fills_in_a_report_and_hands_it_in(acting)
    the_level_above_returns_it_and_must_say_why(acting)
    the_unit_mends_it_and_acceptance_moves_the_totals_at_once(acting)
    the_planner_follows_figures_of_both_reviews_down_to_their_records(acting, product)
    draft = a_review_becomes_an_article_that_the_editor_completes(acting, product)
    the_publishing_editor_lets_figures_and_text_out_and_readers_see_them(acting)
    a_record_changes_later_and_only_the_publishing_editor_moves_the_page(acting, product)
    a_stranger_gets_the_answer_of_an_id_that_does_not_exist(acting)
    a_search_answered_after_the_choice_opens_no_window(acting, draft)
