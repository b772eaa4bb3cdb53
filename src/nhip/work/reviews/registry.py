"""What one may do with a review; the rooms above register in `apps.ready()`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from nhip.organisation.accounts.models import User

from .models import Review


@dataclass(frozen=True)
class ReviewWayOn:
    """A button under a review: it posts to its address."""

    label: str
    url: str


_acts: list[tuple[str | Promise, Callable[[Review], str], Callable[[User, Review], bool]]] = []


def register_act(
    label: str | Promise,
    url_fn: Callable[[Review], str],
    may: Callable[[User, Review], bool],
) -> None:
    """Offer an act to whoever may do it, as the room that does it answers."""
    _acts.append((label, url_fn, may))


def acts_for(user: User, review: Review) -> list[ReviewWayOn]:
    """Return what this person may do with a review."""
    return [
        ReviewWayOn(str(label), url_fn(review)) for label, url_fn, may in _acts if may(user, review)
    ]
