"""Who may read and keep classes. What a page offers and what an action refuses ask here alike."""

from functools import partial

from django.utils.translation import gettext as _

from nhip.office.records import access as records
from nhip.office.records.rules import refuse_standing, refuse_struck
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role, Scope
from nhip.organisation.units.models import Unit

from .models import Attendance, TrainingClass
from .rules import ClassStruck

KEEP = "training.keep"

TABLE = {
    "training.see": {
        Role.PLANNER: Scope.SUBTREE,
        Role.CHIEF: Scope.SUBTREE,
        Role.EDITOR: Scope.SUBTREE,
        Role.PUBLISHER: Scope.SUBTREE,
        Role.REPORTER: Scope.OWN,
        Role.ADMINISTRATOR: Scope.SUBTREE,
        Role.INSPECTOR: Scope.SUBTREE,
    },
    KEEP: {Role.PLANNER: Scope.SUBTREE},
}


def may_keep(user: User, of: TrainingClass | Unit | None = None) -> bool:
    """Return whether the user may enter classes of a unit, or anywhere, and change what is entered."""
    return user.has_perm(KEEP, of)


check_change = partial(records.check_change, right=KEEP)
check_restore = partial(records.check_restore, right=KEEP)


def check_roll(by: User, held: TrainingClass) -> None:
    """Ask whether the roll of a class may be changed. Raises ClassStruck or PermissionDenied."""
    require(by, KEEP, held)
    if held.is_struck:
        raise ClassStruck(_("Class %(code)s has been struck.") % {"code": held.code})


def check_change_line(by: User, line: Attendance) -> None:
    """Ask whether a line of a roll may be corrected or struck.

    Raises AlreadyStruck, ClassStruck or PermissionDenied.
    """
    check_roll(by, line.training_class)
    refuse_struck(line.is_struck)


def check_restore_line(by: User, line: Attendance) -> None:
    """Ask whether a struck line may count again. Raises NotStruck, ClassStruck or PermissionDenied."""
    check_roll(by, line.training_class)
    refuse_standing(line.is_struck)
