"""What becomes of a reader's words and of a browser's cookie. Pure."""

import hashlib
import hmac
import html
import re
from datetime import date
from ipaddress import ip_address

import nh3

_TOO_EMPTY = re.compile(r"\n{3,}")
# Among them those that turn the direction of what follows.
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]+")


def plain_comment(typed: str) -> str:
    """Return the words alone: no markup, no control characters, no heaps of empty lines."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n")
    words = html.unescape(nh3.clean(_CONTROL.sub(" ", lines), tags=set()))
    return _TOO_EMPTY.sub("\n\n", words).strip()


def origin_token(address: str, page_id: int, on: date, key: str) -> str:
    """Return what is kept of a network address for a day: another value on every page and day.

    Whoever has one IPv6 address has the 64 bits after it too, so they count as one.
    """
    try:
        known = ip_address(address)
    except ValueError:
        known = ip_address("0.0.0.0")  # noqa: S104 (nobody's)
    network = known.packed[: len(known.packed) if known.version == 4 else 8].hex()
    said = f"origin:{page_id}:{on}:{network}"
    return hmac.new(key.encode(), said.encode(), hashlib.sha256).hexdigest()


def browser_token(cookie: str, page_id: int, key: str) -> str:
    """Return what is kept of a browser's cookie: another value on every page, of use to nobody else."""
    return hmac.new(key.encode(), f"rating:{page_id}:{cookie}".encode(), hashlib.sha256).hexdigest()
