"""Who may read and keep the register."""

from nhip.organisation.people.choices import Role, Scope

TABLE = {
    "documents.see": {
        Role.PLANNER: Scope.SUBTREE,
        Role.CHIEF: Scope.SUBTREE,
        Role.EDITOR: Scope.SUBTREE,
        Role.PUBLISHER: Scope.SUBTREE,
        Role.REPORTER: Scope.OWN,
    },
    "documents.register": {Role.PLANNER: Scope.SUBTREE},
    "documents.strike": {Role.PLANNER: Scope.SUBTREE},
}
