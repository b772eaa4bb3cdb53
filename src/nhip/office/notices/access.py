"""Who looks after mail."""

from nhip.organisation.people.choices import Role, Scope
from nhip.organisation.people.registry import Allowed

KEEP_MAIL = "notices.keep_mail"
TABLE: dict[str, Allowed] = {KEEP_MAIL: {Role.ADMINISTRATOR: Scope.SUBTREE}}
