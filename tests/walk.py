"""Every page staff can reach by links: one address of each kind, by whoever meets it first."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Error, Page

FROM = ("/lam-viec/", "/tai-khoan/password/change/", "/tai-khoan/2fa/", "/tai-khoan/email/")
WINGS = ("/lam-viec/", "/tai-khoan/")
LINKS = "[...document.querySelectorAll('a[href]')].map(a => a.href)"
FILES = ("pdf", "docx", "xlsx", "csv", "ics", "txt", "zip")


def kind(address: str) -> str:
    """Return what is alike of two addresses of one page: digits and what is asked for stand for any."""
    parts = urlsplit(address)
    asked = sorted({name for name, _value in parse_qsl(parts.query, keep_blank_values=True)})
    return re.sub(r"\d+", "0", parts.path) + "".join(f"?{name}" for name in asked)


def walk(page: Page, seen: set[str], starts: Iterable[str] = FROM) -> Iterator[str]:
    """Open `starts`, then each page of a kind not in `seen`, by the links it meets."""
    seen.difference_update(map(kind, starts))
    waiting = list(starts)
    while waiting:
        address = waiting.pop(0)
        if kind(address) in seen or not urlsplit(address).path.startswith(WINGS):
            continue
        seen.add(kind(address))
        if re.search(rf"\.({'|'.join(FILES)})$", urlsplit(address).path) or not _opens(
            page, address
        ):
            continue
        yield address
        found = (urlsplit(link) for link in page.evaluate(LINKS))
        host = urlsplit(page.url).netloc
        waiting += [f"{one.path}?{one.query}".rstrip("?") for one in found if one.netloc == host]


def _opens(page: Page, address: str) -> bool:
    """Go there; a file to keep, another page and one that is refused are none to look at."""
    try:
        answer = page.goto(address)
    except Error as stopped:
        if "Download is starting" not in str(stopped):
            raise
        return False
    assert answer is not None
    is_there = answer.ok and answer.request.redirected_from is None
    return is_there and answer.headers.get("content-type", "").startswith("text/html")
