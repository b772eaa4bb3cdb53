"""The words of a review: written, their numbers bound, frozen with the chief's approval."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from nhip.kit.guard.forms import refuse_marked
from nhip.kit.text.language import office_words
from nhip.kit.text.rules import nfc
from nhip.office.figures.actions import NewAnswer, keep_in_step, say_number
from nhip.office.figures.choices import NumberKind
from nhip.office.figures.models import NumberAnswer, Pin
from nhip.office.figures.queries import told_figures
from nhip.office.figures.registry import CitingText
from nhip.office.figures.rules import write
from nhip.office.figures.rules.prose import Passage, SaidNumber, rewritten
from nhip.office.figures.rules.told import kept
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.journal.queries import is_own

from ..access import check_correct_review
from ..models import FrozenText, Review
from ..queries import PASSAGE, ShownFigure, own_lines, read_text, shown_figures
from ..rules import TEXT, TextOvertaken, digest_of


@transaction.atomic
def write_text(
    review: Review, text: str, *, by: User, at: datetime, seen: str | None = None
) -> Review:
    """Write what a review says in words; figures bound to numbers of it stay bound while they are said.

    `seen` is what stood there when whoever writes opened it. Raises TextOvertaken, MarkedText,
    AlreadyApproved, AlreadyStruck or PermissionDenied.
    """
    kept_review = _locked(review)
    check_correct_review(by, kept_review)
    text = _tidy(text)
    refuse_marked(text)
    if text == kept_review.text:
        return kept_review
    if seen is not None and _tidy(seen) != kept_review.text:
        is_mine = is_own(by, review, "review.written")
        raise TextOvertaken(
            _("You wrote this text meanwhile, in another window. Put both together, then keep it.")
            if is_mine
            else _("Somebody else wrote this text meanwhile. Put both together, then keep it.")
        )
    _put(kept_review, text, by=by, at=at)
    _settle(kept_review, by=by, at=at)
    return kept_review


@transaction.atomic
def bind_number(review: Review, new: NewAnswer, *, by: User, at: datetime) -> Review:
    """Say which figure a number in the words of a review is, or that it is none; it is written as that says.

    Any figure the writer may see, released or not. Raises AlreadyApproved, AlreadyStruck, what
    `figures.say_number` raises, or PermissionDenied.
    """
    kept_review = _locked(review)
    check_correct_review(by, kept_review)
    reading = read_text(kept_review, shown_figures(kept_review))
    passage = say_number(TEXT, review.pk, reading, new, by=by, at=at)
    if passage.stored != kept_review.text:
        _put(kept_review, passage.stored, by=by, at=at)
    _settle(kept_review, by=by, at=at)
    return kept_review


def freeze_text(review: Review, lines: Sequence[ShownFigure], *, by: User, at: datetime) -> str:
    """Freeze the words of a review in the place of what was frozen; return the digest, "" where it has none."""
    standing = FrozenText.objects.filter(review=review, until=None)
    if not review.text and not standing.exists():
        return ""
    standing.update(until=at)
    with office_words():
        told = told_figures(read_text(review, lines)).get(PASSAGE, [])
    row = FrozenText(review=review, text=review.text, figures=kept(told), since=at, by=by)
    row.digest = digest_of(row.said)
    row.save()
    return row.digest


def let_text_follow(review: Review, *, by: User, at: datetime) -> None:
    """Write into the words of a review what its figures say since somebody took a change; freeze them anew."""
    lines = shown_figures(review)
    pins = Pin.objects.held_by(TEXT, review.pk).prefetch_related("values").in_bulk()
    says = {line.name: line.written for line in own_lines(review, lines)}
    stood_at: dict[str, list[str]] = {}
    for row in review.frozen.exclude(amount=None):
        stood_at.setdefault(row.key, []).append(write(row.amount or 0, row.decimals))

    def stood(answer: SaidNumber) -> list[str]:
        if answer.kind == NumberKind.LINE:
            return stood_at.get(answer.source, []) if says.get(answer.source) else []
        pin = pins.get(answer.pin or 0)
        return [pin.write(each.amount, answer.format) for each in pin.values.all()] if pin else []

    def now(answer: SaidNumber) -> str:
        if answer.kind == NumberKind.LINE:
            return says[answer.source]
        pin = pins[answer.pin or 0]
        return pin.write(pin.amount, answer.format)

    answers = NumberAnswer.objects.held_by(TEXT, review.pk).said()
    text = rewritten(Passage(PASSAGE, review.text), answers, stood, now)
    if text != review.text:
        _put(review, text, by=by, at=at)
    if review.approved_at:
        freeze_text(review, lines, by=by, at=at)


class ReviewTexts:
    """What `office.figures` asks of the texts it calls "reviews.text"."""

    def describe(self, holder_ids: Collection[int]) -> dict[int, CitingText]:
        """Return what staff are told of the words of reviews."""
        reviews = Review.objects.select_related("conference__organ").in_bulk(holder_ids)
        return {pk: _described(review) for pk, review in reviews.items()}

    @transaction.atomic
    def refreshed(self, holder_id: int, by: User, at: datetime) -> None:
        """Write the values that were taken into the words too."""
        let_text_follow(_locked(Review(pk=holder_id)), by=by, at=at)


def _described(review: Review) -> CitingText:
    page = review.get_absolute_url()
    is_draft = review.approved_at is None
    return CitingText(
        title=_("%(review)s, text") % {"review": f"{review.conference}: {review}"},
        url=page,
        edit_url=reverse("reviews:text", args=[review.pk]) if is_draft else page,
        unit_id=review.conference.organ.unit_id,
        is_public=False,
        has_readers=False,
        is_draft=is_draft,
    )


def _tidy(text: str) -> str:
    return "\n".join(nfc(text).splitlines()).strip()


def _put(review: Review, text: str, *, by: User, at: datetime) -> None:
    said = {"was": review.text, "now": text}
    review.text = text
    review.save(update_fields=["text"])
    unit = review.conference.organ.unit
    record("review.written", about=review, by=by, at=at, unit=unit, said=said)


def _settle(review: Review, *, by: User, at: datetime) -> None:
    reading = read_text(review, shown_figures(review))
    keep_in_step(TEXT, review.pk, {pin.pk for pin in reading.cited}, by=by, at=at)


def _locked(review: Review) -> Review:
    rows = Review.objects.select_for_update(of=("self",))
    return rows.select_related("conference__organ__unit").get(pk=review.pk)
