"""Who says what the site is called and which sign it bears."""

from nhip.organisation.people.choices import Role, Scope

PERMISSIONS = {"site.name": {Role.ADMINISTRATOR: Scope.SUBTREE}}
