"""What a page asks before it offers a button: the very check that the button's action begins with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import Refused
from nhip.organisation.periods.rules import today
from nhip.organisation.units.queries import tree

from .models import Strikable
from .rules import refuse_standing, refuse_struck

T = TypeVar("T")


def allows(check: Callable[[User, T], None], by: User, thing: T) -> bool:
    """Return what the check of an action says, for the button that leads to it."""
    try:
        check(by, thing)
    except (PermissionDenied, Refused, ValidationError):
        return False
    return True


def check_change(by: User, kept: Strikable, *, right: str) -> None:
    """Ask whether a record may be corrected or struck by whoever has the right over its unit.

    Raises AlreadyStruck or PermissionDenied. A room's access: `check_change = partial(records.check_change,
    right=KEEP)`.
    """
    require(by, right, kept)
    refuse_struck(kept.is_struck)


def check_restore(by: User, kept: Strikable, *, right: str) -> None:
    """Ask whether a struck record may count again. Raises NotStruck or PermissionDenied."""
    require(by, right, kept)
    refuse_standing(kept.is_struck)


def may_name_kinds(user: User, right: str, on: date) -> bool:
    """Return whether the user names a room's kinds: somebody of the unit on top, with that right."""
    standing = tree(on)
    return len(standing) > 0 and user.has_perm(right, standing.root)


def check_name_kinds(by: User, right: str, at: datetime) -> None:
    """Ask whether a kind may be added or called otherwise. Raises PermissionDenied."""
    if not may_name_kinds(by, right, today(at)):
        raise PermissionDenied(
            _("Kinds are those of the whole organisation: its top unit names them.")
        )
