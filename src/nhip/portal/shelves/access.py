"""Who makes and names authors, topics and tags."""

from nhip.organisation.people.choices import Role, Scope

KEEP = "shelves.keep"
PERMISSIONS = {KEEP: dict.fromkeys((Role.EDITOR, Role.PUBLISHER), Scope.SUBTREE)}
