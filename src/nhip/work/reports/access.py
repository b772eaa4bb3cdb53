"""Who sees reports, and who fills them in."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role, Scope
from nhip.organisation.people.queries import unit_ids, units_with
from nhip.organisation.units.models import Unit
from nhip.work.duties.access import directly_below

# `reports.fill_below` is asked of the unit directly above, no other; who checks, duties says.
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
}


def entered_units(user: User, on: date) -> set[int]:
    """Return the units the user fills in reports for from above: directly below, and nobody there fills in.

    Where somebody does, drafts stay that unit's own (`docs/decisions/0016`).
    """
    below = directly_below(unit_ids(user, "reports.fill_below", on), on)
    return below - units_with("reports.fill", below, on) if below else below


def filled_units(user: User, on: date) -> set[int]:
    """Return the units the user fills in reports for: the own ones, and those from above."""
    return unit_ids(user, "reports.fill", on) | entered_units(user, on)


def require_filling(user: User, unit: Unit, on: date) -> None:
    """Raise PermissionDenied unless the user fills in this unit's reports on a day."""
    own = unit.pk in unit_ids(user, "reports.fill", on)
    if not own and unit.pk not in entered_units(user, on):
        raise PermissionDenied(_("You may not do this here."))
