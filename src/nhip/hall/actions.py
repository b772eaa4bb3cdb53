"""Flows that join the two wings: a review becomes the draft of an article."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.kit.text.rules import write_days
from nhip.office.figures.actions import Refused
from nhip.office.figures.models import Cause, Pin
from nhip.office.figures.queries import key_of, texts_of
from nhip.office.figures.registry import CitingText, asked_of
from nhip.office.notices.actions import notify
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import people_who_may
from nhip.organisation.periods.rules import today
from nhip.portal.news.actions import create_draft
from nhip.portal.news.models import ArticlePage, SectionPage
from nhip.work.reviews.models import Review
from nhip.work.reviews.queries import shown_figures

from .access import DRAFT


class Undecided(Refused):
    """Figures of the review moved after it was approved, and the chief has not decided."""


@transaction.atomic
def draft_article(review: Review, section: SectionPage, *, by: User, at: datetime) -> ArticlePage:
    """Prepare an article from a review: a sentence for each figure meant for it, holding a pin.

    Raises PermissionDenied, Undecided, or what `figures.pin` raises: `NotReleased` until the chief
    approved.
    """
    conference = review.conference
    require(by, DRAFT, conference.organ.unit)
    chosen = [shown for shown in shown_figures(review) if shown.figure.goes_into_article]
    moved = [shown for shown in chosen if shown.approved and not shown.approved.agrees]
    if moved:
        names = ", ".join(shown.label for shown in moved)
        raise Undecided(
            _("Changed after the chief approved them: %(names)s. Decide about these first.")
            % {"names": names}
        )
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


def tell_deciders(pins: Sequence[Pin], *, cause: Cause) -> None:
    """Put one line into the inbox of those who decide about the figures of a text that one event moved.

    A text that is gone asks nobody.
    """
    for text in texts_of(pins):
        whose: dict[User, list[Pin]] = {}
        asked: dict[tuple[str, int], list[Pin]] = {}
        for pin in text.pins:
            asked.setdefault(asked_of(pin.holder, pin.unit_id, text.held), []).append(pin)
        for (verb, unit_id), theirs in asked.items():
            for user in people_who_may(verb, unit_id, today(cause.at)):
                whose.setdefault(user, []).extend(theirs)
        for user, its in whose.items():
            words, link = _said(text.held, its, cause)
            notify([user], words[:300], link, cause.at)


def _said(held: CitingText, pins: Sequence[Pin], cause: Cause) -> tuple[str, str]:
    """Return the line about figures of one text, and the page where they are decided about."""
    first, *others = pins
    with office_words():
        if others:
            text = _("%(n)d figures of “%(title)s” changed: %(cause)s Decide what stays.")
            said = {"n": len(pins), "title": held.title, "cause": cause.words}
            key = key_of(cause.pk, first.holder, first.holder_id)
            return text % said, reverse("figures:decide_changes", args=[key])
        if first.written == first.written_now:
            text = _(
                "%(label)s (%(window)s): what is told beside %(old)s changed. Decide what stays."
            )
        else:
            text = _("%(label)s (%(window)s): %(old)s in the text, %(new)s now. Decide what stays.")
    words = {
        "label": first.called,
        "window": first.window,
        "old": first.written,
        "new": first.written_now,
    }
    return text % words, reverse("figures:decide", args=[first.pk])
