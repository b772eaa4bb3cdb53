"""What a page made for everybody leaves out: each room registers the parts that are one reader's own.

A part is an element with an id; the script on the page puts it in the place of the one that stands there.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from nhip.portal.site.models import BasePage

COOKIE = "nhip_rieng"
"""Says that there is something to ask for; read by the page's script, and nothing about anybody."""
YEAR = 365 * 24 * 3600

Draw = Callable[[HttpRequest, BasePage], str]
_draws: list[Draw] = []


def register_part(draw: Draw) -> None:
    """Have this drawn for a page's reader: called in `apps.ready()`."""
    _draws.append(draw)


def parts_of(request: HttpRequest, page: BasePage) -> str:
    """Return every part of a page that is this reader's own."""
    return "".join(draw(request, page) for draw in _draws)


def remember(response: HttpResponse, request: HttpRequest) -> None:
    """Have the browser ask for this reader's parts from now on."""
    response.set_cookie(COOKIE, "1", **kept(request) | {"httponly": False})


def kept(request: HttpRequest) -> dict[str, Any]:
    """Return how our cookies are kept: a year, by us alone, out of scripts' sight."""
    return {
        "max_age": YEAR,
        "httponly": True,
        "samesite": "Lax",
        "secure": request.is_secure(),
    }
