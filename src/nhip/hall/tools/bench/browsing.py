"""What a page weighs, and how quietly it appears: measured in Chromium."""

import shutil
import sys
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from nhip.hall.tools.bench.servers import Server
from nhip.hall.tools.language import _

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = 1000  # milliseconds in which late shifts would show
_SHIFTS = """
    window.shifted = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
    }).observe({type: "layout-shift", buffered: true});
"""


def weigh(server: Server, path: str) -> dict[str, Any]:
    """Return the bytes of a page; what only a browser can tell is None where there is none."""
    sizes = {name: _size(server, path, name) for name in ("identity", "br")}
    page: dict[str, Any] = {"html_bytes": sizes["identity"], "html_br_bytes": sizes["br"]}
    seen = _open(server.url(path))
    names = ("bytes_without_pictures", "font_bytes", "requests", "third_party", "cls")
    return page | (seen or dict.fromkeys(names))


def _size(server: Server, path: str, encoding: str) -> int:
    asking = HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        asking.request("GET", path, headers={"Accept-Encoding": encoding})
        return len(asking.getresponse().read())
    finally:
        asking.close()


def _open(url: str) -> dict[str, Any] | None:
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        print(
            _("Chromium was not found, so what only a browser can weigh is left out."),
            file=sys.stderr,
        )
        return None
    requests: list[Any] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.add_init_script(_SHIFTS)
        page.on("requestfinished", lambda one: requests.append(one))
        page.goto(url, wait_until="networkidle")
        page.wait_for_timeout(QUIET)
        shifted = page.evaluate("window.shifted")
        weights = [(one.resource_type, one.sizes()["responseBodySize"]) for one in requests]
        browser.close()
    host = urlsplit(url).netloc
    return {
        "bytes_without_pictures": sum(
            size for kind, size in weights if kind in ("document", "stylesheet", "script")
        ),
        "font_bytes": sum(size for kind, size in weights if kind == "font"),
        "requests": len(requests),
        "third_party": sum(urlsplit(one.url).netloc not in ("", host) for one in requests),
        "cls": round(shifted, 4),
    }
