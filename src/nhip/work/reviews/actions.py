"""Every change of reviews."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from nhip.office.documents.rules import office_words
from nhip.office.figures.actions import release
from nhip.office.notices.actions import notify
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.people.choices import Role
from nhip.organisation.people.queries import authority, people_with
from nhip.organisation.periods.rules import today

from .models import Review
from .rules import SUBJECT, AlreadyApproved


@transaction.atomic
def approve_review(review: Review, *, by: User, at: datetime) -> Review:
    """Approve a review: every figure of it may be cited from now on. Planners and editors are told.

    Raises AlreadyApproved, BeyondAuthority or PermissionDenied.
    """
    require(by, "reviews.approve", review.conference.organ)
    review = (
        Review.objects.select_for_update(of=("self",))
        .select_related("conference__organ__unit")
        .get(pk=review.pk)
    )
    if review.approved_at is not None:
        raise AlreadyApproved(_("This review has already been approved."))
    organ = review.conference.organ
    authority.require("decide", SUBJECT, organ.unit_id, organ, today(at))
    for figure in review.figures.all():
        release(review.reference(figure.key), by=by, at=at)
    review.approved_at, review.approved_by = at, by
    review.save(update_fields=["approved_at", "approved_by"])
    unit = organ.unit
    record("review.approved", about=review, by=by, at=at, unit=unit)
    with office_words():
        text = _("The figures of “%(review)s” are approved and may be cited.") % {"review": review}
    link = f"{reverse('reviews:conference', args=[review.conference_id])}?phan={review.number}"
    told = [
        person
        for role in (Role.PLANNER, Role.EDITOR, Role.PUBLISHER)
        for person in people_with(role, unit.pk, today(at))
    ]
    notify(told, text, link, at)
    return review
