"""Who may read, keep and appraise units' plans."""

from nhip.organisation.people.choices import Role, Scope

TABLE = {
    "plans.see": {
        Role.PLANNER: Scope.SUBTREE,
        Role.CHIEF: Scope.SUBTREE,
        Role.EDITOR: Scope.SUBTREE,
        Role.PUBLISHER: Scope.SUBTREE,
        Role.REPORTER: Scope.OWN,
    },
    "plans.keep": {Role.PLANNER: Scope.SUBTREE},
    "plans.appraise": {Role.PLANNER: Scope.OWN, Role.CHIEF: Scope.OWN},
}
