"""Who writes, who edits, who publishes. Wagtail asks groups instead: see `actions.set_up_site`."""

from nhip.organisation.people.choices import Role, Scope

EDITORS = {Role.EDITOR: Scope.SUBTREE, Role.PUBLISHER: Scope.SUBTREE}
PERMISSIONS = {
    "news.draft": {Role.PLANNER: Scope.SUBTREE, **EDITORS},
    "news.edit": EDITORS,
    "news.publish": {Role.PUBLISHER: Scope.SUBTREE},
}
