"""What an editor does in the page of an article: a figure put in, a photo of the library."""

import re

from playwright.sync_api import Locator, Page, expect


def choosers_at_once(page: Page) -> None:
    """Let choosers open and close without fading: one closed within its fade leaves its shade behind."""
    expect(page.locator("[data-contentpath=body]").first).to_be_visible()
    page.wait_for_load_state()
    page.evaluate("jQuery.support.transition = false")


def wait_for_answers(page: Page) -> None:
    """Wait until the editor has dealt with every answer; the page's policy lets nobody wait inside it."""
    while page.evaluate("jQuery.active"):
        pass


def open_chooser(page: Page, name: str) -> tuple[Locator, Locator]:
    """Type "/" at the end of the text; return the chooser of figures and the text."""
    choosers_at_once(page)
    text = page.locator("[data-contentpath=body] .public-DraftEditor-content").first
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type(f"{name}: /")
    page.get_by_role("option", name="Chèn số liệu").click()
    return page.locator(".modal"), text


def add_figure(page: Page, words: str, name: str) -> None:
    """Find a figure without its marks, and put it in at the end of the text."""
    chooser, text = open_chooser(page, name)
    chooser.get_by_role("searchbox").fill(words)
    chooser.get_by_role("button", name="Tìm số liệu").click()
    wait_for_answers(page)  # or the list is the one before the search
    chooser.get_by_role("button", name=re.compile(rf": {name}$")).first.click()
    expect(chooser).to_have_count(0)
    expect(text.locator(".nhip-figure").last).to_be_visible()
    kept = page.locator("[data-contentpath=body] input[type=hidden][name$=-value]").first
    figures = text.locator(".nhip-figure").count()  # the editor writes them down a moment later
    expect(kept).to_have_value(re.compile(rf'("mutability".*){{{figures}}}', re.DOTALL))


def add_photo(page: Page, caption: str, alt: str) -> None:
    """Add a group of photos with one picture of the library."""
    choosers_at_once(page)
    body = page.locator("[data-contentpath=body]").first
    body.locator(".c-sf-add-button").last.click()
    page.get_by_role("option", name="Ảnh (một hay nhiều)").click()
    body.locator(".chooser__choose-button, [data-chooser-action-choose]").last.click()
    page.locator(".modal a.image-choice").first.click()
    expect(page.locator(".modal")).to_have_count(0)
    body.get_by_label("Chú thích").last.fill(caption)
    body.get_by_label(re.compile("^Mô tả cho người")).last.fill(alt)
