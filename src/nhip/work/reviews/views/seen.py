"""What every page of a conference begins with: what this person sees of it, and its tabs."""

from __future__ import annotations

from django.db.models import Prefetch
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from nhip.office.records.access import allows
from nhip.organisation.accounts.models import User

from ..access import check_correct
from ..models import Conference, Participant, Review


def seen_conference(request: HttpRequest, pk: int) -> Conference:
    """Return a conference with its standing reviews, or the answer of one that is not there."""
    assert isinstance(request.user, User)
    rows = Conference.objects.visible_to(request.user, timezone.localdate())
    standing = Review.objects.filter(struck_at=None).select_related("approved_by")
    with_reviews = rows.prefetch_related(Prefetch("reviews", standing))
    return get_object_or_404(with_reviews.select_related("organ__unit"), pk=pk)


def seen_review(request: HttpRequest, pk: int) -> Review:
    """Return a review, or the answer of one that is not there."""
    assert isinstance(request.user, User)
    rows = Review.objects.visible_to(request.user, timezone.localdate())
    return get_object_or_404(rows.select_related("conference__organ__unit", "approved_by"), pk=pk)


def seen_participant(request: HttpRequest, pk: int) -> Participant:
    """Return somebody on a list, or the answer of nobody."""
    assert isinstance(request.user, User)
    rows = Participant.objects.visible_to(request.user, timezone.localdate())
    return get_object_or_404(rows.select_related("conference__organ__unit"), pk=pk)


def around(user: User, conference: Conference, here: str) -> dict[str, object]:
    """Return what the tabs of a conference show; `here` names the one that is open."""
    return {
        "conference": conference,
        "reviews": list(conference.reviews.all()),
        "coming": conference.participants.standing().count(),
        "here": here,
        "may_prepare": allows(check_correct, user, conference),
    }
