"""Pages rendered for everybody are kept, and browsers are told which pages they need."""

import gzip
import hashlib
import sqlite3
import sys
from collections.abc import Callable

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone

from nhip.organisation.accounts.models import User

from . import notes, personal
from .actions import complain, keep
from .baked import Baked
from .queries import store
from .registry import is_baked
from .rules import BAKE_HEADER, BAKED_HEADER, STAFF_COOKIE, asker, bare_host, key_of

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

# Set anew for each encoding and each answer, or nobody else's business.
NOT_KEPT = {"content-length", "vary", "etag", "last-modified", "cache-control", "x-request-id"}


class Bake:
    """Answers the front that a page now lies in the store, where it may lie there."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if BAKE_HEADER not in request.headers or not _is_public(request):
            return self.answer(request)
        variant = asker(request.META.get("HTTP_COOKIE", "")).variant
        request.META["HTTP_COOKIE"] = variant  # whoever asks: it is rendered for everybody
        key = key_of(request.get_host(), request.path, variant)
        try:
            with store().flight(key):
                return self._baked(request, key)
        except sqlite3.Error as broken:
            complain(broken)
            return self.answer(request)

    def _baked(self, request: HttpRequest, key: str) -> HttpResponse:
        """Return word that the page lies in the store, or the page itself where it may not."""
        lies_there = HttpResponse(status=204, headers={BAKED_HEADER: "1"})
        page, since = store().get(key), store().generation()
        if page and page.is_fresh(timezone.now().timestamp()):
            return lies_there
        with notes.taken() as noted:
            response = self.answer(request)
        if not _may_be_kept(request, response, noted):
            return response
        is_kept = keep(_made(key, response, noted), noted.tags, since=since)
        return lies_there if is_kept else response


def _is_public(request: HttpRequest) -> bool:
    """Is it a page for everybody, asked for at a host we name?"""
    if request.method != "GET" or request.META["QUERY_STRING"]:
        return False
    try:
        is_page = is_baked(resolve(request.path_info).func)
    except Resolver404:
        return False
    return is_page and bare_host(request.get_host()) in settings.ALLOWED_HOSTS


def _may_be_kept(request: HttpRequest, response: HttpResponse, noted: notes.Notes) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and noted.path == request.path
    )


def _made(key: str, response: HttpResponse, noted: notes.Notes) -> Baked:
    body = response.content
    headers = [
        (name.lower(), value) for name, value in response.items() if name.lower() not in NOT_KEPT
    ]
    digest = hashlib.blake2b(body, digest_size=12)
    digest.update(repr(headers).encode())
    return Baked(
        key=key,
        etag=digest.hexdigest(),
        baked_at=timezone.now().timestamp(),
        headers=headers,
        body=body,
        encoded={
            "br": brotli.compress(body, mode=brotli.MODE_TEXT, quality=6),
            "zstd": zstd.compress(body, 10),
            "gzip": gzip.compress(body, 6, mtime=0),
        },
        until=noted.until.timestamp() if noted.until else None,
    )


class Signs:
    """Tells a browser by two cookies, which say nothing of anybody, how its pages are made.

    Those who work here are shown every page as it is now; whoever is signed in has parts of their own,
    and what is made for them no cache on the way may keep.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-cache")
            if STAFF_COOKIE not in request.COOKIES:
                response.set_cookie(
                    STAFF_COOKIE, _works_here(request.user), **personal.kept(request)
                )
                personal.remember(response, request)
        elif STAFF_COOKIE in request.COOKIES:
            response.delete_cookie(STAFF_COOKIE)
        return response


def _works_here(user: User) -> str:
    return "1" if user.has_perm("people.work") else "0"
