"""A figure asked for this morning and due today: how often the planner and a unit press."""

from playwright.sync_api import expect

from tests.axe import faults_of_schemes

from .presses import Presses

ASKED = "Xe hỏng sau bão số 4"


def test_a_figure_is_asked_of_all_units_and_handed_in_the_same_day(acting):
    with acting("kehoach", viewport={"width": 1440, "height": 900}) as page:
        presses = Presses()
        presses.follow(page)
        page.goto("/lam-viec/")
        page.get_by_role("link", name="Hỏi ngay").click()
        page.get_by_label("Hỏi việc gì").click()
        page.keyboard.type(ASKED)
        page.get_by_label("Đếm gì").first.click()
        page.keyboard.type("Xe hỏng")
        page.keyboard.press("Tab")
        page.keyboard.type("chiếc")
        page.get_by_label("Giờ trong ngày").fill("")  # the journey may run in the evening
        expect(page.get_by_label("trực thuộc trực tiếp")).to_be_checked()
        assert not faults_of_schemes(page)
        page.get_by_role("button", name="Hỏi ngay").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(ASKED)
        units = page.locator(".card", has_text="Trả lời").first.locator("li")
        assert units.count() >= 12
        assert presses.of.total() <= 6

    with acting("baocao", viewport={"width": 360, "height": 800}) as page:
        presses = Presses()
        presses.follow(page)
        page.goto("/lam-viec/")
        page.locator("form.task", has_text=ASKED).get_by_role("button").click()
        cell = page.locator('table.entry .in input[type="text"]').first
        cell.click()
        page.keyboard.type("3")
        page.get_by_role("button", name="Nộp báo cáo").click()
        expect(page.locator("main")).to_contain_text("Đã nộp")
        assert presses.of.total() <= 4
        assert page.evaluate("document.documentElement.scrollWidth") <= 360

    with acting("kehoach") as page:
        page.goto("/lam-viec/")
        asked = page.locator("a[href*='/che-do/']").filter(has_text=ASKED)
        expect(asked.filter(has_text="1/")).to_be_visible()
