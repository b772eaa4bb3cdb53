"""People are told what was done with their accounts and posts."""

from collections.abc import Iterable
from datetime import datetime

from nhip.organisation.accounts.models import User

from ..signals import told


def hears(user: User) -> bool:
    """Return whether a person is told by a notice: whoever never signed in has not begun to look."""
    return user.last_login is not None


def tell(lines: Iterable[tuple[User, str]], at: datetime) -> None:
    """Tell each person one line; whoever never signed in finds all of it when they first come."""
    heard = [(user, text) for user, text in lines if hears(user)]
    if heard:
        told.send(User, lines=heard, at=at)
