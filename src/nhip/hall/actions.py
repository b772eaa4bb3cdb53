"""Flows that join the two wings: a review becomes the draft of an article."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.html import format_html
from django.utils.translation import gettext as _

from nhip.kit.text.rules import write_days
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.portal.news.actions import create_draft
from nhip.portal.news.models import ArticlePage, SectionPage
from nhip.work.reviews.models import Review
from nhip.work.reviews.queries import standing


@transaction.atomic
def draft_article(review: Review, section: SectionPage, *, by: User, at: datetime) -> ArticlePage:
    """Prepare an article from a review: a sentence for each figure meant for it, holding a pin.

    Raises PermissionDenied, or what `figures.pin` raises: `NotReleased` until the chief approved.
    """
    conference = review.conference
    require(by, "hall.draft_article", conference.organ.unit)
    chosen = [shown for shown in standing(review) if shown.figure.goes_into_article]
    sentences = [
        format_html(
            "<p>{}: {{{}}} {}.</p>", shown.resolved.label, shown.figure.key, shown.resolved.measure
        )
        for shown in chosen
        if shown.resolved
    ]
    return create_draft(
        section,
        title=f"{conference.title}: {review.title}"[:250],
        kicker=conference.title[:120],
        lead=_("%(conference)s looks back on %(window)s.")
        % {"conference": conference.title, "window": write_days(review.start_on, review.end_on)},
        body=[("heading", review.title[:160]), ("paragraph", "".join(sentences))],
        figures={shown.figure.key: (shown.reference, shown.figure.format) for shown in chosen},
        is_sample=conference.is_sample,
        by=by,
        at=at,
    )
