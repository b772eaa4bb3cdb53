"""Who may read and keep certificates."""

from __future__ import annotations

from django.utils.translation import gettext as _

from nhip.office.documents.choices import CountedKind
from nhip.office.documents.models import Document
from nhip.office.records.rules import refuse_standing, refuse_struck
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role, Scope

from .models import Certificate
from .rules import NoDecision

KEEP = "commendations.keep"
TABLE = {
    "commendations.see": {
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


def may_award(user: User) -> bool:
    """Return whether the user may enter lines of decisions, of whichever organ."""
    return user.has_perm(KEEP)


def check_award(by: User, decision: Document) -> None:
    """Ask whether this person may enter lines of this paper. Raises NoDecision or PermissionDenied."""
    require(by, KEEP, decision.organ)
    if decision.kind != CountedKind.DECISION or decision.is_struck:
        raise NoDecision(_("Certificates are given by a decision that stands in the register."))


def check_correct(by: User, certificate: Certificate) -> None:
    """Ask whether a line may be corrected. Raises AlreadyStruck, NoDecision or PermissionDenied."""
    check_award(by, certificate.decision)
    check_strike(by, certificate)


def check_strike(by: User, certificate: Certificate) -> None:
    """Ask whether a line may be struck. Raises AlreadyStruck or PermissionDenied."""
    require(by, KEEP, certificate.decision.organ)
    refuse_struck(certificate.is_struck)


def check_restore(by: User, certificate: Certificate) -> None:
    """Ask whether a line may be restored. Raises NotStruck, NoDecision or PermissionDenied."""
    check_award(by, certificate.decision)
    refuse_standing(certificate.is_struck)
