"""Who lets a figure out, who cites it, who decides when it changed."""

from nhip.organisation.people.choices import Role, Scope

PERMISSIONS = {
    "figures.release": {Role.CHIEF: Scope.SUBTREE, Role.PUBLISHER: Scope.SUBTREE},
    "figures.pin": {
        Role.PLANNER: Scope.SUBTREE,
        Role.EDITOR: Scope.SUBTREE,
        Role.PUBLISHER: Scope.SUBTREE,
    },
    "figures.decide": {Role.EDITOR: Scope.SUBTREE, Role.PUBLISHER: Scope.SUBTREE},
}
