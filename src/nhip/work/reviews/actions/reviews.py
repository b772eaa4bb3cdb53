"""What a conference looks back on: reviews added, corrected, struck, and the figures they ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from nhip.office.figures.choices import Basis
from nhip.office.records.actions import check_fields, correct_record, restore_record, strike_record
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record, record_all
from nhip.organisation.journal.rules import one_row, row
from nhip.organisation.periods.rules import Span
from nhip.work.indicators.models import Indicator

from ..access import check_correct, check_correct_review, check_restore_review
from ..models import Conference, Review, ReviewFigure
from ..rules import FigureAsked, refuse_backwards, refuse_double


@dataclass(frozen=True)
class LooksBack:
    """One review to be added to a conference."""

    conference: Conference
    title: str
    window: Span
    basis: str = Basis.ACCEPTED
    by: User | None = None
    at: datetime | None = None


def add_review(
    conference: Conference,
    *,
    title: str,
    window: Span,
    basis: str = Basis.ACCEPTED,
    by: User,
    at: datetime,
) -> Review:
    """Let a conference look back on a window; the review takes the next number.

    Raises WindowBackwards, AlreadyStruck or PermissionDenied.
    """
    new = LooksBack(conference, title, window, basis)
    with one_row():
        return take_in_reviews([new], by=by, at=at)[0]


@transaction.atomic
def take_in_reviews(rows: Sequence[LooksBack], *, by: User, at: datetime) -> list[Review]:
    """Add many reviews, or none; numbers of struck ones stay taken.

    Raises WrongRow, whose reason is what the single verb raises.
    """
    wanted = Conference.objects.filter(pk__in={new.conference.pk for new in rows})
    locked = wanted.select_for_update(of=("self",)).select_related("organ__unit").order_by("pk")
    conferences = {each.pk: each for each in locked}
    counted = Review.objects.filter(conference__in=conferences).order_by().values("conference")
    numbers = Counter(dict(counted.annotate(last=Max("number")).values_list("conference", "last")))
    made = []
    for place, new in enumerate(rows):
        conference = conferences[new.conference.pk]
        with row(place):
            check_correct(new.by or by, conference)
            refuse_backwards(new.window.start_on, new.window.end_on)
            numbers[conference.pk] += 1
            line = Review(
                conference=conference,
                number=numbers[conference.pk],
                title=new.title,
                start_on=new.window.start_on,
                end_on=new.window.end_on,
                basis=new.basis,
            )
            check_fields(line)
        made.append(line)
    Review.objects.bulk_create(made)
    record_all(
        Act("review.added", each, new.by or by, new.at or at, each.conference.organ.unit)
        for each, new in zip(made, rows, strict=True)
    )
    return made


@transaction.atomic
def correct_review(
    review: Review, fields: Mapping[str, Any], *, reason: str, by: User, at: datetime
) -> Review:
    """Write a review otherwise than it was added, as long as nobody has approved it.

    `fields` are the model's. Raises AlreadyApproved, AlreadyStruck, WindowBackwards, NoReason,
    NothingChanged or PermissionDenied.
    """
    kept = _locked(review)
    check_correct_review(by, kept)
    refuse_backwards(fields.get("start_on", kept.start_on), fields.get("end_on", kept.end_on))
    unit = kept.conference.organ.unit
    correct_record(kept, "review.corrected", fields, unit=unit, reason=reason, by=by, at=at)
    return kept


@transaction.atomic
def set_figures(review: Review, asked: Sequence[FigureAsked], *, by: User, at: datetime) -> Review:
    """Let a review ask for exactly these figures, in this order.

    Raises UnknownFigure, AlreadyApproved, AlreadyStruck or PermissionDenied.
    """
    review = _locked(review)
    check_correct_review(by, review)
    keys = [each.key for each in asked]
    known = Indicator.objects.filter(key__in=keys).values_list("key", flat=True)
    refuse_double(keys, set(known))
    figures = [
        ReviewFigure(review=review, sort_order=place, **asdict(each))
        for place, each in enumerate(asked)
    ]
    for figure in figures:
        check_fields(figure)
    review.figures.all().delete()
    ReviewFigure.objects.bulk_create(figures)
    said = {"figures": [asdict(each) for each in asked]}
    unit = review.conference.organ.unit
    record("review.figures_set", about=review, by=by, at=at, unit=unit, said=said)
    return review


@transaction.atomic
def strike_review(review: Review, *, reason: str, by: User, at: datetime) -> Review:
    """Strike a review nobody has approved; its number stays taken.

    Raises AlreadyApproved, AlreadyStruck, NoReason or PermissionDenied.
    """
    kept = _locked(review)
    check_correct_review(by, kept)
    unit = kept.conference.organ.unit
    strike_record(kept, "review.struck", unit=unit, reason=reason, by=by, at=at)
    return kept


@transaction.atomic
def restore_review(review: Review, *, reason: str, by: User, at: datetime) -> Review:
    """Take a strike back.

    Raises NotStruck, AlreadyStruck (its conference), NoReason or PermissionDenied.
    """
    kept = _locked(review)
    check_restore_review(by, kept)
    unit = kept.conference.organ.unit
    restore_record(kept, "review.restored", unit=unit, reason=reason, by=by, at=at)
    return kept


def _locked(review: Review) -> Review:
    rows = Review.objects.select_for_update(of=("self",))
    return rows.select_related("conference__organ__unit").get(pk=review.pk)
