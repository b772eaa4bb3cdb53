"""Who may look after accounts, units and appointments, and who comes into the working rooms.

The rooms below this one cannot register themselves; their verbs are declared here.
"""

from nhip.organisation.accounts.models import User

from .choices import Role, Scope
from .registry import Allowed

STAFF = (
    Role.ADMINISTRATOR,
    Role.PLANNER,
    Role.CHIEF,
    Role.REPORTER,
    Role.EDITOR,
    Role.PUBLISHER,
    Role.INSPECTOR,
)
ADMINISTRATION: Allowed = {Role.ADMINISTRATOR: Scope.SUBTREE}

LAY_DOWN = "people.lay_down"

TABLE: dict[str, Allowed] = {
    "people.work": dict.fromkeys(STAFF, Scope.OWN),
    "people.appoint": ADMINISTRATION,
    LAY_DOWN: ADMINISTRATION,
    "journal.read": {Role.ADMINISTRATOR: Scope.SUBTREE, Role.INSPECTOR: Scope.SUBTREE},
    "units.see": dict.fromkeys(STAFF, Scope.SUBTREE),
    "units.create": ADMINISTRATION,
    "units.change": ADMINISTRATION,
    "periods.see": dict.fromkeys(STAFF, Scope.OWN),
    "periods.keep": ADMINISTRATION,  # national holidays: the administrator of the root
    "wagtailadmin.access_admin": dict.fromkeys(
        (Role.ADMINISTRATOR, Role.EDITOR, Role.PUBLISHER), Scope.OWN
    ),
    # Django's own names, asked by Wagtail's screens.
    **dict.fromkeys(
        (
            "accounts.view_user",
            "accounts.add_user",
            "accounts.change_user",
            "units.view_unit",
            "units.add_unit",
            "units.view_organ",
            "units.add_organ",
            "people.view_appointment",
            "people.add_appointment",
            "people.change_appointment",
            "people.view_post",
            "people.add_post",
            "people.change_post",
            "people.view_authority",
            "people.add_authority",
            "people.change_authority",
            "people.view_rank",
            "people.add_rank",
            "people.change_rank",
        ),
        ADMINISTRATION,
    ),
}


def may_lay_down(user: User) -> bool:
    """Return whether the user may write lines of the table of authority."""
    return user.has_perm(LAY_DOWN)
