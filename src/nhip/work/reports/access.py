"""Who sees reports, fills them in, checks them; pages and actions ask the same questions."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role, Scope
from nhip.organisation.people.queries import current_day, unit_ids, units_with
from nhip.organisation.units.models import Unit
from nhip.organisation.units.queries import charges
from nhip.work.duties.access import directly_below, may_check

from .models import Report

FILL = "reports.fill"
SIGN, SEND = "reports.sign", "reports.send"
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
    # Noting that a report of the unit on top went to a body outside.
    SEND: {Role.REPORTER: Scope.OWN, Role.PLANNER: Scope.OWN, Role.CHIEF: Scope.OWN},
    # About figures that moved in the remarks: whoever writes reports there, or has them filled in from there.
    DECIDE: {Role.REPORTER: Scope.OWN, Role.PLANNER: Scope.OWN},
    "reports.fill_below": {Role.PLANNER: Scope.OWN, Role.REPORTER: Scope.OWN},
}


def entered_units(user: User, on: date) -> set[int]:
    """Return the units the user fills in reports for from above: directly below, and nobody there fills in.

    Where somebody does, drafts stay that unit's own (`docs/decisions/0016`). Closed units come with the
    one that stands for them (`docs/decisions/0028`).
    """
    own = unit_ids(user, "reports.fill_below", on)
    if not own:
        return set()
    standing = charges(on)
    below = {child.id for unit_id in own for child in standing.tree.children(unit_id)}
    lacking = (own | below) - units_with(FILL, own | below, on)
    found = (below & lacking) | standing.left_to(own & lacking)
    return found.union(*(standing.taken_over(each) for each in below & lacking))


def filled_units(user: User, on: date) -> set[int]:
    """Return the units the user fills in reports for: the own ones, those taken over, those from above."""
    return unit_ids(user, FILL, on) | entered_units(user, on)


def owing_units(user: User, on: date) -> set[int]:
    """Return the units whose reports stand on the user's desk: the own ones, and closed ones left to them."""
    own = unit_ids(user, FILL, on)
    left = charges(on).left_to(unit_ids(user, "reports.fill_below", on))
    return own | (left & entered_units(user, on)) if left - own else own


def require_filling(user: User, unit: Unit, on: date) -> None:
    """Raise PermissionDenied unless the user fills in this unit's reports on a day."""
    own = unit.pk in unit_ids(user, FILL, on)
    if not own and unit.pk not in entered_units(user, on):
        raise PermissionDenied(_("You may not do this here."))


def may_read_all(user: User, report: Report) -> bool:
    """Return whether the user reads all versions of a report, not the accepted one alone."""
    return user.has_perm(SEE, report.unit) or may_check(user, report.obligation, current_day())


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
    below = directly_below(own, on) | charges(on).left_to(own)
    from_above = Q(entered_by__isnull=False, unit__in=below)
    return Report.objects.filter(filled_in | from_above)


def may_fill(user: User, report: Report) -> bool:
    """Return whether the user may go on filling in a report."""
    return report.is_changeable and report.unit_id in filled_units(user, current_day())


def must_present(user: User, report: Report, on: date) -> bool:
    """Return whether the unit's chief decides before this person's report leaves the house.

    Of a closed unit, the chief of the one that carries it on. Nobody is asked where there is no chief on
    that day, nor a chief who fills in himself.
    """
    if not report.obligation.regime.needs_chief or user.has_perm(SIGN, report.unit):
        return False
    charge = charges(on).of(report.unit_id)
    return not charge.is_above and bool(units_with(SIGN, [charge.unit_id], on))


def may_sign(user: User, report: Report) -> bool:
    """Return whether the user, as the unit's chief, lets a report leave or sends it back inside."""
    return report.is_presented and user.has_perm(SIGN, report.unit)


def may_recall(user: User, report: Report, on: date) -> bool:
    """Return whether the user may take a report back from the unit's chief, to write on in it."""
    return report.is_presented and report.unit_id in filled_units(user, on)


def may_send(user: User, report: Report) -> bool:
    """Return whether the user may note that what was handed in went to a body outside."""
    is_outward = report.obligation.regime.is_outward
    return is_outward and report.is_waiting and user.has_perm(SEND, report.unit)


def may_take_back(user: User, report: Report) -> bool:
    """Return whether the user may take back or ask back what waits for a check."""
    return report.is_waiting and user.has_perm(FILL, report.unit)


def may_decide(user: User, report: Report, on: date) -> bool:
    """Return whether the user may accept or return what was handed in."""
    return report.is_returnable and may_check(user, report.obligation, on)


def may_reopen(user: User, report: Report, on: date) -> bool:
    """Return whether the user may open an accepted report for a correction."""
    return report.is_accepted and fills_or_checks(user, report, on)


def fills_or_checks(user: User, report: Report, on: date) -> bool:
    """Return whether the user is of the unit that reports, or of the one that checks it."""
    return report.unit_id in filled_units(user, on) or may_check(user, report.obligation, on)
