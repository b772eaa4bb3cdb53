"""Staff read for hours: reading tools where readers have them, nothing smaller than 16 px, on every page."""

from playwright.sync_api import expect

from tests.axe import faults
from tests.walk import kind, walk

SHARES_PRODUCT = True  # nothing here changes what another file looks at

PEOPLE = ["kehoach", "quantri", "xuatban"]  # who reach most; the others see parts of it
LOOKS = [(1440, "100"), (360, "100"), (600, "200")]
# Where axe looks too: what people do with regimes, units, accounts and mail; other files do the rest.
LOOKED_AT = tuple(
    f"/lam-viec/{room}/"
    for room in (
        "bao-cao/che-do",
        "bao-cao/hoi",
        "don-vi",
        "tai-khoan",
        "thu",
    )
)
FEWEST = 60  # pages of one kind each that all of them reach; fewer means the walk went astray
# What is smaller than 16 px as drawn (a chart grows and shrinks with its place), at a size of the text;
# an article is there as readers see it.
WRONG = """chosen => {
  document.documentElement.dataset.size = chosen;
  const wrong = [];
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (document.body.matches(".staff, .at-the-door") && words.nextNode()) {
    const text = words.currentNode.data.trim(), on = words.currentNode.parentElement;
    if (!text || on.closest("script, style, noscript, template, .sr")) continue;
    if (!on.checkVisibility({ visibilityProperty: true })) continue;
    const drawn = on instanceof SVGElement ? on.getScreenCTM() : null;
    const size = parseFloat(getComputedStyle(on).fontSize) * (drawn ? Math.hypot(drawn.a, drawn.b) : 1);
    if (size < 15.9) wrong.push(`${size} px: ${text.slice(0, 40)}`);
  }
  if (document.scrollingElement.scrollWidth > innerWidth) wrong.push("wider than the page");
  return [...new Set(wrong)];
}"""
AIDS = (
    "[...document.querySelectorAll('.reader button')].map(b => b.ariaLabel || b.innerText.trim())"
)


def measured(page, width, size):
    """Return what is wrong on the page open now, at this width and text size."""
    page.set_viewport_size({"width": width, "height": 900})
    return page.evaluate(WRONG, size)


def test_every_staff_page_reads_at_16_pixels_fits_and_has_the_tools(acting, product):
    wrong, seen, opened = {}, set(), 0
    for username in PEOPLE:
        with acting(username) as page:
            for address in walk(page, seen):
                opened += 1
                found = {look: said for look in LOOKS if (said := measured(page, *look))}
                if page.locator(".reader").count() != 1:
                    found["tools"] = ["none"]
                if kind(address).startswith(LOOKED_AT) and (said := faults(page)):
                    found["axe"] = [said]
                if found:
                    wrong[username, address] = found
    assert not wrong
    assert opened > FEWEST


def test_the_same_tools_stand_on_both_wings_and_keep_what_was_chosen(acting, product):
    with acting("xuatban", viewport={"width": 1440, "height": 900}) as page:
        page.goto(product.pages["article"])
        asked = page.evaluate(AIDS)
        assert len(asked) == 6
        page.get_by_role("button", name="A+").click()
        page.get_by_role("button", name="Nền tối").click()
        page.get_by_role("button", name="Tăng tương phản").click()
        for path in (
            "/lam-viec/",
            "/bien-tap/",
            "/bien-tap/images/",
            "/tai-khoan/password/change/",
        ):
            page.goto(path)
            expect(page.locator(".reader output")).to_have_text("Cỡ chữ 112,5% · Tương phản cao")
            assert page.evaluate(AIDS) == asked
            assert page.locator('.reader [aria-pressed="true"]').count() == 3, path
        page.goto("/bien-tap/")
        expect(page.locator("html.w-theme-dark.w-contrast-more")).to_have_count(1)


def test_on_a_phone_one_button_opens_the_tools(acting, product):
    with acting("baocao", viewport={"width": 360, "height": 800}) as page:
        page.goto("/lam-viec/")
        larger = page.get_by_role("button", name="A+")
        expect(larger).to_be_hidden()
        page.get_by_role("button", name="Công cụ đọc").click()
        larger.click()
        expect(page.locator("html")).to_have_attribute("data-size", "112")
        page.keyboard.press("Escape")
        expect(larger).to_be_hidden()


def test_at_sign_in_tab_goes_from_name_to_password_to_the_press(acting, product):
    with acting(None) as page:
        page.goto("/tai-khoan/login/")
        expect(page.get_by_label("Tên đăng nhập")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.get_by_label("Mật khẩu")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.locator("main").get_by_role("button", name="Đăng nhập")).to_be_focused()
