"""What opens over a page stays on the screen, and what is printed is dark on white."""

import pytest

SHARES_PRODUCT = True  # nothing here changes what another file looks at

SCREENS = [
    (360, 740, "200"),
    (600, 500, "125"),
    (1440, 900, "100"),
]
# Each card is opened with its figure at the top and at the foot of the window, and looked at.
OUTSIDE = """async (size) => {
  document.documentElement.dataset.size = size;
  const wrong = [];
  let opened = 0;
  const edges = (what, of) => {
    const box = of.getBoundingClientRect();
    if (box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1)
      wrong.push(`${what}: ${JSON.stringify(box)} of ${innerWidth}, ${innerHeight}`);
    if (box.width < 100 || box.height < 40) wrong.push(`${what}: hardly to be seen`);
  };
  for (const button of [...document.querySelectorAll("[popovertarget]")].slice(0, 12)) {
    if (!button.checkVisibility() || button.closest("[popover]")) continue;
    for (const block of ["start", "end"]) {
      button.scrollIntoView({ block, behavior: "instant" });
      button.click();
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      const card = document.getElementById(button.getAttribute("popovertarget"));
      opened += 1;
      edges(`${button.innerText} at the ${block}`, card);
      card.hidePopover();
    }
  }
  for (const menu of document.querySelectorAll("details:has(> ul)")) {
    if (!menu.checkVisibility()) continue;
    menu.open = true;
    const list = menu.querySelector("ul"), box = list.getBoundingClientRect();
    if (getComputedStyle(list).position === "absolute" && (box.left < -1 || box.right > innerWidth + 1))
      wrong.push(`a menu: ${box.left} to ${box.right} in ${innerWidth}`);
    menu.open = false;
  }
  return [opened, wrong];
}"""
# The colours of paper: what stands behind each text, and the text itself.
PALE = """() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const light = (colour) => parts(colour).reduce((sum, part) => sum + part, 0) / 765;
  const wrong = [], words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const on = words.currentNode.parentElement;
    if (!words.currentNode.data.trim() || !on.checkVisibility()) continue;
    let behind = on;
    const bare = (of) => /, 0\\)$|transparent/.test(getComputedStyle(of).backgroundColor);
    while (behind && bare(behind)) behind = behind.parentElement;
    const paper = behind ? light(getComputedStyle(behind).backgroundColor) : 1;
    const ink = light(getComputedStyle(on).color);
    const said = words.currentNode.data.trim().slice(0, 30);
    if (paper < 0.85 || ink > 0.6) wrong.push(`${on.tagName}.${on.className}: ${said}`);
  }
  return [...new Set(wrong)].slice(0, 5);
}"""


@pytest.mark.parametrize(("width", "height", "size"), SCREENS)
def test_what_opens_over_a_page_stays_on_the_screen(acting, product, width, height, size):
    wrong, opened = {}, 0
    with acting(
        "kehoach", viewport={"width": width, "height": height}, reduced_motion="reduce"
    ) as page:
        for path in ("article", "/", "/lam-viec/", "/lam-viec/tom-tat/"):
            page.goto(product.pages.get(path, path))
            cards, found = page.evaluate(OUTSIDE, size)
            opened += cards
            if found:
                wrong[path] = found
    assert not wrong
    assert opened > 10


@pytest.mark.parametrize("chosen", ["dark", ""])
def test_print_is_dark_on_white_whatever_the_screen_shows(acting, product, chosen):
    wrong = {}
    with acting("kehoach", color_scheme="dark") as page:
        page.emulate_media(media="print", color_scheme="dark")
        for path in ("article", "review", "report", "form", "check", "/lam-viec/"):
            page.goto(product.pages.get(path, path))
            page.evaluate(
                "theme => { if (theme) document.documentElement.dataset.theme = theme }", chosen
            )
            if found := page.evaluate(PALE):
                wrong[path] = found
    assert not wrong
