"""All accounts, as those who look after them find them."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from nhip.kit.text.rules import fold
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.queries import StoryLine, history

from ..choices import AccountState
from .holding import WITH_POSTS, principal


def found_accounts(words: str, state: str, on: date) -> list[User]:
    """Return the accounts in which every word stands: in user name, name, address, post or unit.

    In Python: SQLite folds no Vietnamese. One question for accounts and two for what they hold.
    """
    wanted = fold(words).split()
    every = of_state(state).prefetch_related(*WITH_POSTS).order_by("username")
    return [user for user in every if all(word in _said(user, on) for word in wanted)]


def of_state(state: str) -> QuerySet[User]:
    """Return the accounts of a state; an empty one is every state."""
    chosen = {
        AccountState.OPEN: {"is_active": True},
        AccountState.WAITING: {"is_active": True, "has_given_password": True},
        AccountState.CLOSED: {"is_active": False},
    }
    known = state in AccountState.values
    return User.objects.filter(**chosen[AccountState(state)]) if known else User.objects.all()


def story_of(user: User) -> list[tuple[StoryLine, User | None]]:
    """Return what was done with an account and by whom, the latest first."""
    lines = history(user)[::-1]
    ids = {line.by_id for line in lines if line.by_id}
    people = User.objects.prefetch_related(*WITH_POSTS).in_bulk(ids)
    return [(line, people.get(line.by_id or 0)) for line in lines]


def _said(user: User, on: date) -> str:
    held = principal(user, on)
    post = f"{held.post.name} {held.unit.name} {held.unit.code}" if held else ""
    return fold(f"{user.username} {user.get_full_name()} {user.email} {post}")
