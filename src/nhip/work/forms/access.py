"""Who sees forms and who designs them; pages and actions ask the same questions."""

from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role, Scope
from nhip.organisation.units.models import Organ

from .models import Form

DESIGN = "forms.design"

ALLOWED = {
    "forms.see": {
        Role.REPORTER: Scope.OWN,
        Role.PLANNER: Scope.SUBTREE,
        Role.CHIEF: Scope.SUBTREE,
        Role.EDITOR: Scope.SUBTREE,
        Role.PUBLISHER: Scope.SUBTREE,
        Role.INSPECTOR: Scope.SUBTREE,
    },
    DESIGN: {Role.PLANNER: Scope.OWN, Role.CHIEF: Scope.OWN},
}


def may_design(user: User, organ: Organ | None = None) -> bool:
    """Return whether the user may design forms of an organ, or anywhere."""
    return user.has_perm(DESIGN, organ)


def may_change(user: User, form: Form) -> bool:
    """Return whether the user may change, publish or throw away a draft; what is published stays."""
    return form.is_draft and _designs(user, form)


def may_continue(user: User, last: Form) -> bool:
    """Return whether the user may begin the version after the last one; a draft is changed instead."""
    return not last.is_draft and _designs(user, last)


def _designs(user: User, form: Form) -> bool:
    """A form nobody of the organisation issued, nobody designs."""
    return form.organ is not None and may_design(user, form.organ)
