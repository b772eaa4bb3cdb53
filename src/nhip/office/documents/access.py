"""Who may read and keep the register; pages and actions ask the same questions."""

from nhip.office.records.rules import refuse_standing, refuse_struck
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role, Scope

from .models import Document

NAME_KINDS = "documents.name_kinds"

TABLE = {
    "documents.see": {
        Role.ADMINISTRATOR: Scope.SUBTREE,
        Role.PLANNER: Scope.SUBTREE,
        Role.CHIEF: Scope.SUBTREE,
        Role.EDITOR: Scope.SUBTREE,
        Role.PUBLISHER: Scope.SUBTREE,
        Role.REPORTER: Scope.OWN,
        Role.INSPECTOR: Scope.SUBTREE,
    },
    "documents.register": {Role.PLANNER: Scope.SUBTREE},
    "documents.correct": {Role.PLANNER: Scope.SUBTREE},
    "documents.strike": {Role.PLANNER: Scope.SUBTREE},
    "documents.restore": {Role.PLANNER: Scope.SUBTREE},
    # The kinds are those of the whole organisation: whoever names them is of the root.
    NAME_KINDS: {Role.PLANNER: Scope.OWN, Role.ADMINISTRATOR: Scope.OWN},
}


def may_register(user: User) -> bool:
    """Return whether the user may enter papers, of whichever organ."""
    return user.has_perm("documents.register")


def check_correct(by: User, document: Document) -> None:
    """Ask whether a paper and its files may be changed. Raises AlreadyStruck or PermissionDenied."""
    require(by, "documents.correct", document.organ)
    refuse_struck(document.is_struck)


def check_strike(by: User, document: Document) -> None:
    """Ask whether a paper may be struck. Raises AlreadyStruck or PermissionDenied."""
    require(by, "documents.strike", document.organ)
    refuse_struck(document.is_struck)


def check_restore(by: User, document: Document) -> None:
    """Ask whether a struck paper may count again. Raises NotStruck or PermissionDenied."""
    require(by, "documents.restore", document.organ)
    refuse_standing(document.is_struck)
