"""Who writes, who edits, who publishes. Wagtail asks groups instead: see `actions.set_up_site`."""

from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role, Scope

PUBLISH = "news.publish"
EDITORS = {Role.EDITOR: Scope.SUBTREE, Role.PUBLISHER: Scope.SUBTREE}
PERMISSIONS = {
    "news.draft": {Role.PLANNER: Scope.SUBTREE, **EDITORS},
    "news.edit": EDITORS,
    PUBLISH: {Role.PUBLISHER: Scope.SUBTREE},
}


def may_edit(user: User) -> bool:
    """Return whether the user finishes articles others have drafted."""
    return user.has_perm("news.edit")


def may_publish(user: User) -> bool:
    """Return whether the user may put an article before the public; what it lacks, the action says."""
    return user.has_perm(PUBLISH)
