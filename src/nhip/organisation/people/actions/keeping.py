"""Looking after an account: a new password for whoever lost theirs, closing and reopening."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.journal.rules import FieldRefused
from nhip.organisation.periods.rules import today
from nhip.organisation.units.models import Unit

from .accounts import Given, new_password
from .administrators import LastAdministrator, administrators, staying
from .telling import tell

KEEP = "accounts.change_user"


class OwnAccount(FieldRefused):
    """Nobody closes the own account, or is given a password by himself."""


class AccountClosed(FieldRefused):
    """The account is closed: it is opened again first."""


class AccountOpen(FieldRefused):
    """The account is open already."""


class NoSuchAccount(FieldRefused):
    """Nobody signs in by this user name."""


class NoReasonSaid(FieldRefused):
    """Closing and reopening an account is explained."""


@transaction.atomic
def give_password(user: User, *, by: User, at: datetime) -> Given:
    """Give anybody else a new password, good for one sign-in; every session of the account ends.

    A second factor goes with the old one: who lost it would be locked out. A session holds a digest of the
    password it began with. Raises OwnAccount, AccountClosed or PermissionDenied.
    """
    require(by, KEEP)
    _refuse_oneself(user, by, _("Your own password you change yourself, under your account."))
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if not user.is_active:
        raise AccountClosed(_("This account is closed. Open it again first."))
    given, unit = new_password(user)
    said = _without_second_factor(user)
    record("people.password_given", about=user, unit=unit, by=by, at=at, said=said)
    tell([(user, _("An administrator gave your account a new password."))], at)
    return given


@transaction.atomic
def reset_account(username: str, *, at: datetime) -> Given:
    """Give an account a new password on the machine itself, where its last administrator lost theirs.

    Whoever may do this may read the database too, so nobody is asked for a right. The row in the journal bears
    the account's own name. Raises NoSuchAccount or AccountClosed.
    """
    user = User.objects.select_for_update(of=("self",)).filter(username=username).first()
    if user is None:
        raise NoSuchAccount(_("No account has the user name “%(word)s”.") % {"word": username})
    if not user.is_active:
        raise AccountClosed(_("This account is closed. An administrator opens it again."))
    given, unit = new_password(user)
    said = _without_second_factor(user)
    record("people.account_reset", about=user, unit=unit, by=user, at=at, said=said)
    tell([(user, _("Your account got a new password on the machine itself."))], at)
    return given


def _without_second_factor(user: User) -> dict[str, object]:
    number, _rows = Authenticator.objects.filter(user=user).delete()
    return {"second_factors_removed": number} if number else {}


@transaction.atomic
def close_account(user: User, reason: str, *, by: User, at: datetime) -> User:
    """Let nobody sign in with an account any more. Its sessions end, for good: its password is gone too.

    Appointments stay as they are. Raises OwnAccount, LastAdministrator, AccountClosed, NoReasonSaid or
    PermissionDenied.
    """
    require(by, KEEP)
    _refuse_oneself(user, by, _("Nobody closes the own account."))
    user = _locked_among_administrators(user, by, at)
    if not user.is_active:
        raise AccountClosed(_("This account is closed already."))
    _refuse_silence(reason)
    stay = set(staying(today(at)).values_list("pk", flat=True))
    if stay == {user.pk}:  # whoever closes it has a last day said beforehand
        raise LastAdministrator(_("This is the last administrator. Appoint another one first."))
    user.is_active, user.password = False, make_password(None)
    user.save(update_fields=["is_active", "password"])
    record(
        "people.account_closed",
        about=user,
        unit=unit_of(user),
        by=by,
        at=at,
        said={"reason": reason},
    )
    return user


@transaction.atomic
def reopen_account(user: User, reason: str, *, by: User, at: datetime) -> Given:
    """Let somebody sign in again, with a new password that is good for one sign-in.

    Raises AccountOpen, NoReasonSaid or PermissionDenied.
    """
    require(by, KEEP)
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if user.is_active:
        raise AccountOpen(_("This account is open already."))
    _refuse_silence(reason)
    user.is_active = True
    user.save(update_fields=["is_active"])
    given, unit = new_password(user)
    said = {"reason": reason} | _without_second_factor(user)
    record("people.account_reopened", about=user, unit=unit, by=by, at=at, said=said)
    tell([(user, _("Your account was opened again: %(reason)s") % {"reason": reason})], at)
    return given


def note_own_password(user: User, at: datetime) -> None:
    """Write down that somebody chose a password: heard from the page where it is done."""
    record("people.password_chosen", about=user, unit=unit_of(user), by=user, at=at)


def _locked_among_administrators(user: User, by: User, at: datetime) -> User:
    """Lock the account with those of all administrators: two who close each other wait in line."""
    ids = set(administrators(at).values_list("pk", flat=True)) | {user.pk}
    locked = User.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    kept = {each.pk: each for each in locked}
    if by.pk not in kept or not kept[by.pk].is_active:
        raise LastAdministrator(_("Your own account was closed meanwhile."))
    return kept[user.pk]


def _refuse_oneself(user: User, by: User, words: str) -> None:
    if user.pk == by.pk:
        raise OwnAccount(words)


def _refuse_silence(reason: str) -> None:
    if not reason.strip():
        raise NoReasonSaid(_("Say why."), "reason")


def unit_of(user: User) -> Unit | None:
    """Return the unit of the highest post somebody holds or held: the journal keeps it."""
    held = user.appointments.select_related("unit").order_by("post__precedence").first()
    return held.unit if held else None
