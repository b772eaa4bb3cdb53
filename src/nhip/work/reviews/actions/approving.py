"""The chief's approval of a review, and what a changed figure asks of it."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.office.figures.actions import NoFigure, NotAccepted, Withheld, pin, release
from nhip.office.figures.models import Pin
from nhip.office.figures.registry import CitingText
from nhip.office.notices.actions import notify
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.people.choices import Role
from nhip.organisation.people.queries import authority, people_with
from nhip.organisation.periods.rules import today

from ..access import check_approve
from ..models import Review
from ..rules import HOLDER, SUBJECT


@transaction.atomic
def approve_review(review: Review, *, by: User, at: datetime) -> Review:
    """Approve a review: every figure of it is held at its value of this moment, and may be cited.

    What has no value yet, or is withheld, stays open. Planners and editors are told. Raises
    AlreadyApproved, AlreadyStruck, BeyondAuthority or PermissionDenied.
    """
    review = (
        Review.objects.select_for_update(of=("self",))
        .select_related("conference__organ__unit")
        .get(pk=review.pk)
    )
    check_approve(by, review)
    organ = review.conference.organ
    authority.require("decide", SUBJECT, organ.unit_id, organ, today(at))
    for figure in review.figures.all():
        ref = review.reference(figure.key)
        with suppress(NoFigure, NotAccepted, Withheld):
            release(ref, by=by, at=at)
        with suppress(NoFigure, Withheld):
            pin(ref, holder=HOLDER, holder_id=review.pk, format=figure.exact, by=by, at=at)
    review.approved_at, review.approved_by = at, by
    review.save(update_fields=["approved_at", "approved_by"])
    unit = organ.unit
    record("review.approved", about=review, by=by, at=at, unit=unit)
    with office_words():
        text = _("The figures of “%(review)s” are approved and may be cited.") % {"review": review}
    link = review.get_absolute_url()
    told = [
        person
        for role in (Role.PLANNER, Role.EDITOR, Role.PUBLISHER)
        for person in people_with(role, unit.pk, today(at))
    ]
    notify(told, text, link, at)
    return review


class ApprovedReviews:
    """What `office.figures` asks of the texts it calls "reviews.review"."""

    def describe(self, holder_id: int) -> CitingText:
        """Return what staff are told of a review. Raises Review.DoesNotExist."""
        review = Review.objects.select_related("conference__organ").get(pk=holder_id)
        address = review.get_absolute_url()
        title = f"{review.conference}: {review}"
        unit_id = review.conference.organ.unit_id
        return CitingText(title, address, address, unit_id, is_public=False, has_readers=False)

    def refreshed(self, holder_id: int, by: User, at: datetime) -> None:
        """Let out what the chief took: a review says what may be cited. The page shows the pins themselves."""
        for each in Pin.objects.held_by(HOLDER, holder_id).filter(pinned_at=at):
            with suppress(NoFigure, NotAccepted, Withheld):
                release(each.reference, by=by, at=at)
