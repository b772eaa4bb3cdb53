"""From an empty folder to a published article with five figures, by what the pages offer.

Nobody types an address here but the first one, and that of the door: menus, buttons and links lead on.
"""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.product import begun, empty_folder

from .beginning import (
    NAME,
    OWN,
    PEOPLE_HEADINGS,
    UNIT_HEADINGS,
    forward,
    given_passwords,
    set_own,
    sheet,
    sign_in,
)
from .editing import add_figure
from .presses import Presses

UNITS = [(f"P{n:02}", f"Phòng Nghiệp vụ số {n}", "SKH", str(n), "1/1/2020") for n in range(1, 4)]
PEOPLE = [
    ("SKH", "Chuyên viên tổng hợp", "Người Kế Hoạch", "kehoach", "trợ lý kế hoạch", ""),
    ("SKH", "Giám đốc", "", "giamdoc", "thủ trưởng", ""),
    ("SKH", "Biên tập viên", "", "bientap", "biên tập viên", ""),
    ("SKH", "Trưởng ban biên tập", "", "xuatban", "biên tập viên xuất bản", ""),
]  # fmt: skip
PAPER_HEADINGS = [
    "Cơ quan ban hành", "Loạt số", "Số", "Ngày ban hành", "Trích yếu", "Nói về từ ngày",
    "Nói về đến ngày", "Hiệu lực từ ngày", "Hiệu lực đến ngày",
]  # fmt: skip
PAPERS = [
    (
        "",
        "Chương trình",
        "2",
        "29/1/2026",
        "Chương trình tháng 2/2026",
        "1/2/2026",
        "28/2/2026",
        "",
        "",
    ),
    (
        "",
        "Chương trình",
        "3",
        "27/2/2026",
        "Chương trình tháng 3/2026",
        "1/3/2026",
        "31/3/2026",
        "",
        "",
    ),
]
CLASS_HEADINGS = [
    "Mã lớp", "Tên lớp", "Đơn vị mở lớp", "Ngày mở", "Ngày kết thúc", "Đối tượng",
    "Mã người dự", "Đơn vị người dự",
]  # fmt: skip
CLASSES = [
    ("LTH-2026-05", "Tập huấn báo cáo số", "P01", "12/5/2026", "13/5/2026", "", "HV-0001", "P01"),
    ("LTH-2026-05", "", "", "", "", "", "HV-0004", "P03"),
]
CONFERENCE = "Hội nghị sơ kết công tác 6 tháng đầu năm 2026"
FIGURES = {  # the last one the editor puts in
    "Lớp tập huấn, bồi dưỡng": "2",
    "Người dự tập huấn": "4",
    "Chương trình tháng": "3",
    "Tập thể được tặng Bằng khen": "1",
    "Lượt dự tập huấn": "5",
}
MOST = {
    "first run": 12,
    "papers": 13,
    "classes": 11,
    "decision": 8,
    "conference": 17,
    "approval": 5,
    "article": 14,
    "publishing": 7,
    "records": 26,
}
"""Presses a part may take, sign-in and the own password of whoever comes for the first time included."""


def follow(page: Page, *entries: str) -> None:
    """Go by the menu, then by links of the page."""
    menu = page.get_by_role("navigation").get_by_role("link", name=entries[0], exact=True)
    menu.first.click()
    for entry in entries[1:]:
        page.get_by_role("main").get_by_role("link", name=entry).first.click()


