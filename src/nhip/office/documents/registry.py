"""What one may do with a paper of the register; the rooms above register in `apps.ready()`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from nhip.organisation.accounts.models import User

from .models import Document


@dataclass(frozen=True)
class PaperWayOn:
    """A way from a paper's page into another room."""

    label: str
    url: str


_acts: list[tuple[str | Promise, Callable[[Document], str], Callable[[User, Document], bool]]] = []


def register_act(
    label: str | Promise,
    url_fn: Callable[[Document], str],
    may: Callable[[User, Document], bool],
) -> None:
    """Offer a way on from a paper's page to whoever may go it."""
    _acts.append((label, url_fn, may))


def acts_for(user: User, document: Document) -> list[PaperWayOn]:
    """Return where this person may go on from this paper."""
    return [
        PaperWayOn(str(label), url_fn(document))
        for label, url_fn, may in _acts
        if may(user, document)
    ]
