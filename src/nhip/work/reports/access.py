"""Who may do what with reports, and who stands above whom."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role, Scope
from nhip.organisation.people.queries import people_with, unit_ids, units_with
from nhip.organisation.units.models import Unit
from nhip.organisation.units.queries import tree

# `reports.check` and `reports.fill_below` are asked of the unit directly above, no other.
ALLOWED = {
    "reports.see": {
        Role.REPORTER: Scope.OWN,
        Role.PLANNER: Scope.SUBTREE,
        Role.CHIEF: Scope.SUBTREE,
        Role.EDITOR: Scope.SUBTREE,
        Role.PUBLISHER: Scope.SUBTREE,
    },
    "reports.fill": {Role.REPORTER: Scope.OWN},
    "reports.fill_below": {Role.PLANNER: Scope.OWN, Role.REPORTER: Scope.OWN},
    "reports.check": {Role.PLANNER: Scope.OWN, Role.CHIEF: Scope.OWN},
    "reports.regulate": {Role.PLANNER: Scope.OWN, Role.CHIEF: Scope.OWN},
    "reports.oblige": {Role.PLANNER: Scope.BELOW, Role.CHIEF: Scope.BELOW},
}


def checked_units(user: User, on: date) -> set[int]:
    """Return the units whose reports come in to where the user checks: one level, not more."""
    return _directly_below(unit_ids(user, "reports.check", on), on)


def entered_units(user: User, on: date) -> set[int]:
    """Return the units the user fills in reports for from above: directly below, and nobody there fills in.

    Where somebody does, drafts stay that unit's own (`docs/decisions/0016`).
    """
    below = _directly_below(unit_ids(user, "reports.fill_below", on), on)
    return below - units_with("reports.fill", below, on) if below else below


def filled_units(user: User, on: date) -> set[int]:
    """Return the units the user fills in reports for: the own ones, and those from above."""
    return unit_ids(user, "reports.fill", on) | entered_units(user, on)


def require_filling(user: User, unit: Unit, on: date) -> None:
    """Raise PermissionDenied unless the user fills in this unit's reports on a day."""
    own = unit.pk in unit_ids(user, "reports.fill", on)
    if not own and unit.pk not in entered_units(user, on):
        raise PermissionDenied(_("You may not do this here."))


def _directly_below(unit_ids: set[int], on: date) -> set[int]:
    if not unit_ids:
        return set()
    places = tree(on)
    return {child.id for unit_id in unit_ids for child in places.children(unit_id)}


def checkers(unit_id: int, on: date) -> list[User]:
    """Return the people who check what this unit reports."""
    above = tree(on).parent(unit_id)
    if above is None:
        return []
    return [user for role in ALLOWED["reports.check"] for user in people_with(role, above.id, on)]
