"""Rooms above whose deadlines are counted in working days follow when those change."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from nhip.organisation.accounts.models import User

    from .rules import WorkingDays


class Follower(Protocol):
    """A room that keeps deadlines counted in working days."""

    def foresee(self, before: WorkingDays, after: WorkingDays, at: datetime) -> list[str]:
        """Return in words what would move, were these days worked instead of those."""
        ...

    def follow(
        self, before: WorkingDays, after: WorkingDays, why: str, by: User, at: datetime
    ) -> None:
        """Move it, and tell whom it concerns; called in the transaction that keeps the days."""
        ...


_followers: list[Follower] = []


def register_follower(room: Follower) -> None:
    """Let this room follow when holidays and swapped days change."""
    _followers.append(room)


def foreseen(before: WorkingDays, after: WorkingDays, at: datetime) -> list[str]:
    """Return everything that would move."""
    return [words for room in _followers for words in room.foresee(before, after, at)]


def follow(before: WorkingDays, after: WorkingDays, why: str, by: User, at: datetime) -> None:
    """Move everything that follows."""
    for room in _followers:
        room.follow(before, after, why, by, at)
