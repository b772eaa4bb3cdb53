"""axe-core finds nothing on the pages people meet first, wide and narrow, light and dark."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests import axe

SHARES_PRODUCT = True  # nothing here changes what another file looks at

PHONE = {"viewport": {"width": 360, "height": 900}, "color_scheme": "dark"}
ARRIVED = """() => {
  const moving = () => document.getAnimations().filter((each) => each instanceof CSSTransition);
  for (let turns = 0; moving().length && turns < 9; turns++) moving().forEach((each) => each.finish());
}"""
"""Has colours be what they change to: where Wagtail's fade, a mixture would be measured."""
WCAG = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]  # Wagtail's pages do not follow all advice


def faults(page: Page, *, rules: list[str] | None = None) -> str:
    """Return what stands against WCAG on the phone the page was opened on, and on a desk in daylight."""
    found = axe.faults(page, rules=rules)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.evaluate(ARRIVED)
    found += axe.faults(page, rules=rules)
    page.set_viewport_size(PHONE["viewport"])
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.evaluate(ARRIVED)
    return found


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "article",
        "/hoi-nghi/",
        "/tin/tim/?q=ke+hoach",
        "/tai-khoan/login/",
        "/tai-khoan/signup/",
    ],
)
def test_public_pages(acting, product, path):
    with acting(None, **PHONE) as page:
        page.goto(product.pages.get(path, path))
        assert not faults(page)


def test_staff_pages(acting, product):
    with acting("kehoach", **PHONE) as page:
        for path in ("desk", "review"):
            page.goto(product.pages[path])
            assert not faults(page)
    with acting("baocao", **PHONE) as page:
        page.goto("/lam-viec/")
        page.get_by_role("link", name=re.compile("Báo cáo nửa năm, ")).first.click()
        assert not faults(page)
        page.get_by_role("link", name="Điền bằng Excel").click()
        assert not faults(page)
    with acting("kehoach", **PHONE) as page:
        page.goto("/lam-viec/bao-cao/")
        page.get_by_role("link", name="Nhập thay đơn vị dưới").click()
        assert not faults(page)
        page.locator(".tasks a").first.click()
        assert not faults(page)


def test_pages_of_forms(acting, product):
    with acting("kehoach", **PHONE) as page:
        page.goto(product.pages["form"])
        assert not faults(page)
        page.goto("/lam-viec/bao-cao/bieu-mau/")
        assert not faults(page)
        page.get_by_role("link", name="Soạn biểu mẫu").click()
        assert not faults(page)
        page.get_by_label("Tên biểu mẫu").fill("Biểu thử")
        page.get_by_label("Cơ quan soạn").select_option(index=1)
        page.get_by_role("button", name="Mở bản nháp").click()
        page.get_by_label("Tên mục mới").fill("Học tập")
        page.get_by_role("button", name="Thêm mục", exact=True).click()
        page.get_by_role("checkbox", name="Buổi học tập theo kế hoạch").check()
        page.get_by_role("button", name="Thêm chỉ tiêu đã chọn").click()
        expect(page.locator("table.rows")).to_be_visible()
        for fold in page.locator("main details > summary").all():
            fold.click()
        assert not faults(page)


def test_editors_pages(acting, product):
    with acting("bientap", **PHONE) as page:
        page.goto("/lam-viec/toa-soan/")
        assert not faults(page, rules=WCAG)
        page.get_by_role("link", name="Hội nghị", exact=True).last.click()
        expect(page.locator("#id_lead")).to_be_visible()
        assert not faults(page, rules=WCAG)
        page.goto("/bien-tap/images/")
        assert not faults(page, rules=WCAG)
        page.locator(".image-choice").first.click()
        assert not faults(page, rules=WCAG)
        page.goto("/lam-viec/toa-soan/")
        page.get_by_role("link", name="giao nhiệm vụ").first.click()
        page.get_by_role("link", name="Sửa bài").click()
        expect(page.get_by_role("textbox", name="Đoạn văn").first).to_be_visible()
        assert not faults(page, rules=WCAG)
