"""The side bar's entries: each room registers its own in `apps.ready()`; none is named here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

Count = Callable[[HttpRequest], int | None]
There = Callable[[], bool]
Signature = Callable[[Any], str]


@dataclass(frozen=True)
class Registered:
    """What a room asked for."""

    order: int
    label: str | Promise
    url_name: str
    permission: str | None
    count: Count | None
    there: There | None


@dataclass(frozen=True)
class MenuEntry:
    """What one person sees on one page."""

    label: str
    url: str
    count: int | None
    is_here: bool


_areas: dict[str, dict[str, Registered]] = {}
_signatures: list[Signature] = []


def register(
    *,
    area: str,
    order: int,
    label: str | Promise,
    url_name: str,
    permission: str | None = None,
    count: Count | None = None,
    there: There | None = None,
) -> None:
    """Add an entry; a second registration of the same address replaces the first.

    `there` says whether this installation has what the entry is about; nobody's menu names it otherwise.
    """
    asked = Registered(order, label, url_name, permission, count, there)
    _areas.setdefault(area, {})[url_name] = asked


def sign_with(signature: Signature) -> None:
    """Say how a person is written under the menu: post and unit, known to the room of people."""
    _signatures[:] = [signature]


def signature(user: AbstractBaseUser | AnonymousUser) -> str:
    """Return the post and unit of the person signed in, or else the account's name."""
    written = _signatures[0](user) if _signatures and user.is_authenticated else ""
    return written or user.get_username()


def entries(request: HttpRequest, area: str) -> list[MenuEntry]:
    """Return the entries this person may open, in order; the one whose address begins this page's is here."""
    allowed = [
        entry
        for entry in sorted(_areas.get(area, {}).values(), key=lambda entry: entry.order)
        if request.user.is_authenticated
        and (entry.permission is None or request.user.has_perm(entry.permission))
        and (entry.there is None or entry.there())
    ]
    urls = [reverse(entry.url_name) for entry in allowed]
    here = max((url for url in urls if request.path.startswith(url)), key=len, default=None)
    return [
        MenuEntry(str(entry.label), url, entry.count(request) if entry.count else None, url == here)
        for entry, url in zip(allowed, urls, strict=True)
    ]
