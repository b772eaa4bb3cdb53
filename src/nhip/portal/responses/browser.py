"""The cookie by which a browser that rated is known again: random, and ours alone."""

import secrets

from django.http import HttpRequest, HttpResponse

from nhip.portal.delivery import personal

COOKIE = "nhip_danh_gia"


def cookie_of(request: HttpRequest) -> str:
    """Return the browser's cookie, or a new one that `remember` will send."""
    return request.COOKIES.get(COOKIE) or secrets.token_urlsafe(16)


def remember(response: HttpResponse, request: HttpRequest, cookie: str) -> None:
    """Send the cookie: to us alone, hidden from scripts, for a year."""
    response.set_cookie(COOKIE, cookie, **personal.kept(request))
    personal.remember(response, request)