def next_step(page: Page, heading: str, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    forward(page, words)


def choose(page: Page, label: str, option: str) -> None:
    """Choose what contains these words."""
    field = page.get_by_label(label)
    value = field.locator("option", has_text=option).first.get_attribute("value")
    field.select_option(value)


def fill(page: Page, **said: str) -> None:
    for name, value in said.items():
        page.get_by_label(name.replace("_", " ")).first.fill(value)


def told(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("main")).to_contain_text(words)


def the_administrator_begins(page: Page, begin: str) -> None:
    """Go through the steps of the first run, up to the lists."""
    page.goto(begin)
    fill(page, Họ_và_tên="Người Quản Trị", Tên_đăng_nhập="quantri", Nhập_lại_mật_khẩu=OWN)
    page.get_by_label("Mật khẩu", exact=True).fill(OWN)
    forward(page, "Tạo tài khoản")
    fill(page, Tên_cơ_quan=NAME, Tên_gọn="Sở KHPT Minh Họa", Tính_từ_ngày="1/1/2015")
    page.get_by_label("Mã", exact=True).fill("SKH")
    fill(page, Cơ_quan_ban_hành=NAME)
    forward(page, "Lưu và tiếp tục")
    next_step(page, "Các cấp", "Lưu và tiếp tục")
    next_step(page, "Lịch và kỳ", "Lưu và tiếp tục")


def the_administrator_sets_the_office_up(page: Page, begin: str) -> dict[str, str]:
    """Go through the steps of the first run; return the passwords it gives out."""
    the_administrator_begins(page, begin)
    page.get_by_label("Danh sách đơn vị").set_input_files(sheet(UNIT_HEADINGS, UNITS))
    next_step(page, "Đơn vị", "Xem thử")
    page.get_by_role("button", name=re.compile("đơn vị này")).first.click()
    page.get_by_label("Danh sách tài khoản").set_input_files(sheet(PEOPLE_HEADINGS, PEOPLE))
    next_step(page, "Tài khoản", "Xem thử")
    next_step(page, "Tài khoản", "Tạo các tài khoản này")
    given = given_passwords(page, len(PEOPLE))
    page.get_by_role("link", name="Đã giữ danh sách: tiếp tục").click()
    next_step(page, "Bộ khởi đầu", "Bật và tiếp tục")
    next_step(page, "Thư điện tử", "Để sau")
    next_step(page, "Mở hệ thống", "Hoàn tất")
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc tiếp theo")
    return given


def the_planner_enters_papers(page: Page) -> None:
    """One by hand with its file, two from a spreadsheet after a look."""
    follow(page, "Văn bản", "Văn bản mới")
    choose(page, "Loạt số", "Chương trình")
    fill(page, Trích_yếu="Chương trình công tác tháng 1/2026")
    page.get_by_label("Nói về, từ ngày").fill("1/1/2026")
    page.get_by_label("Nói về, đến ngày").fill("31/1/2026")
    page.get_by_label("Ngày", exact=True).fill("2/1/2026")
    forward(page, "Ghi vào sổ")
    told(page, "Đã vào sổ: 01/CTr-SKH.")
    page.locator("summary", has_text="Kèm một tệp").click()
    page.locator("input[type=file]").set_input_files(sheet(PAPER_HEADINGS, PAPERS))
    page.get_by_role("main").get_by_role("button", name="Kèm một tệp").click()
    expect(page.get_by_role("link", name=re.compile("danh-sach"))).to_be_visible()
    follow(page, "Văn bản", "Nhập từ bảng tính")
    page.get_by_label("Danh sách").set_input_files(sheet(PAPER_HEADINGS, PAPERS))
    forward(page, "Xem thử")
    told(page, "Chương trình tháng 3/2026")
    forward(page, "Nhận danh sách này")
    follow(page, "Văn bản")
    for number in ("01", "02", "03"):
        expect(page.get_by_role("link", name=f"{number}/CTr-SKH")).to_be_visible()


def and_two_classes(page: Page) -> None:
    """One by hand, with its roll; one from a spreadsheet."""
    follow(page, "Tập huấn", "Nhập lớp đầu tiên")
    choose(page, "Đơn vị tổ chức", "SKH")
    fill(page, Tên_lớp="Bồi dưỡng cấp ủy về công tác kế hoạch")
    fill(page, Ngày_mở_lớp="4/3/2026", Ngày_kết_thúc_lớp="6/3/2026")
    page.get_by_role("checkbox", name="cấp ủy").check()
    forward(page, "Nhập lớp này")
    fill(page, Người_dự="HV-0001, P01\nHV-0002, P02\nHV-0003, P02")
    forward(page, "Ghi vào danh sách")
    told(page, "Đã ghi 3 người vào danh sách.")
    follow(page, "Tập huấn", "Nhập từ bảng tính")
    page.get_by_label("Danh sách").set_input_files(sheet(CLASS_HEADINGS, CLASSES))
    forward(page, "Xem thử")
    told(page, "HV-0004")
    forward(page, "Nhận danh sách này")
    follow(page, "Tập huấn")
    expect(page.get_by_role("row", name=re.compile("Tập huấn báo cáo số"))).to_contain_text("2")


def a_decision_and_its_list(page: Page) -> None:
    follow(page, "Khen thưởng", "Ghi danh sách của quyết định", "Vào sổ quyết định")
    choose(page, "Loạt số", "Quyết định")
    page.get_by_label("Ngày", exact=True).fill("20/6/2026")
    fill(page, Trích_yếu="Tặng Bằng khen 6 tháng đầu năm 2026")
    forward(page, "Ghi vào sổ")
    page.get_by_role("link", name="Ghi danh sách kèm quyết định").click()
    fill(page, Ngày_đầu="1/1/2026", Ngày_cuối="30/6/2026", Thành_tích_chung="Hoàn thành tốt")
    page.get_by_label("Người được khen").first.select_option(label="tập thể")
    fill(page, Đơn_vị="P01")
    forward(page, "Ghi những dòng này")
    told(page, "Đã ghi 1 dòng.")


def a_conference_with_one_review(page: Page) -> None:
    """The review tells who approves it, and offers no article before that."""
    follow(page, "Hội nghị", "Ghi hội nghị")
    choose(page, "Cơ quan tổ chức", NAME)
    fill(page, Tiêu_đề=CONFERENCE, Ngày="10/7/2026")
    forward(page, "Ghi hội nghị này")
    page.get_by_role("link", name="Thêm phần sơ kết").click()
    fill(page, Tiêu_đề="Sáu tháng đầu năm", Ngày_đầu="1/1/2026", Ngày_cuối="30/6/2026")
    forward(page, "Thêm và chọn số liệu")
    headings = page.get_by_role("heading", level=3).all_inner_texts()
    assert len(set(headings)) == len(headings) > 3, headings
    for name in FIGURES:
        page.get_by_role("checkbox", name=re.compile(f"^{name}")).check()
    forward(page, "Lưu số liệu đã chọn")
    follow(page, "Hội nghị", CONFERENCE)
    page.get_by_role("link", name="Chọn số liệu").click()
    last = page.get_by_role("listitem").filter(has_text=list(FIGURES)[-1])
    last.get_by_role("checkbox", name="vào bài").uncheck()
    forward(page, "Lưu số liệu đã chọn")
    told(page, f"Người duyệt: Giám đốc, {NAME}.")
    expect(page.get_by_role("button", name="Soạn bài từ phần này")).to_have_count(0)


def the_chief_approves(page: Page) -> None:
    follow(page, "Tóm tắt", CONFERENCE)
    page.get_by_role("button", name="Duyệt số liệu phần này").click()
    told(page, "Đã duyệt số liệu phần này.")


def the_planner_drafts_an_article(page: Page) -> None:
    follow(page, "Hội nghị", CONFERENCE)
    page.get_by_role("button", name="Soạn bài từ phần này").click()
    told(page, "Biên tập viên hoàn thiện bài, mở ở mục Tòa soạn.")


def the_editor_completes_it(page: Page) -> None:
    follow(page, "Tòa soạn", CONFERENCE)
    page.get_by_role("link", name="Sửa bài").click()
    add_figure(page, "luot du tap huan", list(FIGURES)[-1])
    page.locator("#id_byline").fill("Tổ biên tập")
    page.get_by_role("button", name="Lưu bản nháp").click()
    expect(page.locator(".messages .success")).to_be_visible()


def the_publishing_editor_lets_it_out(page: Page) -> None:
    follow(page, "Tòa soạn", CONFERENCE)
    page.get_by_label("Không có nội dung mật").check()
    page.get_by_role("button", name="Công bố số liệu và đăng bài").click()
    told(page, "Tất cả đã công khai; không còn gì chờ đăng.")
    page.get_by_role("link", name="Trang công khai", exact=True).click()


def readers_see_five_figures(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=re.compile(f"^{CONFERENCE}")).first.click()
    shown = page.locator("article p data[data-figure]")
    assert sorted(shown.all_inner_texts()) == sorted(FIGURES.values())
    assert sorted(each.get_attribute("value") for each in shown.all()) == sorted(FIGURES.values())


def each_figure_leads_to_its_records(page: Page) -> None:
    for name in FIGURES:
        follow(page, "Hội nghị", CONFERENCE)
        page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()
        page.get_by_role("link", name="Đi tới từng bản ghi").click()
        records = page.get_by_role("table").last.get_by_role("rowheader").get_by_role("link")
        expect(records).to_have_count(int(FIGURES[name]))
        records.first.click()
        expect(page.get_by_role("heading", level=1)).not_to_have_text(name)


def test_an_office_from_nothing(visitor: Callable[..., Page], tmp_path: Path):
    presses = Presses()
    with begun(empty_folder(tmp_path / "data")) as first:

        def at_the_desk(part: str, given: str = "", username: str = "") -> Page:
            presses.part = part
            page = visitor(
                first["base_url"],
                java_script_enabled=True,
                viewport={"width": 1280, "height": 900},
            )
            presses.follow(page)
            if given:
                sign_in(page, username, given)
                set_own(page, given, OWN)
            return page

        administrator = at_the_desk("first run")
        given = the_administrator_sets_the_office_up(administrator, first["begin"])
        planner = at_the_desk("papers", given["kehoach"], "kehoach")
        the_planner_enters_papers(planner)
        presses.part = "classes"
        and_two_classes(planner)
        presses.part = "decision"
        a_decision_and_its_list(planner)
        presses.part = "conference"
        a_conference_with_one_review(planner)
        the_chief_approves(at_the_desk("approval", given["giamdoc"], "giamdoc"))
        presses.part = "article"
        the_planner_drafts_an_article(planner)
        the_editor_completes_it(at_the_desk("article", given["bientap"], "bientap"))
        the_publishing_editor_lets_it_out(at_the_desk("publishing", given["xuatban"], "xuatban"))
        presses.part = "records"
        readers_see_five_figures(visitor(first["base_url"]))
        each_figure_leads_to_its_records(planner)
    assert all(presses.of[part] <= most for part, most in MOST.items()), presses.of
