"""Who writes, who edits, who publishes. Wagtail's own checks read the groups of `actions.sync_editors`."""

from nhip.organisation.people.choices import Role, Scope

PERMISSIONS = {
    "news.draft": {
        Role.PLANNER: Scope.SUBTREE,
        Role.EDITOR: Scope.SUBTREE,
        Role.PUBLISHER: Scope.SUBTREE,
    },
    "news.edit": {Role.EDITOR: Scope.SUBTREE, Role.PUBLISHER: Scope.SUBTREE},
    "news.publish": {Role.PUBLISHER: Scope.SUBTREE},
}
GROUPS = {Role.EDITOR: "Editors", Role.PUBLISHER: "Moderators"}  # Wagtail's own, as it makes them
