"""What a page asks before it offers a button: the very check that the button's action begins with."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import PermissionDenied, ValidationError

from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import Refused

T = TypeVar("T")


def allows(check: Callable[[User, T], None], by: User, thing: T) -> bool:
    """Return what the check of an action says, for the button that leads to it."""
    try:
        check(by, thing)
    except (PermissionDenied, Refused, ValidationError):
        return False
    return True
