"""axe-core on a page: what stands against WCAG there, in words."""

from axe_playwright_python.sync_playwright import Axe, AxeResults
from playwright.sync_api import Page

THERE = "() => Boolean(window.axe)"
RUN = "() => axe.run({resultTypes: ['violations']})"


def faults(page: Page) -> str:
    """Return axe's report on the page as it stands now, or nothing; the script is brought in once a page."""
    if not page.evaluate(THERE):
        page.evaluate(Axe().axe_script)
    found = AxeResults(page.evaluate(RUN))
    return found.generate_report() if found.violations_count else ""
