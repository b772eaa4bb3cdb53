"""Who may do what with reports, and who stands above whom."""

from datetime import date

from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role, Scope
from nhip.organisation.people.queries import people_with, unit_ids
from nhip.organisation.units.queries import tree

# `reports.check` is asked of the unit that receives a report: the one directly above, no other.
ALLOWED = {
    "reports.see": {
        Role.REPORTER: Scope.OWN,
        Role.PLANNER: Scope.SUBTREE,
        Role.CHIEF: Scope.SUBTREE,
        Role.EDITOR: Scope.SUBTREE,
        Role.PUBLISHER: Scope.SUBTREE,
    },
    "reports.fill": {Role.REPORTER: Scope.OWN},
    "reports.check": {Role.PLANNER: Scope.OWN, Role.CHIEF: Scope.OWN},
    "reports.regulate": {Role.PLANNER: Scope.OWN, Role.CHIEF: Scope.OWN},
    "reports.oblige": {Role.PLANNER: Scope.BELOW, Role.CHIEF: Scope.BELOW},
}


def checked_units(user: User, on: date) -> set[int]:
    """Return the units whose reports come in to where the user checks: one level, not more."""
    receiving = unit_ids(user, "reports.check", on)
    if not receiving:
        return set()
    places = tree(on)
    return {child.id for unit_id in receiving for child in places.children(unit_id)}


def checkers(unit_id: int, on: date) -> list[User]:
    """Return the people who check what this unit reports."""
    above = tree(on).parent(unit_id)
    if above is None:
        return []
    return [user for role in ALLOWED["reports.check"] for user in people_with(role, above.id, on)]
