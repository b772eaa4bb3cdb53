"""Moving as somebody without a mouse does."""

from playwright.sync_api import Page

NAMED = """([name, kind]) => {
  const on = document.activeElement;
  const names = [...(on.labels ?? []), on].map((each) => each.textContent).concat(on.ariaLabel, on.title);
  return on.matches(kind) && names.some((each) => each?.trim().startsWith(name));
}"""


def tab_to(page: Page, name: str, kind: str = "*", steps: int = 200) -> None:
    """Move by Tab until what has this name, and is of this kind, has the focus."""
    for _step in range(steps):
        page.keyboard.press("Tab")
        if page.evaluate(NAMED, [name, kind]):
            return
    raise AssertionError(f"{name} cannot be reached by Tab")
