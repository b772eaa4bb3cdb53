"""Who goes to the working rooms after signing in though nothing lets them work: a room above says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import User

_landings: list[Callable[[User], bool]] = []


def register_landing(landing: Callable[[User], bool]) -> None:
    """Ask this whether somebody has to be told something at the desk."""
    _landings.append(landing)


def lands_at_the_desk(user: User) -> bool:
    """Return whether somebody without work goes to the desk all the same."""
    return any(landing(user) for landing in _landings)
