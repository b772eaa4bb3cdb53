"""What is shown while nothing else answers needs nothing else, in both languages, light and dark."""

import re

import pytest

from nhip.portal.delivery.mirror import unavailable
from tests.axe import faults_of_schemes


def test_it_asks_for_nothing_beside_itself() -> None:
    page = unavailable()
    assert not re.search(r"\bsrc=|<link|url\(|@import|fetch\(", page)
    assert set(re.findall(r'href="([^"]*)"', page)) == {"", "/"}


@pytest.mark.parametrize("size", ["100", "200"])
def test_it_wears_the_houses_dress_in_what_the_reader_chose(page, size) -> None:
    asked = []

    def answer(route):
        asked.append(route.request.url)
        route.fulfill(body=unavailable(), content_type="text/html; charset=utf-8")

    page.set_viewport_size({"width": 360, "height": 800})
    page.route("**/*", answer)
    page.goto("http://nhip.test/lam-viec/")
    assert not faults_of_schemes(page)
    page.evaluate(
        "size => { localStorage.setItem('nen', 'dark'); localStorage.setItem('co-chu', size) }",
        size,
    )
    page.emulate_media(color_scheme="light")
    page.reload()
    assert (
        page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        == "rgb(17, 21, 28)"
    )
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert {url.rsplit("/", 1)[1] for url in asked} <= {"", "favicon.ico"}
