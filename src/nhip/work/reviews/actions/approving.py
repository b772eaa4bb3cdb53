"""The chief's approval of a review, and what a changed figure asks of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.office.figures.actions import (
    TOO_LARGE,
    NewPin,
    NewRelease,
    NoFigure,
    take_in_pins,
    take_in_releases,
)
from nhip.office.figures.choices import Basis, Format
from nhip.office.figures.models import Pin
from nhip.office.figures.registry import CitingText, Reference
from nhip.office.figures.rules import can_be_kept
from nhip.office.notices.actions import notify
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record_all
from nhip.organisation.journal.rules import one_row, row
from nhip.organisation.people.choices import Role
from nhip.organisation.people.queries import authority, people_with
from nhip.organisation.periods.rules import today

from ..access import check_approve
from ..models import RESOLVED, FrozenFigure, Review
from ..queries import OutlineHeading, ShownFigure, back, live_figures, shown_figures, state_key
from ..rules import HOLDER, SUBJECT, FiguresMoved, digest_of
from .texts import freeze_text, let_text_follow


@dataclass(frozen=True)
class Approval:
    """One review to be approved; `seen` names what whoever approves saw (`queries.state_key`)."""

    review: Review
    seen: str = ""
    by: User | None = None
    at: datetime | None = None


def approve_review(review: Review, *, seen: str = "", by: User, at: datetime) -> Review:
    """Approve a review: every line of it is frozen whole as it stands, and what has a value may be cited.

    A line without a value is approved as that; one whose indicator is gone stays open. What is frozen of a
    line, the year before too, is watched from now on. Planners and editors are told. Raises AlreadyApproved,
    AlreadyStruck, FiguresMoved, BeyondAuthority or PermissionDenied.
    """
    with one_row():
        return take_in_approvals([Approval(review, seen)], by=by, at=at)[0]


@transaction.atomic
def take_in_approvals(rows: Sequence[Approval], *, by: User, at: datetime) -> list[Review]:
    """Approve many reviews, or none. Raises WrongRow, whose reason is what the single verb raises."""
    wanted = Review.objects.filter(pk__in={new.review.pk for new in rows})
    locked = wanted.select_for_update(of=("self",)).select_related("conference__organ__unit")
    reviews = {each.pk: each for each in locked.order_by("pk")}
    approved: list[Review] = []
    shown: list[list[ShownFigure]] = []
    frozen: list[list[FrozenLine]] = []
    for place, new in enumerate(rows):
        review, who, when = reviews[new.review.pk], new.by or by, new.at or at
        with row(place):
            lines = _approvable(review, new.seen, by=who, at=when)
        review.approved_at, review.approved_by = when, who
        approved.append(review)
        shown.append(lines)
        frozen.append([_frozen(review, line, by=who, at=when) for line in lines if line.resolved])
    _freeze([line for lines in frozen for line in lines], by=by, at=at)
    with one_row():
        take_in_pins(
            [new for lines in frozen for each in lines for new in _watched(each)], by=by, at=at
        )
    Review.objects.bulk_update(approved, ["approved_at", "approved_by"])
    acts = [
        _act(review, lines, its, by=new.by or by, at=new.at or at)
        for review, lines, its, new in zip(approved, shown, frozen, rows, strict=True)
    ]
    record_all(acts)
    for review, new in zip(approved, rows, strict=True):
        _tell(review, at=new.at or at)
    return approved


def _act(
    review: Review,
    lines: Sequence[ShownFigure],
    frozen: Iterable[FrozenLine],
    *,
    by: User,
    at: datetime,
) -> Act:
    """Freeze the words of an approved review too; return what the journal says of it."""
    digests = [each.row.digest for each in sorted(frozen, key=lambda each: each.row.key)]
    said = {"frozen": digest_of(digests)}
    if sealed := freeze_text(review, lines, by=by, at=at):
        said["text"] = sealed
    return Act("review.approved", review, by, at, review.conference.organ.unit, said)


def _approvable(review: Review, seen: str, *, by: User, at: datetime) -> list[ShownFigure]:
    """Return the lines of a review as they are to be frozen. Raises what `approve_review` says."""
    check_approve(by, review)
    organ = review.conference.organ
    authority.require("decide", SUBJECT, organ.unit_id, organ, today(at))
    with office_words():
        lines = shown_figures(review)
    if seen not in ("", state_key(lines, review.text)):
        raise FiguresMoved(
            _("Figures of this review have moved meanwhile. Look at them again before you approve.")
        )
    for line in lines:
        for said in (line.resolved, line.before):
            if said and not can_be_kept(said.amount):
                raise NoFigure(f"{line.label}: {TOO_LARGE}")
    return lines


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


@dataclass(frozen=True)
class FrozenLine:
    """A line of a review and the row it is frozen as; whether its value is let out with that."""

    line: ShownFigure
    row: FrozenFigure
    is_let_out: bool = True


def _frozen(
    review: Review, line: ShownFigure, *, by: User, at: datetime, is_let_out: bool = True
) -> FrozenLine:
    assert line.resolved
    before = line.before
    row = FrozenFigure(
        **{name: getattr(line.resolved, name) for name in RESOLVED},
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
    return FrozenLine(line, row, is_let_out)


def _freeze(lines: Sequence[FrozenLine], *, by: User, at: datetime) -> None:
    """Freeze lines whole as they are, in the place of what was frozen of them, and let out what has a value."""
    rows = {(each.row.review_id, each.row.key): each.row for each in lines}
    standing = FrozenFigure.objects.filter(until=None, review__in={pk for pk, _key in rows})
    over = [each for each in standing if (each.review_id, each.key) in rows]
    for each in over:
        each.until = rows[each.review_id, each.key].since
    FrozenFigure.objects.bulk_update(over, ["until"])
    FrozenFigure.objects.bulk_create(rows.values())
    out = [
        NewRelease(each.line.reference, row.amount, row.by, row.since)
        for each in lines
        if each.is_let_out and (row := each.row).amount is not None and not row.is_withheld
        if row.review.basis == Basis.ACCEPTED
    ]
    with one_row():
        take_in_releases(out, by=by, at=at)


def _watched(each: FrozenLine) -> Iterator[NewPin]:
    """Return what watches a frozen line: its value, or that there is none, and the year before beside it."""
    row, line = each.row, each.line
    value = NewPin(
        line.reference,
        HOLDER,
        row.review_id,
        line.figure.exact,
        row.amount,
        may_be_empty=True,
        by=row.by,
        at=row.since,
    )
    yield value
    if line.before:
        before = back(line.reference, 12)
        yield replace(
            value, ref=before, format=Format.PLAIN, seen=row.before_amount, amount_alone=True
        )


class ApprovedReviews:
    """What `office.figures` asks of the texts it calls "reviews.review"."""

    def describe(self, holder_ids: Collection[int]) -> dict[int, CitingText]:
        """Return what staff are told of reviews."""
        reviews = Review.objects.select_related("conference__organ").in_bulk(holder_ids)
        return {pk: _described(review) for pk, review in reviews.items()}

    def refreshed(self, holder_id: int, by: User, at: datetime) -> None:
        """Freeze anew, whole, the lines of which the chief took something, and let taken values out.

        What was not taken of a line, its value or the year before, stays as it is frozen.
        """
        review = Review.objects.select_related("conference__organ__unit").get(pk=holder_id)
        pins = Pin.objects.held_by(HOLDER, holder_id).filter(pinned_at=at)
        taken = {pin.reference for pin in pins}
        keys = {ref.key for ref in taken}
        kept = {each.key: each for each in review.frozen.filter(until=None, key__in=keys)}
        with office_words():
            live = live_figures(review, keys)
        lines = []
        for line in live:
            has_value = line.reference in taken or line.figure.key not in kept
            if frozen := kept.get(line.figure.key):
                line = _with_kept(line, frozen, taken)
            lines.append(_frozen(review, line, by=by, at=at, is_let_out=has_value))
        _freeze(lines, by=by, at=at)
        if review.text:
            let_text_follow(review, by=by, at=at)


def _described(review: Review) -> CitingText:
    address = review.get_absolute_url()
    title = f"{review.conference}: {review}"
    unit_id = review.conference.organ.unit_id
    return CitingText(title, address, address, unit_id, is_public=False, has_readers=False)


def _with_kept(line: ShownFigure, kept: FrozenFigure, taken: Collection[Reference]) -> ShownFigure:
    """Return a line as its source says it now, but for what of it was not taken."""
    if line.reference not in taken:
        section = OutlineHeading(kept.section_number, kept.section_title)
        line = replace(line, resolved=kept.resolved, section=section)
    if back(line.reference, 12) not in taken:
        line = replace(line, before=kept.before)
    return line
