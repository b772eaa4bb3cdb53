"""Who may read, keep and appraise units' plans. Pages and actions ask here alike."""

from functools import partial

from nhip.office.records import access as records
from nhip.office.records.rules import refuse_struck
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role, Scope
from nhip.organisation.units.models import Unit

from .models import UnitPlan
from .rules import refuse_appraised

KEEP, APPRAISE, KEEP_KINDS = "plans.keep", "plans.appraise", "plans.keep_kinds"

TABLE = {
    "plans.see": {
        Role.PLANNER: Scope.SUBTREE,
        Role.CHIEF: Scope.SUBTREE,
        Role.EDITOR: Scope.SUBTREE,
        Role.PUBLISHER: Scope.SUBTREE,
        Role.REPORTER: Scope.OWN,
        Role.ADMINISTRATOR: Scope.SUBTREE,
        Role.INSPECTOR: Scope.SUBTREE,
    },
    KEEP: {Role.PLANNER: Scope.SUBTREE},
    APPRAISE: {Role.PLANNER: Scope.OWN, Role.CHIEF: Scope.OWN},
    # The kinds are those of the whole organisation: whoever keeps them is of the root.
    KEEP_KINDS: {Role.PLANNER: Scope.OWN, Role.ADMINISTRATOR: Scope.OWN},
}


def may_keep(user: User, of: UnitPlan | Unit | None = None) -> bool:
    """Return whether the user may enter plans of a unit, or anywhere, and change what is entered."""
    return user.has_perm(KEEP, of)


check_change = partial(records.check_change, right=KEEP)
check_restore = partial(records.check_restore, right=KEEP)


def check_appraise(by: User, plan: UnitPlan) -> None:
    """Ask whether a plan waits for this person to appraise it, the table of authority aside.

    Raises AlreadyStruck, AlreadyAppraised or PermissionDenied.
    """
    require(by, APPRAISE, plan.organ)
    refuse_struck(plan.is_struck)
    refuse_appraised(plan.appraised_on)


def may_correct_appraisal(user: User, plan: UnitPlan) -> bool:
    """Return whether the user may correct what an appraisal said: whoever may appraise for its organ."""
    return user.has_perm(APPRAISE, plan.organ)
