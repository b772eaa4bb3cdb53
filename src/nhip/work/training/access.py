"""Who may read and keep classes."""

from nhip.organisation.people.choices import Role, Scope

TABLE = {
    "training.see": {
        Role.PLANNER: Scope.SUBTREE,
        Role.CHIEF: Scope.SUBTREE,
        Role.EDITOR: Scope.SUBTREE,
        Role.PUBLISHER: Scope.SUBTREE,
        Role.REPORTER: Scope.OWN,
    },
    "training.keep": {Role.PLANNER: Scope.SUBTREE},
}
