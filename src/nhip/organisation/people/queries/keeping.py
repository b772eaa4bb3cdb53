"""All accounts, as those who look after them find them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nhip.kit.text.rules import fold, name_key
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.queries import StoryLine, history

from ..choices import AccountState
from ..models import Appointment
from .holding import WITH_POSTS, principal


@dataclass(frozen=True)
class AccountRow:
    """An account with what its owner holds or will hold, the highest post first; `last` is what is over."""

    user: User
    held: list[Appointment]
    last: Appointment | None


FACTORS = {
    Authenticator.Type.TOTP: _("app with codes"),
    Authenticator.Type.RECOVERY_CODES: _("codes on paper"),
    Authenticator.Type.WEBAUTHN: _("security key"),
}


@dataclass(frozen=True)
class Factor:
    """One means of the second step."""

    pk: int
    words: str | Promise
    since: datetime
    used_at: datetime | None


def found_accounts(words: str, state: str, role: str, on: date) -> list[AccountRow]:
    """Return the accounts in which every word stands, as a dictionary sorts people: by given name.

    Words are looked for in user name, name, address, telephone, posts and units. In Python: SQLite folds no
    Vietnamese. One question for accounts and two for what they hold.
    """
    wanted = fold(words).split()
    rows = [row_of(user, on) for user in of_state(state).prefetch_related(*WITH_POSTS)]
    found = [
        row
        for row in rows
        if (not role or any(held.role == role for held in row.held))
        and all(word in _said(row) for word in wanted)
    ]
    return sorted(found, key=lambda row: (name_key(str(row.user)), row.user.username))


def row_of(user: User, on: date) -> AccountRow:
    """Return an account with its posts of a day and those to come."""
    every = sorted(user.appointments.all(), key=lambda held: (held.post.precedence, held.start_on))
    held = [each for each in every if each.end_on is None or each.end_on > on]
    return AccountRow(user, held, None if held else principal(user, on))


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


def posts_of(user: User) -> list[Appointment]:
    """Return all posts of somebody, those that run first, then the latest."""
    every = sorted(user.appointments.all(), key=lambda held: held.start_on, reverse=True)
    return sorted(every, key=lambda held: held.end_on is not None)


def factors_of(user: User) -> list[Factor]:
    """Return the means of somebody's second step: an app, a key, codes on paper."""
    rows = Authenticator.objects.filter(user=user).order_by("created_at", "pk")
    return [
        Factor(each.pk, FACTORS.get(each.type, each.type), each.created_at, each.last_used_at)
        for each in rows
    ]


def is_last_post(held: Appointment, on: date) -> bool:
    """Tell whether somebody has no other post on a day or after it."""
    others = Appointment.objects.filter(Q(end_on=None) | Q(end_on__gt=on), user=held.user_id)
    return not others.exclude(pk=held.pk).exists()


def alone_in(held: Appointment, on: date) -> bool:
    """Tell whether nobody else who can sign in has this role in this unit on a day."""
    others = Appointment.objects.on(on).filter(unit=held.unit_id, role=held.role)
    return not others.filter(user__is_active=True).exclude(user=held.user_id).exists()


def _said(row: AccountRow) -> str:
    user = row.user
    shown = row.held or ([row.last] if row.last else [])
    posts = " ".join(f"{each.post.name} {each.unit.name} {each.unit.code}" for each in shown)
    return fold(f"{user.username} {user.get_full_name()} {user.email} {user.phone} {posts}")
