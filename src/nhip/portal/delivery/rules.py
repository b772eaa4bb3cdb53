"""What decides how a page goes out: which copy, in which encoding, under which key. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from ipaddress import ip_address
from secrets import token_bytes

from nhip.kit.design.rules import CONTRAST_COOKIE, CONTRASTS, SIZE_COOKIE, SIZES

VIEW_PATH = "/-/xem/"
STAFF_COOKIE = "nhip_lam_viec"
"""1 for those who work here: they are shown every page as it is now. 0 for other accounts."""
BAKE_HEADER = "x-nhip-bake"
"""Sent by the front: what comes back may be kept for everybody."""
BAKED_HEADER = "x-nhip-baked"
"""Answered to the front: the page lies in the store under this key."""

_CHOICES = {
    SIZE_COOKIE: SIZES[1:],  # the first is what a page without the cookie has
    CONTRAST_COOKIE: CONTRASTS,
    "django_language": ("en",),
}
VARIANT_COOKIES = tuple(_CHOICES)
_ROBOT = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|curl|wget|python|java/|go-http|http-?client|preview"
    r"|lighthouse|monitor|facebookexternal|feedfetcher",
    re.IGNORECASE,
)
_TRACKING = re.compile(
    r"(?:(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|zarsrc|mc_[ce]id|igshid|ttclid|yclid|_ga)"
    r"(?:=[^&]*)?(?:&|$))*"
)


def is_robot(user_agent: str) -> bool:
    """Does the program say that it is no reader, or nothing at all?"""
    return not user_agent or _ROBOT.search(user_agent) is not None


def is_from_here(headers: Mapping[str, str], host: str) -> bool:
    """Was the call made by a page of this host? Browsers say so, and a page cannot forge it."""
    if site := headers.get("sec-fetch-site"):
        return site == "same-origin"
    _scheme, _colon, named = headers.get("origin", "").partition("://")
    return named != "" and named == host


def is_only_tracking(query: str) -> bool:
    """Does a query string say nothing but where the reader came from?"""
    return _TRACKING.fullmatch(query) is not None


@dataclass(frozen=True)
class Visitor:
    """What the cookies say: staff, and which of the closed set of copies; "" is the one for all."""

    is_staff: bool
    variant: str


@lru_cache(4096)
def asker(cookies: str) -> Visitor:
    """Read a Cookie header. A variant is itself a Cookie header, in one spelling."""
    sent = dict(part.strip().partition("=")[::2] for part in cookies.split(";"))
    chosen = [
        f"{name}={sent[name]}" for name, on_offer in _CHOICES.items() if sent.get(name) in on_offer
    ]
    return Visitor(is_staff=sent.get(STAFF_COOKIE) == "1", variant="; ".join(chosen))


def key_of(host: str, path: str, variant: str) -> str:
    """Return the name of a copy in the store; the port of the host says nothing."""
    return f"{bare_host(host)}{path} {variant}"


def bare_host(host: str) -> str:
    """Return a host without its port, in small letters: "[::1]:8000" is "[::1]"."""
    name, _colon, port = host.lower().rpartition(":")
    return name if name and port.isdecimal() else host.lower()


@lru_cache(1024)
def encodings_for(accept: str) -> tuple[str, ...]:
    """Return the encodings a client takes, smallest first; RFC 9110 section 12.5.3.

    Weights choose between taking and not taking: of what is taken, the smallest serves everybody best.
    """
    taken: dict[str, bool] = {}
    for part in accept.lower().split(","):
        name, _semicolon, weight = part.partition(";")
        refused = re.fullmatch(r"\s*q\s*=\s*0(?:\.0*)?\s*", weight) is not None
        taken[name.strip()] = not refused
    rest = taken.get("*", False)
    return tuple(name for name in ("br", "zstd", "gzip") if taken.get(name, rest))


def names_etag(header: str, etag: str) -> bool:
    """Does an If-None-Match header name this entity tag? Compared weakly, RFC 9110 section 13.1.2."""
    return header.strip() == "*" or etag in (
        part.strip().removeprefix("W/") for part in header.split(",")
    )


def reader_at(client: str, forwarded: str, trusted: int) -> str:
    """Return the network a reader comes from: what the last proxy we trust says, or the connection itself.

    Of an IPv6 address its network of 64 bits counts: whoever has one has them all.
    """
    chain = [part.strip() for part in forwarded.split(",") if part.strip()]
    address = chain[-trusted] if trusted and len(chain) >= trusted else client
    try:
        known = ip_address(address.strip("[]"))
    except ValueError:
        return ""
    return known.packed[: len(known.packed) if known.version == 4 else 8].hex()


class Crowd:
    """How often each network opened each page today: a storm from one of them counts as ten readers.

    In memory and by keyed digest alone, gone with the day. Places are shared by chance: then fewer count.
    """

    MOST, PLACES = 10, 1 << 20

    def __init__(self) -> None:
        self.day = ""

    def counts(self, network: str, page: int, day: str) -> bool:
        """Note an opening; tell whether it counts."""
        if day != self.day:
            self.day, self.key, self.seen = day, token_bytes(16), bytearray(self.PLACES)
        digest = blake2b(f"{network} {page}".encode(), key=self.key, digest_size=4).digest()
        place = int.from_bytes(digest, "big") % self.PLACES
        if self.seen[place] == self.MOST:
            return False
        self.seen[place] += 1
        return True
