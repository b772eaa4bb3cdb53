"""Who sets an installation up, and who joins the two wings: a review becomes an article's draft."""

from nhip.organisation.people.choices import Role, Scope

PERMISSIONS = {
    "hall.begin": {Role.ADMINISTRATOR: Scope.SUBTREE},
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
