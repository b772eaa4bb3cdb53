"""Who arranges the panels and switches the feeds."""

from nhip.organisation.people.choices import Role, Scope

PERMISSIONS = {
    "panels.edit": {
        Role.EDITOR: Scope.SUBTREE,
        Role.PUBLISHER: Scope.SUBTREE,
        Role.ADMINISTRATOR: Scope.SUBTREE,
    }
}
