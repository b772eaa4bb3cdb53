"""Which calls of the view counter come from a reader of our own page. Pure."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

_ROBOT = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|curl|wget|python|java/|go-http|http-?client|preview"
    r"|lighthouse|monitor|facebookexternal|feedfetcher",
    re.IGNORECASE,
)


def is_robot(user_agent: str) -> bool:
    """Does the program say that it is no reader, or nothing at all?"""
    return not user_agent or _ROBOT.search(user_agent) is not None


def is_from_here(headers: Mapping[str, str], host: str) -> bool:
    """Was the call made by a page of this host? Browsers say so, and a page cannot forge it."""
    if site := headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    return urlsplit(headers.get("Origin", "")).netloc == host
