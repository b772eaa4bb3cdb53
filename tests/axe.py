"""axe-core on a page: what stands against WCAG there, in words."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

THERE = "() => Boolean(window.axe)"
RUN = "rules => axe.run({resultTypes: ['violations'], ...(rules && {runOnly: rules})})"
COLOURS = ["color-contrast", "link-in-text-block"]  # all that another colour scheme can change


def faults(page: Page, *, rules: list[str] | None = None) -> str:
    """Return axe's report on the page once its styles are there, or nothing; the script comes once a page."""
    page.wait_for_load_state("load")  # a heading is read before the last sheet has come
    if not page.evaluate(THERE):
        page.evaluate(Axe().axe_script)
    return "\n".join(map(_in_words, page.evaluate(RUN, rules)["violations"]))


def _in_words(found: dict[str, Any]) -> str:
    """Tell of a rule and where it is broken; axe has no words of its own for some findings."""
    lines = [f"{found['id']} ({found['impact']}): {found['help']}"]
    for node in found["nodes"]:
        lines.append(f"  {node['target']} {node['html']}")
        said = (each["message"] for kind in ("all", "any", "none") for each in node[kind])
        lines.extend(f"    {words}" for words in said if words)
    return "\n".join(lines)


def faults_of_schemes(page: Page) -> str:
    """Return what stands against WCAG in light, and of the colours in dark, without motion between them."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    found = faults(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    return found + faults(page, rules=COLOURS)
