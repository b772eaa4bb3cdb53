"""Two people in one article: the later is asked before the other's words go behind, and both are kept."""

import re

from playwright.sync_api import Page, expect

from .conftest import Acting
from .editing import choosers_at_once

WIDE = {"viewport": {"width": 1440, "height": 1000}}


def _lead(page: Page, words: str) -> None:
    lead = page.locator("#id_lead")
    lead.press("End")
    lead.press_sequentially(words)


def test_who_hands_in_over_the_words_of_another_is_asked_and_loses_nobody_s(acting: Acting) -> None:
    with acting("bientap", **WIDE) as writer, acting("xuatban", **WIDE) as other:
        writer.goto("/lam-viec/toa-soan/")
        writer.get_by_role("link", name="Hội nghị", exact=True).last.click()
        choosers_at_once(writer)
        writer.locator("#id_title").fill("Hai người một bài")
        writer.locator("#id_lead").fill("Lời dẫn.")
        writer.get_by_role("button", name="Lưu bản nháp").click()
        expect(writer.locator(".messages")).to_contain_text("Hai người một bài")
        other.goto(writer.url)
        _lead(other, " Lời của người kia.")
        other.get_by_role("button", name="Lưu bản nháp").click()
        expect(other.locator(".messages")).to_contain_text("Hai người một bài")

        _lead(writer, " Lời của tôi.")
        expect(writer.get_by_text("Lưu sẽ ghi đè một phiên bản mới hơn.")).to_be_visible(
            timeout=15_000
        )
        writer.get_by_role("button", name="Xem lại và trình").click()
        asked = writer.get_by_role("dialog", name="xuatban đã lưu phiên bản mới")
        expect(asked).to_be_visible()
        asked.get_by_role("button", name="Xem lại và trình").click()
        expect(writer).to_have_url(re.compile("/cong-bo/"))
        expect(writer.locator("main")).to_contain_text("Lời dẫn. Lời của tôi.")

        other.goto(other.url.replace("/edit/", "/history/"))
        kept = other.get_by_role("row").filter(has_text="Đã lưu bản nháp").nth(1)
        expect(kept).to_contain_text("xuatban")
        kept.get_by_role("button", name="Thao tác").click()
        other.get_by_role("link", name="So với bản hiện tại").click()
        expect(other.locator("main")).to_contain_text("Lời của người kia.")
        expect(other.locator("main .addition").first).to_have_text(re.compile("tôi"))
