"""Flows that join the two wings: a review becomes the draft of an article."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.html import escape
from django.utils.translation import gettext as _

from nhip.kit.text.rules import write_days
from nhip.office.figures.actions import pin
from nhip.office.figures.registry import Reference
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.portal.news.actions import HOLDER, create_draft, write_body
from nhip.portal.news.models import ArticlePage, SectionPage
from nhip.portal.news.rules import pin_markup
from nhip.work.reviews.models import Review


@transaction.atomic
def draft_article(review: Review, section: SectionPage, *, by: User, at: datetime) -> ArticlePage:
    """Prepare an article from a review: one sentence a figure, each holding a pin.

    Raises PermissionDenied; `figures.NotReleased` while the chief has not approved the review.
    """
    require(by, "hall.draft_article", review.conference.organ.unit)
    conference = review.conference
    page = create_draft(
        section,
        title=f"{conference.title}: {review.title}",
        kicker=conference.title,
        lead=_("%(title)s looks back on %(window)s.")
        % {"title": conference.title, "window": write_days(review.start_on, review.end_on)},
        body=[],
        sources="",
        by=by,
        at=at,
    )
    sentences = []
    for figure in review.figures.filter(goes_into_article=True):
        ref = Reference(
            figure.key, conference.organ.unit_id, review.start_on, review.end_on, review.basis
        )
        held = pin(ref, holder=HOLDER, holder_id=page.pk, format=figure.format, by=by, at=at)
        sentences.append(f"<p>{escape(held.label)}: {pin_markup(held)} {escape(held.measure)}.</p>")
    write_body(page, [("heading", review.title), ("paragraph", "".join(sentences))], by=by, at=at)
    return page
