"""Who may read and keep the register; pages and actions ask the same questions."""

from datetime import date

from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role, Scope
from nhip.organisation.units.queries import tree

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


def may_correct(user: User, document: Document) -> bool:
    """Return whether the user may correct this paper; a struck one is restored first."""
    return document.struck_at is None and user.has_perm("documents.correct", document.organ)


def may_strike(user: User, document: Document) -> bool:
    """Return whether the user may strike this paper."""
    return document.struck_at is None and user.has_perm("documents.strike", document.organ)


def may_restore(user: User, document: Document) -> bool:
    """Return whether the user may let this struck paper count again."""
    return document.struck_at is not None and user.has_perm("documents.restore", document.organ)


def may_name_kinds(user: User, on: date) -> bool:
    """Return whether the user may add kinds of paper: somebody of the unit on top."""
    standing = tree(on)
    return len(standing) > 0 and user.has_perm(NAME_KINDS, standing.root)
