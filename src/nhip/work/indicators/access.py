"""Who sees totals and how they are made."""

from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role, Scope
from nhip.organisation.units.models import Unit

DEFINE = "indicators.define"
SEE, SEE_HANDED_IN = "indicators.see", "indicators.see_handed_in"

PERMISSIONS = {
    SEE: {
        Role.PLANNER: Scope.SUBTREE,
        Role.CHIEF: Scope.SUBTREE,
        Role.REPORTER: Scope.SUBTREE,
        Role.EDITOR: Scope.SUBTREE,
        Role.PUBLISHER: Scope.SUBTREE,
        Role.INSPECTOR: Scope.SUBTREE,
    },
    # Editors read what was accepted, never what one unit handed in and nobody has checked.
    SEE_HANDED_IN: {
        Role.PLANNER: Scope.SUBTREE,
        Role.CHIEF: Scope.SUBTREE,
        Role.REPORTER: Scope.SUBTREE,
        Role.INSPECTOR: Scope.SUBTREE,
    },
    # What is counted is the same everywhere: no unit is asked about.
    DEFINE: {Role.PLANNER: Scope.OWN, Role.ADMINISTRATOR: Scope.SUBTREE},
}


def may_see_handed_in(user: User, unit: Unit) -> bool:
    """Return whether the user reads values of a unit that nobody has accepted yet."""
    return user.has_perm(SEE_HANDED_IN, unit)


def may_define(user: User) -> bool:
    """Return whether the user may define what is counted, and say that it is invented."""
    return user.has_perm(DEFINE)
