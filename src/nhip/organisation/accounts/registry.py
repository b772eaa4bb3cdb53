"""Where people go after signing in, and whose letters they get: rooms above say so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import User

_landings: list[Callable[[User], bool]] = []
_screens: list[Callable[[User], str]] = []


def register_landing(landing: Callable[[User], bool]) -> None:
    """Ask this whether somebody has to be told something at the desk."""
    _landings.append(landing)


def lands_at_the_desk(user: User) -> bool:
    """Return whether somebody without work goes to the desk all the same."""
    return any(landing(user) for landing in _landings)


_offices: list[Callable[[date], str]] = []


def register_office(name: Callable[[date], str]) -> None:
    """Ask this what the body is called whose accounts these are; "" while it has no name."""
    _offices.append(name)


def office_name(on: date) -> str:
    """Return whose accounts these are, as letters say it."""
    return next(filter(None, (name(on) for name in _offices)), "Nhịp")


def register_first_screen(screen: Callable[[User], str]) -> None:
    """Ask this for the address somebody begins the day at, "" where it is the desk."""
    _screens.append(screen)


def first_screen(user: User) -> str:
    """Return where somebody's day begins, "" for the desk."""
    return next(filter(None, (screen(user) for screen in _screens)), "")
