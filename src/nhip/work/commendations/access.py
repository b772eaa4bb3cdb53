"""Who may read and keep certificates."""

from nhip.organisation.people.choices import Role, Scope

TABLE = {
    "commendations.see": {
        Role.PLANNER: Scope.SUBTREE,
        Role.CHIEF: Scope.SUBTREE,
        Role.EDITOR: Scope.SUBTREE,
        Role.PUBLISHER: Scope.SUBTREE,
        Role.REPORTER: Scope.OWN,
    },
    "commendations.keep": {Role.PLANNER: Scope.SUBTREE},
}
