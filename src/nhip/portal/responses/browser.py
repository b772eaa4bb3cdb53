"""What a browser is known by and keeps, and how long nothing is taken from whom too much was refused."""

import secrets
from datetime import date

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from nhip.organisation.accounts.models import User
from nhip.portal.delivery import personal

from .rules import origin_token

COOKIE = "nhip_danh_gia"
KEPT = "responses.words"
REFUSALS, STOPPED_FOR = 20, 600
"""After so many refusals nothing is looked at for so many seconds."""


def cookie_of(request: HttpRequest) -> str:
    """Return the browser's cookie, or a new one that `remember` will send."""
    return request.COOKIES.get(COOKIE) or secrets.token_urlsafe(16)


def origin_of(request: HttpRequest, page_id: int, on: date) -> str:
    """Return what is kept of the network address this comes from, as the proxies we trust say it."""
    address = get_adapter().get_client_ip(request)
    return origin_token(address, page_id, on, settings.SECRET_KEY)


def remember(response: HttpResponse, request: HttpRequest, cookie: str) -> None:
    """Send the cookie: to us alone, hidden from scripts, for a year."""
    response.set_cookie(COOKIE, cookie, **personal.kept(request))
    personal.remember(response, request)


def writer_mark(user: User) -> str:
    """Return what a form says of whom it was shown to, so that it is known once the session has ended."""
    return signing.Signer(salt=KEPT).sign_object(user.pk)


def keep_words(request: HttpRequest, page_id: int, text: str, mark: str) -> None:
    """Put a comment by until its writer has signed in; the last alone, so that nobody fills our disk."""
    request.session[KEPT] = [page_id, text, mark]


def kept_words(request: HttpRequest, page_id: int) -> str:
    """Return the words this person put by for a page, "" for none: who signs in next here sees no others."""
    of_page, text, mark = request.session.get(KEPT, (0, "", ""))
    try:
        is_own = signing.Signer(salt=KEPT).unsign_object(mark) == request.user.pk
    except signing.BadSignature:
        is_own = False
    return str(text) if is_own and of_page == page_id else ""


def drop_words(request: HttpRequest, page_id: int) -> None:
    """Forget the words put by for a page: they are sent."""
    if kept_words(request, page_id):
        del request.session[KEPT]


def stopped(request: HttpRequest, verb: str, page_id: int) -> HttpResponse | None:
    """Answer, without a look at what was sent, whose last refusals of this were too many; None for others."""
    if cache.get(_refusals_of(request, verb, page_id), 0) < REFUSALS:
        return None
    answer = render(request, "responses/stopped.html", status=429)
    answer["Retry-After"] = str(STOPPED_FOR)
    return answer


def count_refusal(request: HttpRequest, verb: str, page_id: int) -> None:
    """Remember that something of this kind was refused, until nothing was for a while."""
    name = _refusals_of(request, verb, page_id)
    cache.set(name, cache.get(name, 0) + 1, STOPPED_FOR)


def _refusals_of(request: HttpRequest, verb: str, page_id: int) -> str:
    """Return under what refusals are counted: the account, or for this page the digest of a network.

    So whoever floods a page locks nobody behind the same address out of another.
    """
    by = request.user
    sender = by.pk if by.is_authenticated else origin_of(request, page_id, timezone.localdate())
    return f"refused:{verb}:{sender}"
