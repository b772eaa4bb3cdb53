"""By keys alone: an article written with a photo, handed in and signed; rated, commented on, found."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.files import drawn

from .conftest import Acting

TITLE = "Bài viết bằng bàn phím"
NAMED = """() => {
  const held = document.activeElement;
  const label = held.getAttribute("aria-label") || held.labels?.[0]?.textContent || held.title;
  return (label || (held.matches("ol, ul") ? "" : held.textContent)).trim().replace(/\\s+/g, " ");
}"""
HIDDEN = """() => {
  const { left, top, width, height } = document.activeElement.getBoundingClientRect();
  const above = document.elementFromPoint(left + width / 2, top + height / 2);
  return !above || getComputedStyle(above).position === "fixed";
}"""


def reach(page: Page, name: str, key: str = "Tab") -> None:
    """Go on by keys until something of this name has the focus."""
    passed = []
    for _press in range(150):
        page.keyboard.press(key)
        passed.append(page.evaluate(NAMED))
        if re.search(name, passed[-1]):
            return
    raise AssertionError(f"{name}: {passed}")


def press(page: Page, name: str) -> None:
    reach(page, name)
    page.keyboard.press("Enter")


def test_an_article_is_written_signed_and_answered_by_keys(acting: Acting, tmp_path: Path) -> None:
    with acting("bientap") as page:
        page.goto("/bien-tap/pages/add/news/articlepage/5/")
        expect(page.locator("[data-contentpath=body] .public-DraftEditor-content")).to_be_visible()
        page.wait_for_load_state("networkidle")
        reach(page, "^Tiêu đề$")
        page.keyboard.type(TITLE)
        reach(page, "^Lời dẫn")
        page.keyboard.type("Lời dẫn.")
        reach(page, "^Đoạn văn$")
        page.keyboard.type("Không cầm chuột lần nào.")
        press(page, "^Chèn khối")
        expect(page.get_by_role("combobox", name="Tìm…")).to_be_focused()
        page.keyboard.press("Escape")
        assert page.evaluate(NAMED) == "Chèn khối"
        page.keyboard.press("Enter")
        expect(page.get_by_role("combobox", name="Tìm…")).to_be_focused()
        page.keyboard.type("một hay nhiều")
        expect(page.get_by_role("option")).to_have_count(1)
        page.keyboard.press("Enter")
        expect(page.get_by_label("Thêm nhiều ảnh")).to_be_focused()
        with page.expect_file_chooser() as chosen:
            page.keyboard.press("Enter")
        photo = tmp_path / "ho-nuoc.png"
        photo.write_bytes(drawn(photo.name))
        chosen.value.set_files(photo)
        expect(page.get_by_label("Chú thích")).to_be_visible()
        reach(page, "^Chú thích")
        page.keyboard.type("Hồ nước")
        reach(page, "^Mô tả cho người")
        page.keyboard.type("Mặt hồ xanh")
        press(page, "^Xem lại và trình")
        expect(page).to_have_url(re.compile("/cong-bo/"))
        press(page, "^Trình$")
        expect(page.locator("main")).to_contain_text("Đã trình")
        address = page.url
