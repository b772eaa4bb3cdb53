"""Where the answers to obligations stand: the rooms above that answer them say so."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, Protocol

from django.urls import reverse

if TYPE_CHECKING:
    from nhip.organisation.accounts.models import User

    from .models import Obligation


class Answering(Protocol):
    """A room whose papers answer obligations. It calls `actions.note_answers` at each of their steps."""

    home: str  # what its list of all that is owed and came in is called, among the addresses

    def addresses(
        self, obligations: Collection[Obligation], user: User, on: date
    ) -> Mapping[int, str]:
        """Return by obligation where its answer is filled in, checked or read by this person.

        Absent where there is none, or nothing of it to see yet; a constant number of queries.
        """
        ...

    def beginning(self, obligation: Obligation, user: User, on: date) -> str:
        """Return where this person begins the answer, by one press; "" where it is not theirs to begin."""
        ...


_answering: list[Answering] = []


def register_answering(room: Answering) -> None:
    """Ask this room where its answers stand."""
    _answering.append(room)


def addresses(obligations: Collection[Obligation], user: User, on: date) -> dict[int, str]:
    """Return by obligation where its answer leads this person."""
    found: dict[int, str] = {}
    for room in _answering:
        found.update(room.addresses(obligations, user, on))
    return found


def beginning(obligation: Obligation, user: User, on: date) -> str:
    """Return where this person begins the answer to an obligation; "" where nobody lets them."""
    return next(filter(None, (room.beginning(obligation, user, on) for room in _answering)), "")


def home() -> str:
    """Return the page that lists what is owed; "" where no room answers anything."""
    return next((reverse(room.home) for room in _answering), "")
