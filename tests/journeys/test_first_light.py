"""The whole way once, in a real browser: from a unit's report to the published page and its correction.

The steps build on each other, as the people do; each signs in as whoever takes it.
"""

import re

from playwright.sync_api import Page, expect

REPORT = "Báo cáo nửa năm, 6 tháng đầu năm 2022"
TITLE = "Quân khu 4 nhìn lại nửa đầu năm 2022"
SECTIONS = 10


def open_report(page: Page) -> None:
    page.goto("/lam-viec/")
    page.get_by_role("link", name=re.compile(REPORT)).first.click()


def fill_section(page: Page, number: int) -> None:
    """Type a figure into every cell: a whole equals its parts, nothing lies above its limit."""
    cells = page.locator("table.entry input[type=text]:not([readonly])")
    parts = page.locator("table.entry tr.sub input[type=text]").count()
    for place in range(cells.count()):
        is_whole = parts and place == 0
        cells.nth(place).fill(str(parts) if is_whole else "1")
    page.get_by_label(f"Nhận xét mục {number}").fill("Đơn vị đã làm xong các việc của mục này.")


def total(page: Page, name: str) -> int:
    page.goto("/lam-viec/tong-hop/?tu=2021-12-15&den=2022-06-14")
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name=name, exact=True))
    return int(row.get_by_role("cell").nth(1).inner_text().replace(".", ""))


def test_a_reporter_fills_in_a_report_and_hands_it_in(acting):
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


def test_the_level_above_returns_it_and_must_say_why(acting):
    with acting("kehoach") as page:
        page.goto("/lam-viec/bao-cao/kiem-tra/")
        page.get_by_role("link", name=re.compile("Đơn vị 07")).click()
        page.get_by_role("button", name="Trả lại kèm lý do").click()
        expect(page.locator("form#tra-lai .told")).to_be_visible()
        page.locator("form#tra-lai textarea").fill("Mục 8 thấp hơn cùng kỳ, xem lại sổ.")
        page.get_by_role("button", name="Trả lại kèm lý do").click()
        expect(page.locator("main")).not_to_contain_text("Quyết định")


def test_the_unit_mends_it_and_acceptance_moves_the_totals_at_once(acting):
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
        page.get_by_role("button", name="Nhận", exact=True).click()
        expect(page.get_by_text("Đã nhận. Số tổng hợp đổi theo ngay.")).to_be_visible()
        assert total(page, "Hoạt động dân vận") == before + 1200


def test_the_planner_follows_figures_of_both_reviews_down_to_their_records(acting, product):
    with acting("kehoach") as page:
        page.goto(product.pages["review"].replace("phan=2", "phan=1"))
        expect(page.locator("nav.tabs a")).to_have_count(2)
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


def test_a_stranger_gets_the_answer_of_an_id_that_does_not_exist(acting):
    with acting("baocao") as page:
        other = page.goto("/lam-viec/bao-cao/1/")
        nowhere = page.goto("/lam-viec/bao-cao/999999/")
        assert (other.status, nowhere.status) == (404, 404)
