"""Who may read and keep classes. What a page offers and what an action refuses ask here alike."""

from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role, Scope
from nhip.organisation.units.models import Unit

from .models import Attendance, TrainingClass

KEEP = "training.keep"

TABLE = {
    "training.see": {
        Role.PLANNER: Scope.SUBTREE,
        Role.CHIEF: Scope.SUBTREE,
        Role.EDITOR: Scope.SUBTREE,
        Role.PUBLISHER: Scope.SUBTREE,
        Role.REPORTER: Scope.OWN,
        Role.ADMINISTRATOR: Scope.SUBTREE,
    },
    KEEP: {Role.PLANNER: Scope.SUBTREE},
}


def may_keep(user: User, of: TrainingClass | Unit | None = None) -> bool:
    """Return whether the user may enter classes of a unit, or anywhere, and change what is entered."""
    return user.has_perm(KEEP, of)


def may_change(user: User, held: TrainingClass) -> bool:
    """Return whether the user may correct and strike a class and put people on its roll."""
    return held.struck_at is None and may_keep(user, held)


def may_restore(user: User, held: TrainingClass) -> bool:
    """Return whether the user may let a struck class count again."""
    return held.struck_at is not None and may_keep(user, held)


def may_change_line(user: User, line: Attendance) -> bool:
    """Return whether the user may correct and strike a line of a roll."""
    return line.struck_at is None and may_change(user, line.training_class)


def may_restore_line(user: User, line: Attendance) -> bool:
    """Return whether the user may let a struck line count again."""
    return line.struck_at is not None and may_change(user, line.training_class)
