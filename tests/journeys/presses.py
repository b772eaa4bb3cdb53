"""How often somebody presses, part by part: a tap, a click, Enter, a choice from a list."""

from collections import Counter

from playwright.sync_api import Page

TOLD = """
const told = () => window.nhipPressed && window.nhipPressed();
addEventListener('pointerdown', (event) => event.isTrusted && told(), true);
addEventListener('keydown', (event) => event.key === 'Enter' && told(), true);
addEventListener('change', (event) => event.target.matches('select') && told(), true);
"""


class Presses:
    """Counts the presses of every page it is told to follow."""

    def __init__(self) -> None:
        self.of: Counter[str] = Counter()
        self.part = ""

    def follow(self, page: Page) -> Page:
        """Count what is pressed on this page from now on, in whatever it opens too."""
        page.context.expose_binding("nhipPressed", lambda _source: self.of.update([self.part]))
        page.context.add_init_script(TOLD)
        return page
