"""Who joins the two wings: turns a review into the draft of an article."""

from nhip.organisation.people.choices import Role, Scope

PERMISSIONS = {
    "hall.draft_article": {
        Role.PLANNER: Scope.SUBTREE,
        Role.EDITOR: Scope.SUBTREE,
        Role.PUBLISHER: Scope.SUBTREE,
    },
    "hall.see_articles": {
        Role.PLANNER: Scope.SUBTREE,
        Role.EDITOR: Scope.SUBTREE,
        Role.PUBLISHER: Scope.SUBTREE,
    },
    "hall.see_brief": {Role.PLANNER: Scope.SUBTREE, Role.CHIEF: Scope.SUBTREE},
}
