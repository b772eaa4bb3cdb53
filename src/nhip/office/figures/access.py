"""Who lets a figure out, who cites it, who decides when it changed."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role, Scope
from nhip.organisation.units.models import Unit

from .registry import asked_of, deciders, describe

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
    asked = {verb for verbs in deciders().values() for verb in (verbs.decide, verbs.draft) if verb}
    return any(user.has_perm(verb) for verb in asked)


def require_deciding(by: User, holder: str, holder_id: int, units: Iterable[int]) -> None:
    """Ask whether this person decides about figures of a text, which count for these units.

    Raises PermissionDenied.
    """
    text = describe([(holder, holder_id)]).get((holder, holder_id))
    if text is None:
        raise PermissionDenied
    for verb, unit_id in {asked_of(holder, unit_id, text) for unit_id in units}:
        require(by, verb, Unit(pk=unit_id))


def may_release(user: User, figure: object | None = None) -> bool:
    """Return whether the user may let this figure out, or any at all."""
    return user.has_perm(RELEASE, figure)
