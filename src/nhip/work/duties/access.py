"""Who may do what with duties, and who stands above whom."""

from collections.abc import Collection
from datetime import date

from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role, Scope
from nhip.organisation.people.queries import people_with, unit_ids
from nhip.organisation.units.queries import tree

# `duties.check` is asked of the unit directly above, no other: it checks what answers a duty, grants
# more time and excuses.
ALLOWED = {
    "duties.see": {
        Role.REPORTER: Scope.OWN,
        Role.PLANNER: Scope.SUBTREE,
        Role.CHIEF: Scope.SUBTREE,
        Role.EDITOR: Scope.SUBTREE,
        Role.PUBLISHER: Scope.SUBTREE,
    },
    "duties.check": {Role.PLANNER: Scope.OWN, Role.CHIEF: Scope.OWN},
    "duties.regulate": {Role.PLANNER: Scope.OWN, Role.CHIEF: Scope.OWN},
    "duties.oblige": {Role.PLANNER: Scope.BELOW, Role.CHIEF: Scope.BELOW},
}


def checked_units(user: User, on: date) -> set[int]:
    """Return the units whose reports come in to where the user checks: one level, not more."""
    return directly_below(unit_ids(user, "duties.check", on), on)


def directly_below(unit_ids: Collection[int], on: date) -> set[int]:
    """Return the units one level below these on a day."""
    if not unit_ids:
        return set()
    places = tree(on)
    return {child.id for unit_id in unit_ids for child in places.children(unit_id)}


def checkers(unit_id: int, on: date) -> list[User]:
    """Return the people who check what this unit reports."""
    above = tree(on).parent(unit_id)
    if above is None:
        return []
    return [user for role in ALLOWED["duties.check"] for user in people_with(role, above.id, on)]
