"""Nothing is drawn out of reach: marks of maps and columns of figures, on a phone, a tablet and a desk."""

import pytest

SHARES_PRODUCT = True  # nothing here changes what another file looks at

WIDTHS = [360, 600, 1440]
PAGES = {
    "kehoach": [
        "/lam-viec/",
        "/lam-viec/tong-hop/",
        "/lam-viec/van-ban/",
        "/lam-viec/ke-hoach/",
        "/lam-viec/tap-huan/",
        "/lam-viec/khen-thuong/",
        "/lam-viec/phan-cap/",
        "/lam-viec/don-vi/",
        "/lam-viec/lich/",
        "/lam-viec/bao-cao/",
        "/lam-viec/bao-cao/che-do/",
        "/lam-viec/bao-cao/bieu-mau/",
        "form",
        "check",
        "review",
    ],
    "baocao": ["/lam-viec/", "report"],
}
# What cannot be brought into sight: each mark of a map and each cell of figures is scrolled to and looked at.
HIDDEN = """() => {
  const wrong = [];
  const name = (e) => (e.closest("tr")?.cells[0]?.innerText || "").slice(0, 40) + " / " + e.className;
  const wide = document.scrollingElement.scrollWidth - innerWidth;
  if (wide > 1) wrong.push(`the page itself is ${wide} px too wide`);
  for (const table of document.querySelectorAll("main table:not(.sr)")) {
    const area = table.closest(".scroll");
    const first = table.querySelector("tbody th");
    const stays = first && getComputedStyle(first).position === "sticky" ? first.offsetWidth : 0;
    if (stays && innerWidth < 400 && stays > innerWidth * 0.4) wrong.push(`a first column of ${stays} px`);
    for (const each of table.querySelectorAll(".cell .beat, td.r, th.r, td.num:not(.no)")) {
      if (each.closest("details:not([open]), [hidden]") || each.closest(".sr")) continue;
      if (each.closest("tr") && !each.closest("tr").checkVisibility()) continue; // folded by choice
      const style = getComputedStyle(each);
      const empty = !each.matches(".beat") && !each.textContent.trim();
      if (style.display === "none" && empty) continue; // an empty cell folds away
      const head = each.closest("thead");
      if (head && (head.offsetWidth <= 1 || !head.checkVisibility())) continue; // each cell says its column
      if (!each.checkVisibility({ visibilityProperty: true })) {
        wrong.push("not drawn: " + name(each));
        continue;
      }
      const edge = (of) => of.getBoundingClientRect().right;
      if (area) area.scrollLeft += edge(each) - edge(area) + 1;
      const box = each.getBoundingClientRect();
      const frame = (area || document.documentElement).getBoundingClientRect();
      const left = Math.max(frame.left, 0) + (each.closest("tr")?.cells[0] === each ? 0 : stays);
      const right = Math.min(frame.right, innerWidth) + 1;
      if (!box.width || !box.height || box.right > right || box.right <= left + 1)
        wrong.push("out of reach: " + name(each));
    }
  }
  return [...new Set(wrong)];
}"""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("username", PAGES)
def test_every_mark_and_figure_can_be_seen(acting, product, username, width):
    wrong = {}
    with acting(username, viewport={"width": width, "height": 800}) as page:
        for path in PAGES[username]:
            page.goto(product.pages.get(path, path))
            if found := page.evaluate(HIDDEN):
                wrong[path] = found
    assert not wrong


def test_a_phone_shows_the_marks_of_the_map(acting, product):
    with acting("kehoach", viewport={"width": 360, "height": 800}) as page:
        page.goto("/lam-viec/")
        table = page.locator(".heat").first
        shown = table.locator(".cell .beat").evaluate_all(
            """(marks) => {
              const area = marks[0].closest(".scroll").getBoundingClientRect();
              return marks.filter((mark) => {
                const box = mark.getBoundingClientRect();
                return box.width && box.left >= area.left && box.right <= area.right;
              }).length;
            }"""
        )
        assert shown >= table.locator("tbody tr").count() - 1
