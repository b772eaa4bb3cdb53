"""Who may read reviews, and who approves their figures."""

from nhip.organisation.people.choices import Role, Scope

TABLE = {
    "reviews.see": {
        Role.PLANNER: Scope.SUBTREE,
        Role.CHIEF: Scope.SUBTREE,
        Role.EDITOR: Scope.SUBTREE,
        Role.PUBLISHER: Scope.SUBTREE,
    },
    "reviews.approve": {Role.CHIEF: Scope.OWN},
}
