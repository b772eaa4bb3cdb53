"""Accounts for the people of a list, with passwords that are good for one sign-in."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher
from django.db import transaction

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.units.models import Unit

from ..models import Post
from ..queries import known_people
from ..rules import Person, WrongPeople, check_people
from .appointing import appoint

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that a hand or an eye takes for another
GROUPS, LONG = 3, 4  # 31 to the 12th: 59 bits
QUICK = 1000  # rounds of hashing


@dataclass(frozen=True)
class Given:
    """A password somebody is given on paper; it is kept nowhere in words."""

    username: str
    password: str
    name: str
    post: str
    unit: str


@transaction.atomic
def import_people(people: Sequence[Person], *, on: date, by: User, at: datetime) -> list[Given]:
    """Make an account and an appointment for everybody on a list, all of them or none.

    Raises WrongPeople with every fault, or PermissionDenied.
    """
    require(by, "accounts.add_user")
    if faults := check_people(people, known_people(on)):
        raise WrongPeople(faults)
    units = {unit.code: unit for unit in Unit.objects.filter(code__in={p.unit for p in people})}
    posts = {post.name.casefold(): post for post in Post.objects.order_by("-pk")}
    given = []
    for person in people:
        user, word = User(username=person.username, email=person.email), _word()
        user.last_name = person.name  # the whole name: Vietnamese names have no first and last
        _give(user, word)
        same = person.post.casefold()  # in Python: SQLite folds no Vietnamese letter
        if same not in posts:
            posts[same] = Post.objects.create(name=person.post)
        unit, post = units[person.unit], posts[same]
        appoint(user, unit, post, person.role, on=on, by=by, at=at)
        record("people.account_made", about=user, unit=unit, by=by, at=at)
        given.append(Given(user.username, word, person.name, post.name, unit.name))
    return given


@transaction.atomic
def renew_passwords(user_ids: Collection[int], *, by: User, at: datetime) -> list[Given]:
    """Give new passwords to people who have not chosen their own yet; the earlier ones end.

    Others are passed over: nobody takes away a password that somebody chose. Raises PermissionDenied.
    """
    require(by, "accounts.change_user")
    given = []
    waiting = User.objects.select_for_update(of=["self"]).filter(has_given_password=True)
    for user in waiting.filter(pk__in=user_ids).order_by("username"):
        held = user.appointments.select_related("unit", "post").order_by("post__precedence").first()
        word = _word()
        _give(user, word)
        record("people.password_given", about=user, unit=held.unit if held else None, by=by, at=at)
        post, unit = (held.post.name, held.unit.name) if held else ("", "")
        given.append(Given(user.username, word, user.get_full_name(), post, unit))
    return given


def _give(user: User, word: str) -> None:
    """Keep a password made by chance: it cannot be guessed, so its hash need not be slow.

    Hundreds of slow ones would keep a server busy for minutes; the first sign-in makes it slow.
    """
    hasher = get_hasher()
    if isinstance(hasher, PBKDF2PasswordHasher):
        user.password = hasher.encode(word, hasher.salt(), iterations=QUICK)
    else:
        user.set_password(word)
    user.has_given_password = True
    user.save()


def _word() -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(LONG)) for _ in range(GROUPS))
