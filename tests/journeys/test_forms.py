"""A planner rebuilds the half-year form whole, then makes version 2 of it while a report is open."""

import re

from playwright.sync_api import Page, expect

from nhip.hall.demo.forms import OUTLINE, Outline

NEW = "Lượt kiểm tra cơ sở trong quý"
REPORT = re.compile("Báo cáo nửa năm, ")
HALF_YEAR = "?don-vi=QK4&tu=2021-12-15&den=2022-06-14"


def begin(page: Page, name: str) -> None:
    page.goto("/lam-viec/bao-cao/bieu-mau/")
    page.get_by_role("link", name="Soạn biểu mẫu").click()
    page.get_by_label("Tên biểu mẫu").fill(name)
    page.get_by_label("Cơ quan soạn").select_option(index=1)
    page.get_by_role("button", name="Mở bản nháp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def ask(page: Page, name: str) -> None:
    """Find an indicator and ask it, with all of its breakdown."""
    page.get_by_role("searchbox").fill(name)
    page.get_by_role("button", name="Tìm").click()
    found = page.locator(".found li").filter(has_text=name).first
    for box in found.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Thêm chỉ tiêu đã chọn").click()


def write_section(page: Page, outline: Outline) -> None:
    page.get_by_label("Tên mục mới").fill(outline.title)
    page.get_by_role("button", name="Thêm mục", exact=True).click()
    for asked in outline.rows:
        ask(page, asked.name)
        expect(page.locator("table.rows tbody")).to_contain_text(asked.name)
    page.locator("textarea[name=guidance]").fill(outline.guidance)
    for asked in outline.rows:
        if asked.group:
            page.get_by_label(f"Đề mục phía trên {asked.name}").fill(asked.group)
    page.get_by_role("button", name="Lưu mục này").click()
    expect(page.get_by_text("Đã lưu.")).to_be_visible()


def add_check(page: Page, row: str, rule: str, other: str = "", severity: str = "error") -> None:
    before = page.locator(".checks li").count()
    page.get_by_text("Thêm điều kiện", exact=True).click()
    page.locator("#id_dk-row").select_option(label=row)
    page.locator("#id_dk-rule").select_option(rule)
    if other:
        page.locator("#id_dk-others").get_by_label(other, exact=True).check()
    page.locator("#id_dk-severity").select_option(severity)
    page.get_by_role("button", name="Thêm điều kiện này").click()
    expect(page.locator(".checks li")).to_have_count(before + 1)


def place(page: Page, name: str) -> str:
    """Return what the check's list calls a row: "5.2. Name"."""
    labels = page.locator("#id_dk-row option").all_text_contents()
    return next(each for each in labels if each.endswith(f". {name}"))


def said(page: Page) -> list[str]:
    """Return what a form's page asks, row by row, section by section."""
    rows = page.locator("section.preview h2, section.preview tr.sec, section.preview tbody th")
    return [re.sub(r"\s+", " ", text) for text in rows.all_inner_texts()]


def test_a_form_is_rebuilt_without_code_and_followed_by_a_second_version(acting, product):
    names = {asked.key: asked.name for outline in OUTLINE for asked in outline.rows}
    with acting("kehoach") as page:
        begin(page, "Báo cáo nửa năm làm lại")
        for outline in OUTLINE:
            write_section(page, outline)
            for asked in outline.rows:
                if asked.items:
                    add_check(page, place(page, asked.name), "sum_of")
                if asked.not_above:
                    whole, part = place(page, names[asked.not_above]), place(page, asked.name)
                    add_check(page, part, "not_above", whole)
        page.get_by_role("link", name="Xem như người báo cáo").click()
        rebuilt, checks = said(page), page.locator(".checks li").all_inner_texts()
        page.get_by_role("button", name="Công bố biểu mẫu").click()
        expect(page.get_by_text("Đã công bố.")).to_be_visible()
        page.goto(product.pages["form"])
        assert said(page) == rebuilt
        assert page.locator(".checks li").all_inner_texts() == checks

    with acting("baocao") as unit, acting("kehoach") as page:
        unit.goto("/lam-viec/")
        unit.get_by_role("link", name=REPORT).first.click()
        expect(unit.locator("table.entry")).to_be_visible()
        was = unit.url

        page.goto(product.pages["form"])
        page.get_by_role("button", name="Mở phiên bản mới").click()
        ask(page, NEW)
        page.get_by_role("link", name="Xem như người báo cáo").click()
        page.get_by_role("button", name="Công bố biểu mẫu").click()
        expect(page.get_by_text("Phiên bản 2")).not_to_have_count(0)

        unit.locator("table.entry input[type=text]").first.fill("12")
        unit.get_by_role("button", name="Lưu", exact=True).click()
        expect(unit.locator(".savebar")).to_contain_text("Đã lưu")
        unit.goto(was)
        expect(unit.locator("table.entry input[type=text]").first).to_have_value("12")
        expect(unit.get_by_text(NEW)).to_have_count(0)

        page.goto(f"/lam-viec/tong-hop/luot_kiem_tra_quy/{HALF_YEAR}")
        expect(page.locator("main")).to_contain_text("biểu mẫu cũ chưa hỏi: ")
        expect(page.locator("main")).to_contain_text("Đơn vị 07")
