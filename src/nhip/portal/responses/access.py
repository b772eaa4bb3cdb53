"""Who lets comments through."""

from nhip.organisation.people.choices import Role, Scope

PERMISSIONS = {
    "responses.moderate": {Role.EDITOR: Scope.SUBTREE, Role.PUBLISHER: Scope.SUBTREE},
}
