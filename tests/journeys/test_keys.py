"""By keys alone: an article with a photo is written, handed in, signed, found, rated and commented on."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.files import drawn

from .conftest import Acting
from .editing import choosers_at_once
from .keys import tab_to

WIDE = {"viewport": {"width": 1440, "height": 1000}}


def test_an_article_is_written_signed_rated_and_found_with_the_keyboard_alone(
    acting: Acting, tmp_path: Path
) -> None:
    title, photo = "Bàn phím làm nên bài", tmp_path / "hoi-truong.png"
    photo.write_bytes(drawn(photo.name))
    with acting("bientap", **WIDE) as page:
        keys = page.keyboard
        page.on("filechooser", lambda _chosen: None)  # or it is watched for too late
        page.goto("/lam-viec/toa-soan/")
        tab_to(page, "Hội nghị", "main a")
        keys.press("Enter")
        choosers_at_once(page)
        for name, said in (
            ("Tiêu đề", title),
            ("Lời dẫn", "Lời dẫn."),
            ("Đoạn văn", "Không ai cầm chuột."),
        ):
            tab_to(page, name, "textarea, .public-DraftEditor-content")
            keys.type(said)
        tab_to(page, "Chèn khối")
        keys.press("Enter")
        sought = page.get_by_role("combobox", name="Tìm")
        expect(sought).to_be_focused()
        keys.press("Escape")
        expect(sought).to_have_count(0)
        expect(page.get_by_role("button", name="Chèn khối").last).to_be_focused()
        keys.press("Enter")
        expect(sought).to_be_focused()
        keys.type("một hay")
        expect(page.get_by_role("option")).to_have_count(1)
        keys.press("Enter")
        expect(page.get_by_label("Thêm nhiều ảnh")).to_be_focused()
        with page.expect_file_chooser() as chosen:
            keys.press("Enter")
        chosen.value.set_files(photo)
        expect(page.locator(".nhip-many [role=status]")).to_have_text(re.compile(": 1/1$"))
        for name, said in (
            ("Chú thích", "Toàn cảnh"),
            ("Mô tả cho người", "Hội trường"),
            ("Người viết", "Tổ biên tập"),
        ):
            tab_to(page, name, "input, textarea")
            keys.type(said)
        for name in ("Xem lại và trình", "Trình bài"):
            tab_to(page, name, "button")
            keys.press("Enter")
            page.wait_for_url("**/cong-bo/**")
            page.wait_for_load_state()
        expect(page.get_by_text("Bài đã trình.")).to_be_visible()
    with acting("xuatban") as page:
        page.goto("/lam-viec/toa-soan/")
        tab_to(page, title, "main a")
        page.keyboard.press("Enter")
        page.wait_for_url("**/cong-bo/**")
        tab_to(page, "Không có nội dung mật")
        page.keyboard.press("Space")
        tab_to(page, "Công bố", "button")
        page.keyboard.press("Enter")
        expect(page.get_by_text("đã được công bố.")).to_be_visible()
    with acting("bandoc") as page:
        page.goto("/")
        tab_to(page, "Tìm trong trang")
        page.keyboard.type("ban phim")
        page.keyboard.press("Enter")
        page.wait_for_url("**/tin/tim/**")
        tab_to(page, title, "main a")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        expect(page.locator("main textarea")).to_be_visible()  # once the page knows who reads
        tab_to(page, "1", "[name=points]")
        for _point in range(3):
            page.keyboard.press("ArrowRight")
        expect(page.get_by_role("radio", name=re.compile("^4"))).to_be_checked()
        tab_to(page, "Gửi đánh giá")
        page.keyboard.press("Enter")
        expect(page.get_by_text("trong 1 đánh giá")).to_be_visible()
        tab_to(page, "", "main textarea")
        page.keyboard.type("Bài gõ bằng phím.")
        tab_to(page, "Gửi", "button")
        page.keyboard.press("Enter")
        expect(page.get_by_text("chờ")).to_be_visible()
