"""Who may look after accounts, units and appointments, and who comes into the working rooms.

The rooms below this one cannot register themselves; their verbs are declared here.
"""

from .choices import Role, Scope
from .registry import Allowed

STAFF = (
    Role.ADMINISTRATOR,
    Role.PLANNER,
    Role.CHIEF,
    Role.REPORTER,
    Role.EDITOR,
    Role.PUBLISHER,
)
ADMINISTRATION: Allowed = {Role.ADMINISTRATOR: Scope.SUBTREE}

TABLE: dict[str, Allowed] = {
    "people.work": dict.fromkeys(STAFF, Scope.OWN),
    "people.appoint": ADMINISTRATION,
    "units.create": ADMINISTRATION,
    "units.change": ADMINISTRATION,
    "journal.erase": ADMINISTRATION,
    "wagtailadmin.access_admin": dict.fromkeys(
        (Role.ADMINISTRATOR, Role.EDITOR, Role.PUBLISHER), Scope.OWN
    ),
    # Django's own names, asked by Wagtail's screens.
    "accounts.view_user": ADMINISTRATION,
    "accounts.add_user": ADMINISTRATION,
    "accounts.change_user": ADMINISTRATION,
}
