"""Where somebody is signed in, and their second step of signing in: ended by whoever looks after accounts."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.accounts.queries import SignedIn, sessions_of
from nhip.organisation.journal.actions import record
from nhip.organisation.journal.rules import FieldRefused

from .keeping import KEEP, OwnAccount, unit_of
from .telling import tell


class AlreadyOver(FieldRefused):
    """The session has ended, or the second step is gone, already."""


@transaction.atomic
def end_sessions(user: User, name: str = "", *, by: User, at: datetime) -> list[SignedIn]:
    """Sign somebody out: of the session of this name, or everywhere. One's own sessions one ends oneself.

    Raises AlreadyOver or PermissionDenied.
    """
    if user.pk != by.pk:
        require(by, KEEP)
    ended = [each for each in sessions_of(user, at) if name in ("", each.name)]
    if not ended:
        raise AlreadyOver(_("Nobody is signed in there any more."))
    Session.objects.filter(session_key__in=[each.key for each in ended]).delete()
    said = {"devices": [each.device for each in ended]}
    record("people.sessions_ended", about=user, unit=unit_of(user), by=by, at=at, said=said)
    if user.pk != by.pk:
        tell([(user, _("An administrator signed your account out."))], at)
    return ended


@transaction.atomic
def remove_second_factor(factor: Authenticator, *, by: User, at: datetime) -> None:
    """Take one means of the second step away from somebody who lost it.

    Codes on paper go with the last other one: alone they are no second step. Raises OwnAccount, AlreadyOver
    or PermissionDenied.
    """
    require(by, KEEP)
    user: User = factor.user
    if user.pk == by.pk:
        raise OwnAccount(_("Your own second step you change yourself, under your account."))
    rows = Authenticator.objects.select_for_update(of=("self",)).filter(user=user)
    kept = {each.pk: each for each in rows}
    if factor.pk not in kept:
        raise AlreadyOver(_("This second step is gone already."))
    gone = [kept.pop(factor.pk)]
    if all(each.type == Authenticator.Type.RECOVERY_CODES for each in kept.values()):
        gone += kept.values()
    Authenticator.objects.filter(pk__in=[each.pk for each in gone]).delete()
    said = {"second_factors_removed": len(gone)}
    unit = unit_of(user)
    record("people.second_factor_removed", about=user, unit=unit, by=by, at=at, said=said)
    tell([(user, _("An administrator removed your second step of signing in."))], at)
