"""Who may read, keep and appraise units' plans. Pages and actions ask here alike."""

from datetime import date

from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role, Scope
from nhip.organisation.units.models import Unit
from nhip.organisation.units.queries import tree

from .models import UnitPlan

KEEP, APPRAISE, KEEP_KINDS = "plans.keep", "plans.appraise", "plans.keep_kinds"

TABLE = {
    "plans.see": {
        Role.PLANNER: Scope.SUBTREE,
        Role.CHIEF: Scope.SUBTREE,
        Role.EDITOR: Scope.SUBTREE,
        Role.PUBLISHER: Scope.SUBTREE,
        Role.REPORTER: Scope.OWN,
        Role.ADMINISTRATOR: Scope.SUBTREE,
    },
    KEEP: {Role.PLANNER: Scope.SUBTREE},
    APPRAISE: {Role.PLANNER: Scope.OWN, Role.CHIEF: Scope.OWN},
    # The kinds are those of the whole organisation: whoever keeps them is of the root.
    KEEP_KINDS: {Role.PLANNER: Scope.OWN, Role.ADMINISTRATOR: Scope.OWN},
}


def may_keep(user: User, of: UnitPlan | Unit | None = None) -> bool:
    """Return whether the user may enter plans of a unit, or anywhere, and change what is entered."""
    return user.has_perm(KEEP, of)


def may_change(user: User, plan: UnitPlan) -> bool:
    """Return whether the user may correct and strike a plan."""
    return plan.struck_at is None and may_keep(user, plan)


def may_restore(user: User, plan: UnitPlan) -> bool:
    """Return whether the user may let a struck plan stand again."""
    return plan.struck_at is not None and may_keep(user, plan)


def may_appraise(user: User, plan: UnitPlan) -> bool:
    """Return whether the user may appraise a plan that waits for it."""
    is_waiting = plan.struck_at is None and plan.appraised_on is None
    return is_waiting and user.has_perm(APPRAISE, plan.organ)


def may_keep_kinds(user: User, on: date) -> bool:
    """Return whether the user may add kinds of plan: somebody of the unit on top."""
    standing = tree(on)
    return len(standing) > 0 and user.has_perm(KEEP_KINDS, standing.root)


def may_correct_appraisal(user: User, plan: UnitPlan) -> bool:
    """Return whether the user may correct what an appraisal said: whoever may appraise for its organ."""
    return user.has_perm(APPRAISE, plan.organ)
