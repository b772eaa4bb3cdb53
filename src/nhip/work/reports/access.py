"""Who sees reports, fills them in, checks them; pages and actions ask the same questions."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role, Scope
from nhip.organisation.people.queries import current_day, unit_ids, units_with
from nhip.organisation.units.models import Unit
from nhip.work.duties.access import directly_below, may_check

from .models import Report

FILL = "reports.fill"
SIGN = "reports.sign"
DECIDE = "reports.decide"
SEE, SEE_ACCEPTED = "reports.see", "reports.see_accepted"

# `reports.fill_below` is asked of the unit directly above, no other; who checks, duties says.
ALLOWED = {
    SEE: {
        Role.REPORTER: Scope.OWN,
        Role.PLANNER: Scope.SUBTREE,
        Role.CHIEF: Scope.SUBTREE,
        Role.INSPECTOR: Scope.SUBTREE,
    },
    # Editors read what counts in accepted totals, never what a unit handed in and nobody has accepted.
    SEE_ACCEPTED: {Role.EDITOR: Scope.SUBTREE, Role.PUBLISHER: Scope.SUBTREE},
    FILL: {Role.REPORTER: Scope.OWN},
    # Letting a report leave the house, where its regime asks the unit's own chief.
    SIGN: {Role.CHIEF: Scope.OWN},
    # About figures that moved in the remarks: whoever writes reports there, or has them filled in from there.
    DECIDE: {Role.REPORTER: Scope.OWN, Role.PLANNER: Scope.OWN},
    "reports.fill_below": {Role.PLANNER: Scope.OWN, Role.REPORTER: Scope.OWN},
}


def entered_units(user: User, on: date) -> set[int]:
    """Return the units the user fills in reports for from above: directly below, and nobody there fills in.

    Where somebody does, drafts stay that unit's own (`docs/decisions/0016`).
    """
    below = directly_below(unit_ids(user, "reports.fill_below", on), on)
    return below - units_with(FILL, below, on) if below else below


def filled_units(user: User, on: date) -> set[int]:
    """Return the units the user fills in reports for: the own ones, and those from above."""
    return unit_ids(user, FILL, on) | entered_units(user, on)


def require_filling(user: User, unit: Unit, on: date) -> None:
    """Raise PermissionDenied unless the user fills in this unit's reports on a day."""
    own = unit.pk in unit_ids(user, FILL, on)
    if not own and unit.pk not in entered_units(user, on):
        raise PermissionDenied(_("You may not do this here."))


def may_read_all(user: User, report: Report) -> bool:
    """Return whether the user reads all versions of a report, not the accepted one alone."""
    return user.has_perm(SEE, report.unit)


def fills_anywhere(user: User) -> bool:
    """Return whether filling in is among what the user does."""
    return user.has_perm(FILL)


def signs_anywhere(user: User) -> bool:
    """Return whether letting the own unit's reports leave is among what the user does."""
    return user.has_perm(SIGN)


def texts_decided_by(user: User) -> QuerySet[Report]:
    """Return the reports in whose remarks this person decides about figures that moved."""
    on = current_day()
    own = unit_ids(user, DECIDE, on)
    filled_in = Q(entered_by=None, unit__in=own)
    from_above = Q(entered_by__isnull=False, unit__in=directly_below(own, on))
    return Report.objects.filter(filled_in | from_above)


def may_fill(user: User, report: Report) -> bool:
    """Return whether the user may go on filling in a report of the own unit."""
    return report.is_changeable and user.has_perm(FILL, report.unit)


def must_present(user: User, report: Report, on: date) -> bool:
    """Return whether the unit's chief decides before this person's report leaves the house.

    Nobody is asked where the unit has no chief on that day, nor a chief who fills in himself.
    """
    if not report.obligation.regime.needs_chief or user.has_perm(SIGN, report.unit):
        return False
    return bool(units_with(SIGN, [report.unit_id], on))


def may_sign(user: User, report: Report) -> bool:
    """Return whether the user, as the unit's chief, lets a report leave or sends it back inside."""
    return report.is_presented and user.has_perm(SIGN, report.unit)


def may_recall(user: User, report: Report, on: date) -> bool:
    """Return whether the user may take a report back from the unit's chief, to write on in it."""
    return report.is_presented and report.unit_id in filled_units(user, on)


def may_take_back(user: User, report: Report) -> bool:
    """Return whether the user may take back or ask back what waits for a check."""
    return report.is_waiting and user.has_perm(FILL, report.unit)


def may_decide(user: User, report: Report, on: date) -> bool:
    """Return whether the user may accept or return what was handed in."""
    return report.is_returnable and may_check(user, report.unit_id, on)


def may_reopen(user: User, report: Report, on: date) -> bool:
    """Return whether the user may open an accepted report for a correction."""
    return report.is_accepted and fills_or_checks(user, report, on)


def fills_or_checks(user: User, report: Report, on: date) -> bool:
    """Return whether the user is of the unit that reports, or of the one that checks it."""
    return user.has_perm(FILL, report.unit) or may_check(user, report.unit_id, on)
