"""Who may read reviews, who prepares them, and who approves their figures."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from nhip.office.records.rules import refuse_standing, refuse_struck
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role, Scope
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.units.models import Organ

from .models import Conference, Participant, Review
from .rules import refuse_approved

KEEP = "reviews.keep"

TABLE = {
    "reviews.see": {
        Role.PLANNER: Scope.SUBTREE,
        Role.CHIEF: Scope.SUBTREE,
        Role.EDITOR: Scope.SUBTREE,
        Role.PUBLISHER: Scope.SUBTREE,
        Role.ADMINISTRATOR: Scope.SUBTREE,
        Role.INSPECTOR: Scope.SUBTREE,
    },
    KEEP: {Role.PLANNER: Scope.SUBTREE},
    "reviews.approve": {Role.CHIEF: Scope.OWN},
}


def may_hold(user: User) -> bool:
    """Return whether the user may enter conferences, of whichever organ."""
    return user.has_perm(KEEP)


def check_hold(by: User, organ: Organ) -> None:
    """Ask whether this person may enter a conference of this organ. Raises PermissionDenied."""
    require(by, KEEP, organ)


def check_correct(by: User, conference: Conference) -> None:
    """Ask whether a conference may be corrected, or get reviews and people. Raises AlreadyStruck besides."""
    require(by, KEEP, conference.organ)
    refuse_struck(conference.is_struck)


def check_strike(by: User, conference: Conference) -> None:
    """Ask whether a conference may be struck. Raises AlreadyApproved once one of its reviews is."""
    check_correct(by, conference)
    for review in conference.reviews.all():
        refuse_approved(review.approved_at)


def check_restore(by: User, conference: Conference) -> None:
    """Ask whether a struck conference may be restored. Raises NotStruck or PermissionDenied."""
    require(by, KEEP, conference.organ)
    refuse_standing(conference.is_struck)


def check_correct_review(by: User, review: Review) -> None:
    """Ask whether a review may be corrected, struck, or given other figures.

    Raises AlreadyStruck, AlreadyApproved or PermissionDenied.
    """
    check_correct(by, review.conference)
    refuse_struck(review.is_struck)
    refuse_approved(review.approved_at)


def check_restore_review(by: User, review: Review) -> None:
    """Ask whether a struck review may be restored. Raises NotStruck, AlreadyStruck or PermissionDenied."""
    check_correct(by, review.conference)
    refuse_standing(review.is_struck)


def check_approve(by: User, review: Review) -> None:
    """Ask whether a review may be approved by this person, the table of authority aside.

    Raises AlreadyStruck, AlreadyApproved or PermissionDenied.
    """
    require(by, "reviews.approve", review.conference.organ)
    refuse_struck(review.conference.is_struck or review.is_struck)
    refuse_approved(review.approved_at)


def texts_decided_by(user: User) -> QuerySet[Review]:
    """Return the reviews whose words this person decides about: who writes them, then who approved them."""
    unit = "conference__organ__unit__in"
    writing = Q(approved_at=None, **{unit: unit_ids(user, KEEP)})
    approved = Q(approved_at__isnull=False, **{unit: unit_ids(user, "reviews.approve")})
    return Review.objects.filter(writing | approved)


def check_correct_participant(by: User, participant: Participant) -> None:
    """Ask whether a line of the list of people may be corrected or struck."""
    check_correct(by, participant.conference)
    refuse_struck(participant.is_struck)


def check_restore_participant(by: User, participant: Participant) -> None:
    """Ask whether a struck line of the list of people may be restored."""
    check_correct(by, participant.conference)
    refuse_standing(participant.is_struck)
