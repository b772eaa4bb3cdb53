"""Who sees forms and who designs them."""

from nhip.organisation.people.choices import Role, Scope

ALLOWED = {
    "forms.see": {
        Role.REPORTER: Scope.OWN,
        Role.PLANNER: Scope.SUBTREE,
        Role.CHIEF: Scope.SUBTREE,
        Role.EDITOR: Scope.SUBTREE,
        Role.PUBLISHER: Scope.SUBTREE,
    },
    "forms.design": {Role.PLANNER: Scope.OWN, Role.CHIEF: Scope.OWN},
}
