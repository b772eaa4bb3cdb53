"""Accounts for the people of a list, with passwords that are good for one sign-in."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher, make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record, record_all, write_all
from nhip.organisation.journal.rules import FieldRefused, row
from nhip.organisation.periods.rules import today
from nhip.organisation.units.models import Unit

from ..choices import Role
from ..queries import known_people
from ..rules import Person, WrongPeople, check_people
from .appointing import NewAppointment, take_in_appointments
from .naming import posts_named

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that a hand or an eye takes for another
GROUPS, LONG = 3, 4  # 31 to the 12th: 59 bits
QUICK = 1000  # rounds of hashing
TAKEN = gettext_lazy("“%(word)s” belongs to another account.")


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
    posts = posts_named([person.post for person in people], by=by, at=at)
    words = [_word() for _person in people]
    users = take_in_accounts(
        [
            # The whole name is the last one: Vietnamese names have no first and last.
            NewAccount(
                person.username,
                person.email,
                person.name,
                quickly_hashed(word),
                units[person.unit],
                person.phone,
            )
            for person, word in zip(people, words, strict=True)
        ],
        is_given=True,
        by=by,
        at=at,
    )
    held = take_in_appointments(
        [
            NewAppointment(user, units[each.unit], posts[each.post.casefold()], each.role, on)
            for user, each in zip(users, people, strict=True)
        ],
        by=by,
        at=at,
    )
    return [
        Given(each.user.username, word, each.user.last_name, each.post.name, each.unit.name)
        for each, word in zip(held, words, strict=True)
    ]


@dataclass(frozen=True)
class NewAccount:
    """An account to make. `password` is hashed already; several may share one hash, made once.

    `unit` is where the person will work: the journal keeps it.
    """

    username: str
    email: str
    name: str
    password: str
    unit: Unit | None = None
    phone: str = ""


class AccountTaken(FieldRefused):
    """Another account has this user name or address."""


class AccountsExist(Exception):
    """Somebody has an account: the first one was made long ago."""


@transaction.atomic
def make_first_account(username: str, name: str, password: str, *, at: datetime) -> User:
    """Make the account an installation begins with: nobody is there yet who could allow it.

    Until it stands down it may look after accounts and units without an appointment. Raises
    AccountsExist.
    """
    if User.objects.exists():
        raise AccountsExist
    user = User.objects.create_superuser(username, password=password, last_name=name)
    record("people.account_made", about=user, by=user, at=at)
    return user


@transaction.atomic
def stand_down(user: User, *, by: User, at: datetime) -> User:
    """Let the first account do no more than its appointments say.

    Raises NotAppointed while it is no administrator's, or PermissionDenied.
    """
    require(by, "accounts.change_user")
    held = user.appointments.on(today(at)).filter(role=Role.ADMINISTRATOR, end_on=None)
    if not held.exists():
        raise NotAppointed(_("Appoint this person as an administrator first."))
    user.is_superuser = user.is_staff = False
    user.save(update_fields=["is_superuser", "is_staff"])
    record("people.stood_down", about=user, by=by, at=at)
    return user


class NotAppointed(ValidationError):
    """Without an administrator nobody could look after accounts and units any more."""


@transaction.atomic
def take_in_accounts(
    rows: Iterable[NewAccount], *, is_given: bool = False, by: User, at: datetime
) -> list[User]:
    """Make accounts, all of them or none. `is_given`: whoever gets one must choose a password first.

    Raises WrongRow, whose reason is AccountTaken or MarkedText, or PermissionDenied.
    """
    require(by, "accounts.add_user")
    rows = list(rows)
    kept = list(User.objects.values_list("username", "email"))
    usernames = {username.casefold() for username, _email in kept}
    emails = {email.casefold() for _username, email in kept if email}
    for index, new in enumerate(rows):
        with row(index):
            for word, taken in ((new.username, usernames), (new.email, emails)):
                if word and word.casefold() in taken:
                    raise AccountTaken(TAKEN % {"word": word})
                taken.add(word.casefold())
    users = write_all(
        User(
            username=new.username,
            email=new.email,
            last_name=new.name,
            password=new.password,
            has_given_password=is_given,
            phone=new.phone,
            date_joined=at,
        )
        for new in rows
    )
    record_all(
        Act("people.account_made", user, by, at, new.unit)
        for user, new in zip(users, rows, strict=True)
    )
    return users


@transaction.atomic
def renew_passwords(user_ids: Collection[int], *, by: User, at: datetime) -> list[Given]:
    """Give new passwords to people who have not chosen their own yet; the earlier ones end.

    Others are passed over: nobody takes away a password that somebody chose. Raises PermissionDenied.
    """
    require(by, "accounts.change_user")
    given = []
    waiting = User.objects.select_for_update(of=["self"]).filter(has_given_password=True)
    for user in waiting.filter(pk__in=user_ids).order_by("username"):
        new, unit = new_password(user)
        record("people.password_given", about=user, unit=unit, by=by, at=at)
        given.append(new)
    return given


def new_password(user: User) -> tuple[Given, Unit | None]:
    """Let an account begin with another password; return it with the unit of its highest post."""
    held = user.appointments.select_related("unit", "post").order_by("post__precedence").first()
    word = _word()
    _give(user, word)
    post, unit = (held.post.name, held.unit.name) if held else ("", "")
    given = Given(user.username, word, user.get_full_name(), post, unit)
    return given, held.unit if held else None


def _give(user: User, word: str) -> None:
    user.password, user.has_given_password = quickly_hashed(word), True
    user.save(update_fields=["password", "has_given_password"])


def quickly_hashed(word: str) -> str:
    """Return the hash of a password made by chance: it cannot be guessed, so it need not be slow.

    Hundreds of slow ones would keep a server busy for minutes; the first sign-in makes it slow.
    """
    hasher = get_hasher()
    if isinstance(hasher, PBKDF2PasswordHasher):
        return hasher.encode(word, hasher.salt(), iterations=QUICK)
    return make_password(word)


def _word() -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(LONG)) for _ in range(GROUPS))
