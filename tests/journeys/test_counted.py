"""From the desk to the public, counted: an article of seven photos, one of one; names typed half."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.axe import faults
from tests.files import drawn

from .conftest import Acting
from .editing import choosers_at_once
from .presses import Presses

WIDE = {"viewport": {"width": 1440, "height": 1000}}
BYLINE = "Tổ biên tập"
LEAD = (
    "Quân khu họp sơ kết công tác Đảng, công tác chính trị nửa đầu năm và việc thực hiện quy chế"
    " kế hoạch tổng hợp; Chủ nhiệm Chính trị chủ trì."
)
FIRST = (
    "Cấp ủy, chỉ huy các cấp lãnh đạo toàn diện, có trọng tâm; bộ đội ổn định tư tưởng; thi đua,"
    " kiểm tra, dân vận và chính sách được làm đến nơi đến chốn."
)
THEN = "Trong nhiệm kỳ, toàn Quân khu mở 26 lớp tập huấn, thẩm định 165 kế hoạch, ra 144 chương trình tháng."
LAST = "Bộ Tư lệnh tặng Bằng khen các tập thể, cá nhân có thành tích xuất sắc."
FIGURES = {"26": "Lớp tập huấn", "165": "Kế hoạch được thẩm định", "144": "Chương trình tháng"}
CAPTIONS = [
    "Chính ủy Quân khu phát biểu tại Hội nghị",
    "Đại biểu dự Hội nghị",
    "Chủ nhiệm Chính trị phát biểu tại Hội nghị",
    "Toàn cảnh Hội nghị",
    "Chính ủy Quân khu trao thưởng tại Hội nghị",
    "Phó Chính ủy trao thưởng tại Hội nghị",
    "Thủ trưởng Bộ Tư lệnh trao thưởng tại Hội nghị",
]


class Writing:
    """An article in its form; every field that is filled is counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.body = page.locator("[data-contentpath=body]").first
        self.fields = 0

    def fill(self, field: Locator, words: str) -> None:
        field.fill(words)
        self.fields += 1

    def begin(self, title: str) -> None:
        """Take the section on the first screen; the first paragraph is there already."""
        self.page.get_by_role("link", name="Hội nghị", exact=True).last.click()
        choosers_at_once(self.page)
        for field, words in (("title", title), ("lead", LEAD), ("byline", BYLINE)):
            self.fill(self.page.locator(f"#id_{field}"), words)

    def add(self, kind: str) -> None:
        self.body.locator(".c-sf-add-button").last.click()
        self.page.get_by_role("option", name=kind, exact=True).click()

    def say(self, words: str, number: int) -> None:
        """Type a paragraph."""
        text = self.body.locator(".public-DraftEditor-content").nth(number)
        text.focus()
        self.page.keyboard.type(words)
        self.fields += 1

    def show(self, photos: dict[str, Path]) -> None:
        """Add a group of photos from one's own files, many at once."""
        groups = self.body.locator(".nhip-many")
        there = groups.count()
        self.add("Ảnh (một hay nhiều)")
        expect(groups).to_have_count(there + 1)
        with self.page.expect_file_chooser() as chosen:
            self.body.get_by_text("Thêm nhiều ảnh").last.click()
        chosen.value.set_files(list(photos.values()))
        self.fields += 1
        done = re.compile(f": {len(photos)}/{len(photos)}$")
        expect(self.body.locator(".nhip-many [role=status]").last).to_have_text(done)
        captions = self.body.get_by_label("Chú thích").all()[-len(photos) :]
        alts = self.body.get_by_label(re.compile("^Mô tả cho người")).all()[-len(photos) :]
        for words, caption, alt in zip(photos, captions, alts, strict=True):
            self.fill(caption, words)
            self.fill(alt, f"Ảnh: {words}")

    def hand_in(self) -> None:
        self.page.get_by_role("button", name="Xem lại và trình").click()
        self.page.get_by_role("button", name="Trình bài").click()
        expect(self.page.get_by_text("Bài đã trình.")).to_be_visible()


