"""Correcting what an account says of its owner."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.accounts.rules import read_phone
from nhip.organisation.journal.actions import record
from nhip.organisation.journal.queries import is_own
from nhip.organisation.journal.rules import FieldRefused, RecordOvertaken

from ..rules import NO_ADDRESS, NO_NAME
from .accounts import TAKEN, AccountTaken
from .keeping import KEEP, unit_of
from .telling import tell

SAID = ("username", "last_name", "email", "phone")


class NotAnAccount(FieldRefused):
    """What is written is no user name, address or telephone number."""


@transaction.atomic
def correct_account(
    user: User, *, username: str, name: str, email: str, phone: str, by: User, at: datetime
) -> User:
    """Write otherwise what an account says: only the user name must be there.

    An address that is given up opens the account no more. Raises NotAnAccount, AccountTaken, MarkedText,
    RecordOvertaken where the account says something else than the object given, or PermissionDenied.
    """
    require(by, KEEP)
    now = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if _said(now) != _said(user):
        raise RecordOvertaken(
            _("You corrected this account meanwhile, in another window. Look at it again.")
            if is_own(by, user, "people.account_corrected")
            else _("Somebody corrected this account meanwhile. Look at it again.")
        )
    before = _said(now)
    now.username, now.email, now.phone = username, email, _phone(phone)
    now.first_name, now.last_name = "", name  # the whole name is the last one
    _check(now)
    changed = [key for key, value in before.items() if _said(now)[key] != value]
    if not changed:
        return now
    now.save(update_fields=[*SAID, "first_name"])
    if "email" in changed:
        EmailAddress.objects.filter(user=now).exclude(email__iexact=email).delete()
    said = {word: {key: of[key] for key in changed} for word, of in
            (("from", before), ("to", _said(now)))}  # fmt: skip
    record("people.account_corrected", about=now, unit=unit_of(now), by=by, at=at, said=said)
    tell([(now, _("An administrator corrected what your account says of you."))], at)
    return now


def _said(user: User) -> dict[str, str]:
    return {key: getattr(user, key) for key in SAID} | {"last_name": user.get_full_name()}


def _phone(phone: str) -> str:
    try:
        return read_phone(phone)
    except ValidationError as wrong:
        raise NotAnAccount(wrong.messages[0], "phone") from wrong


def _check(user: User) -> None:
    checks = (("username", UnicodeUsernameValidator(), NO_NAME),
              ("email", validate_email, NO_ADDRESS))  # fmt: skip
    others = list(User.objects.exclude(pk=user.pk).only("username", "email"))
    for key, check, words in checks:
        said = getattr(user, key)
        if not said and key == "email":
            continue
        try:
            check(said)
        except ValidationError as wrong:
            raise NotAnAccount(words % {"word": said[:60]}, key) from wrong
        if said.casefold() in {getattr(other, key).casefold() for other in others}:
            raise AccountTaken(TAKEN % {"word": said}, key)
