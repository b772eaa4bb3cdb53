"""A real browser: the system's Chromium, driven by Playwright."""

import os
import shutil
from collections.abc import Generator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "No Chromium on PATH: the browser tests were left out (apt-get install chromium)"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what uses a browser or a running product."""
    for mark in {"browser", "product"} & set(getattr(item, "fixturenames", ())):
        item.add_marker(mark)


@pytest.fixture(scope="session")
def browser() -> Generator[Browser]:
    """Start Chromium once; skip where there is none, unless NHIP_REQUIRE_BROWSER=1."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        if os.environ.get("NHIP_REQUIRE_BROWSER") == "1":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    expect.set_options(
        timeout=30_000
    )  # as long as a press waits: a busy machine is no fault of a page
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright leaves a loop in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Generator[Page]:
    """Open a page of its own session; an error the page throws fails the test."""
    with browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh") as context:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        yield page
    assert not errors