@pytest.fixture
def photos(tmp_path: Path) -> dict[str, Path]:
    """A drawn file for each caption."""
    files = {words: tmp_path / f"anh-{place}.png" for place, words in enumerate(CAPTIONS)}
    for place, file in enumerate(files.values()):
        file.write_bytes(drawn(file.name, (640, 400 + place)))
    return files


def sign(acting: Acting, presses: Presses, title: str) -> None:
    """Take the article that waits, sign it, and look at what is public."""
    with acting("xuatban") as page:
        presses.follow(page).goto("/lam-viec/toa-soan/")
        page.get_by_role("link", name=title).click()
        asked = page.get_by_label("Không có nội dung mật")
        for _look in range(40):
            if not asked.is_visible():  # a photo is still being bared
                page.reload()
        asked.check()
        page.get_by_role("button", name="Công bố số liệu và đăng bài").click()
        expect(page.get_by_text("Bài và số liệu đã được công bố.")).to_be_visible()


def test_seven_photos_take_twenty_presses_and_a_number_one_more(
    acting: Acting, photos: dict[str, Path]
) -> None:
    presses, title = Presses(), "Triển khai công tác Đảng, công tác chính trị cuối năm"
    before, after = CAPTIONS[:4], CAPTIONS[4:]
    with acting("bientap", **WIDE) as page:
        presses.follow(page).goto("/lam-viec/toa-soan/")
        writing = Writing(page)
        writing.begin(title)
        writing.say(FIRST, 0)
        writing.show({words: photos[words] for words in before})
        writing.add("Đoạn văn")
        writing.say(THEN, 1)
        writing.show({words: photos[words] for words in after})
        writing.add("Đoạn văn")
        writing.say(LAST, 2)
        presses.part = "numbers"
        waiting = page.locator("#nhip-numbers > fieldset")
        expect(waiting).to_have_count(len(FIGURES))
        for left, (words, label) in enumerate(reversed(FIGURES.items())):
            marked = page.locator("mark", has_text=re.compile(f"^{words}$"))
            figure = waiting.filter(has=marked).get_by_role("button", name=f"{words}: {label}")
            figure.first.click()
            expect(waiting).to_have_count(len(FIGURES) - 1 - left)
        presses.part = ""
        writing.hand_in()
    sign(acting, presses, title)
    assert presses.of[""] <= 20
    assert presses.of["numbers"] <= len(FIGURES)
    assert writing.fields <= 24
    with acting(None) as page:
        page.goto("/hoi-nghi/")
        page.get_by_role("main").get_by_role("link", name=title).first.click()
        shown = page.locator("article")
        expect(shown.locator("figcaption")).to_contain_text(CAPTIONS)
        values = [each.get_attribute("value") for each in shown.locator("p data").all()]
        assert values == list(FIGURES)


def test_one_photo_takes_nine_presses_and_what_nobody_filled_is_left_out(
    acting: Acting, photos: dict[str, Path]
) -> None:
    presses, title = Presses(), "Ảnh của Hội nghị"
    with acting("bientap", **WIDE) as page:
        presses.follow(page).goto("/lam-viec/toa-soan/")
        writing = Writing(page)
        writing.begin(title)
        writing.say(FIRST, 0)
        writing.show({CAPTIONS[3]: photos[CAPTIONS[3]]})
        presses.part = "left behind"
        for kind in ("Ảnh (một hay nhiều)", "Đoạn văn"):
            writing.add(kind)
        expect(writing.body.locator(".public-DraftEditor-content").last).to_be_focused()
        typed = page.get_by_role("textbox", name="Tin", exact=True)
        typed.press_sequentially("H")
        expect(page.locator(".ui-menu-item:visible").first).to_be_visible()
        typed.press("Enter")  # nothing offered is chosen: what was typed is meant
        expect(page.locator("#id_news")).to_have_value("H")
        assert not faults(page, rules=["label", "select-name", "button-name"])
        presses.part = ""
        writing.hand_in()
    sign(acting, presses, title)
    assert presses.of[""] <= 9
