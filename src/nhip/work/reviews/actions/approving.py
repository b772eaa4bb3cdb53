"""The chief's approval of a review, and what a changed figure asks of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.office.figures.actions import NewRelease, NoFigure, pin, take_in_releases
from nhip.office.figures.choices import Basis
from nhip.office.figures.models import Pin
from nhip.office.figures.registry import CitingText
from nhip.office.notices.actions import notify
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.journal.rules import one_row
from nhip.organisation.people.choices import Role
from nhip.organisation.people.queries import authority, people_with
from nhip.organisation.periods.rules import today

from ..access import check_approve
from ..models import FrozenFigure, Review
from ..queries import ShownFigure, live_figures, shown_figures, state_key
from ..rules import HOLDER, SUBJECT, FiguresMoved, digest_of
from .texts import freeze_text, let_text_follow


@transaction.atomic
def approve_review(review: Review, *, seen: str = "", by: User, at: datetime) -> Review:
    """Approve a review: every line of it is frozen whole as it stands, and what has a value may be cited.

    `seen` names what whoever approves saw (`queries.state_key`). A line without a value is approved as that;
    one whose indicator is gone stays open. Planners and editors are told. Raises AlreadyApproved,
    AlreadyStruck, FiguresMoved, BeyondAuthority or PermissionDenied.
    """
    review = (
        Review.objects.select_for_update(of=("self",))
        .select_related("conference__organ__unit")
        .get(pk=review.pk)
    )
    check_approve(by, review)
    organ = review.conference.organ
    authority.require("decide", SUBJECT, organ.unit_id, organ, today(at))
    with office_words():
        lines = shown_figures(review)
    if seen not in ("", state_key(lines, review.text)):
        raise FiguresMoved(
            _("Figures of this review have moved meanwhile. Look at them again before you approve.")
        )
    _freeze(review, lines, by=by, at=at)
    for line in lines:
        with suppress(NoFigure):
            pin(
                line.reference,
                holder=HOLDER,
                holder_id=review.pk,
                format=line.figure.exact,
                seen=line.resolved.amount if line.resolved else None,
                by=by,
                at=at,
            )
    review.approved_at, review.approved_by = at, by
    review.save(update_fields=["approved_at", "approved_by"])
    said = {"frozen": digest_of([each.digest for each in review.frozen.filter(until=None)])}
    if sealed := freeze_text(review, lines, by=by, at=at):
        said["text"] = sealed
    record("review.approved", about=review, by=by, at=at, unit=organ.unit, said=said)
    _tell(review, at=at)
    return review


def _tell(review: Review, *, at: datetime) -> None:
    unit = review.conference.organ.unit
    with office_words():
        text = _("The figures of “%(review)s” are approved and may be cited.") % {"review": review}
    told = [
        person
        for role in (Role.PLANNER, Role.EDITOR, Role.PUBLISHER)
        for person in people_with(role, unit.pk, today(at))
    ]
    notify(told, text, review.get_absolute_url(), at)


def _freeze(review: Review, lines: Iterable[ShownFigure], *, by: User, at: datetime) -> None:
    """Freeze lines whole as they are, in the place of what was frozen of them, and let out what has a value."""
    rows, out = [], []
    for line in lines:
        if line.resolved is None:
            continue
        now, before = line.resolved, line.before
        row = FrozenFigure(
            **asdict(now),
            review=review,
            key=line.figure.key,
            before_amount=before.amount if before else None,
            before_decimals=before.decimals if before else 0,
            section_number=line.section.number,
            section_title=line.section.title[:200],
            since=at,
            by=by,
        )
        row.digest = digest_of(row.said)
        rows.append(row)
        if now.amount is not None and not now.is_withheld and review.basis == Basis.ACCEPTED:
            out.append(NewRelease(line.reference, now.amount))
    standing = review.frozen.filter(until=None, key__in=[row.key for row in rows])
    standing.update(until=at)
    FrozenFigure.objects.bulk_create(rows)
    with one_row():
        take_in_releases(out, by=by, at=at)


def _described(review: Review) -> CitingText:
    address = review.get_absolute_url()
    title = f"{review.conference}: {review}"
    unit_id = review.conference.organ.unit_id
    return CitingText(title, address, address, unit_id, is_public=False, has_readers=False)


class ApprovedReviews:
    """What `office.figures` asks of the texts it calls "reviews.review"."""

    def describe(self, holder_ids: Collection[int]) -> dict[int, CitingText]:
        """Return what staff are told of reviews."""
        reviews = Review.objects.select_related("conference__organ").in_bulk(holder_ids)
        return {pk: _described(review) for pk, review in reviews.items()}

    def refreshed(self, holder_id: int, by: User, at: datetime) -> None:
        """Freeze anew, whole, the lines the chief took as their sources say them now, and let them out."""
        review = Review.objects.select_related("conference__organ__unit").get(pk=holder_id)
        taken = set(
            Pin.objects.held_by(HOLDER, holder_id)
            .filter(pinned_at=at)
            .values_list("key", flat=True)
        )
        with office_words():
            live = live_figures(review, taken)
        _freeze(review, live, by=by, at=at)
        if review.text:
            let_text_follow(review, by=by, at=at)
