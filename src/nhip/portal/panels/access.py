"""Who arranges the panels and switches the feeds."""

from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role, Scope

EDIT = "panels.edit"
PERMISSIONS = {
    EDIT: {
        Role.EDITOR: Scope.SUBTREE,
        Role.PUBLISHER: Scope.SUBTREE,
        Role.ADMINISTRATOR: Scope.SUBTREE,
    }
}


def may_edit(user: User) -> bool:
    """Return whether the user may arrange the panels and switch the feeds."""
    return user.is_authenticated and user.has_perm(EDIT)
