"""People at their desks, in a real browser, on a running product."""

import re
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.product import Product

Acting = Callable[..., AbstractContextManager[Page]]


@pytest.fixture
def acting(browser: Browser, product: Product) -> Acting:
    """`with acting("kehoach") as page:` is that person signed in; `acting(None)` a reader.

    One signs in by the page the first time, and comes back with the cookies of that afterwards.
    """

    @contextmanager
    def at_the_desk(username: str | None, **options: object) -> Iterator[Page]:
        context = browser.new_context(
            base_url=product.base_url,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            storage_state=product.signed_in.get(username),
            **options,
        )
        page = context.new_page()
        if username and username not in product.signed_in:
            page.goto("/tai-khoan/login/")
            page.locator("input[name=login]").fill(username)
            page.locator("input[name=password]").fill(product.password(username))
            page.locator("input[name=password]").press("Enter")
            expect(page).to_have_url(re.compile(r"/lam-viec/|^[^?]*/$"))
            page.wait_for_load_state("networkidle")  # a public page says "signed in" a moment later
            product.signed_in[username] = context.storage_state()
        yield page
        context.close()

    return at_the_desk


@pytest.fixture
def visitor(browser: Browser) -> Generator:
    """`visitor(url)` opens a browser of its own, narrow; without scripts unless they are asked for."""
    contexts = []

    def open_browser(base_url: str, **options) -> Page:
        options = {
            "viewport": {"width": 360, "height": 800},
            "java_script_enabled": False,
        } | options
        contexts.append(browser.new_context(base_url=base_url, locale="vi-VN", **options))
        return contexts[-1].new_page()

    yield open_browser
    for context in contexts:
        context.close()
