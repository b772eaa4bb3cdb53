"""Who lets a figure out, who cites it, who decides when it changed."""

from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role, Scope

from .registry import deciders

RELEASE = "figures.release"

PERMISSIONS = {
    RELEASE: {Role.CHIEF: Scope.SUBTREE, Role.PUBLISHER: Scope.SUBTREE},
    "figures.pin": {
        Role.PLANNER: Scope.SUBTREE,
        Role.EDITOR: Scope.SUBTREE,
        Role.PUBLISHER: Scope.SUBTREE,
    },
    "figures.decide": {Role.EDITOR: Scope.SUBTREE, Role.PUBLISHER: Scope.SUBTREE},
}


def decides_anywhere(user: User) -> bool:
    """Return whether deciding on changed figures, of whichever kind of text, is among what the user does."""
    return any(user.has_perm(verb) for verb in deciders().values())


def may_release(user: User, figure: object | None = None) -> bool:
    """Return whether the user may let this figure out, or any at all."""
    return user.has_perm(RELEASE, figure)
