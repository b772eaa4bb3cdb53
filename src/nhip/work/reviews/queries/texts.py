"""The words of a review: read with the figures they cite, shown as they stand or as they were approved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from nhip.office.figures.queries import (
    DrawnWords,
    OwnLine,
    Reading,
    drawn,
    offered,
    read,
    released_in_reach,
    told_figures,
)
from nhip.office.figures.registry import Offer
from nhip.office.figures.rules.prose import Passage
from nhip.office.figures.rules.told import read_kept

from ..models import FrozenText, Review
from ..rules import TEXT, is_compared
from .figures import ShownFigure, back

PASSAGE = "text"


def own_lines(review: Review, shown: Iterable[ShownFigure]) -> list[OwnLine]:
    """Return the lines of a review as its words may cite them."""
    page = review.get_absolute_url()
    return [
        OwnLine(
            each.figure.key,
            Offer(each.reference, each.label, review.window, each.resolved),
            f"{page}&so={each.figure.key}",
        )
        for each in shown
        if each.resolved
    ]


def read_text(review: Review, shown: Iterable[ShownFigure]) -> Reading:
    """Read the words of a review with the figures they cite; `shown` are its lines."""
    passage = Passage(PASSAGE, review.text, label=_("Text"))
    return read(TEXT, review.pk, [passage], own_lines(review, shown))


def reach_of(review: Review, shown: Sequence[ShownFigure], on: date) -> Callable[[], list[Offer]]:
    """Return what finds the figures that words of a review may cite beside its own lines."""

    def find() -> list[Offer]:
        refs = [each.reference for each in shown]
        earlier = (
            [back(ref, 12) for ref in refs] if is_compared(review.start_on, review.end_on) else []
        )
        own = {line.reference for line in shown}
        released = released_in_reach(review.conference.organ.unit_id, on)
        return [*offered(earlier), *(each for each in released if each.ref not in own)]

    return find


def shown_text(
    review: Review, shown: Sequence[ShownFigure], *, sees_handed_in: bool = True
) -> DrawnWords:
    """Return the words of a review as staff see them: as approved, or as they stand while nobody has."""
    kept = frozen_text(review) if review.approved_at else None
    text = kept.text if kept else review.text
    if not text:
        return DrawnWords("")
    told = {PASSAGE: read_kept(kept.figures)} if kept else told_figures(read_text(review, shown))
    urls = {line.name: line.url for line in own_lines(review, shown)}
    return drawn({PASSAGE: text}, told, urls, sees_handed_in=sees_handed_in)[PASSAGE]


def frozen_text(review: Review) -> FrozenText | None:
    """Return the words of a review as they were approved last; None where it had none."""
    return FrozenText.objects.filter(review=review, until=None).first()
