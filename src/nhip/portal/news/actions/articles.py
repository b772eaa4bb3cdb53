"""Every change of articles: drafted, figures bound, published."""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from datetime import datetime
from typing import Any

from django.db import transaction

from nhip.office.figures.actions import NewAnswer, answer_number, pin, take_in_answers
from nhip.office.figures.models import NumberAnswer, Pin
from nhip.office.figures.queries import read
from nhip.office.figures.registry import Reference
from nhip.office.figures.rules.prose import cite, fill_places
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.journal.rules import one_row, row

from ..models import HOLDER, ArticlePage, SectionPage
from ..queries import Filed
from ..rules import stored_words
from .intake import Body, Figures, NewArticle, begun, is_plain, write_plain
from .publishing import publish_article


@transaction.atomic
def take_in_articles(rows: Iterable[NewArticle], *, by: User, at: datetime) -> list[ArticlePage]:
    """Write articles, and publish those that say by whom, all of them or none.

    Those without figures and answers are written table by table (`intake`), the others one by one. Raises
    WrongRow, whose reason is NotReady, MarkedText, what `figures.pin` raises, or PermissionDenied.
    """
    rows = list(rows)
    plain = {index: new for index, new in enumerate(rows) if is_plain(new)}
    made = write_plain(plain, by=by, at=at)
    for index, new in enumerate(rows):
        if index in made:
            continue
        with row(index):
            require(by, "news.draft")
            written_at = new.at or at
            page = _write(new, by=by, at=written_at)
            if new.published_by:
                page = publish_article(
                    page,
                    is_open_seen=new.is_open_seen,
                    is_partial_seen=new.is_partial_seen,
                    by=new.published_by,
                    at=written_at,
                )
            made[index] = page
    return [made[index] for index in range(len(rows))]


@transaction.atomic
def create_draft(
    section: SectionPage,
    *,
    title: str,
    lead: str,
    body: Body,
    kicker: str = "",
    sources: str = "",
    byline: str = "",
    filed: Filed | None = None,
    also_in: Sequence[SectionPage] = (),
    figures: Figures | None = None,
    shown_at: datetime | None = None,
    is_sample: bool = False,
    by: User,
    at: datetime,
) -> ArticlePage:
    """Write an article nobody but editors sees yet; what is given is told at `NewArticle`.

    Raises MarkedText, what `figures.pin` raises, or PermissionDenied.
    """
    new = NewArticle(
        section,
        title,
        lead,
        body,
        kicker=kicker,
        sources=sources,
        byline=byline,
        filed=filed or {},
        also_in=also_in,
        figures=figures or {},
        shown_at=shown_at,
        is_sample=is_sample,
    )
    with one_row():
        return take_in_articles([new], by=by, at=at)[0]


def _write(new: NewArticle, *, by: User, at: datetime) -> ArticlePage:
    page = begun(new, _filled(new.body, {}), by=by)
    new.section.add_child(instance=page)
    if new.figures:
        written = {
            name: _bound(page, ref, format, by=by, at=at)
            for name, (ref, format) in new.figures.items()
        }
        page.body = _filled(new.body, written)
        page.save()
    page.save_revision(user=by, log_action=True)
    _answer(page, new.numbers, by=by, at=at)
    record("article.drafted", about=page, by=by, at=at, said={"title": new.title})
    return page


def _answer(page: ArticlePage, numbers: Mapping[str, str], *, by: User, at: datetime) -> None:
    if not numbers:
        return
    spots = [
        each.spot for each in read(HOLDER, page.pk, page.passages()).open if not each.spot.place
    ]
    answers = [
        NewAnswer(*spot.key, spot.number.words, source=numbers[spot.number.words])
        for spot in spots
        if spot.number.words in numbers
    ]
    take_in_answers(HOLDER, page.pk, answers, by=by, at=at)


def _bound(page: ArticlePage, ref: Reference, format: str, *, by: User, at: datetime) -> str:
    bound = pin(ref, holder=HOLDER, holder_id=page.pk, format=format, by=by, at=at)
    format = format if format != bound.format else ""
    return cite(bound.pk, bound.write(bound.amount, format), format)


def _filled(body: Body, written: dict[str, str]) -> Any:
    """Return a text with its figures in their places, once they are bound."""
    return [(kind, _filled_part(kind, value, written)) for kind, value in body]


def _filled_part(kind: str, value: Any, written: dict[str, str]) -> Any:
    if kind == "gallery":
        return value
    part = {"type": kind, "id": "", "value": deepcopy(value)}
    for words in stored_words([part]):
        if words.is_html:
            words.holder[words.key] = fill_places(words.holder[words.key], written)
    return part["value"]


@transaction.atomic
def bind_figure(
    page: ArticlePage,
    ref: Reference,
    *,
    format: str,
    seen: int | None = None,
    by: User,
    at: datetime,
) -> Pin:
    """Let an article cite a figure; it stands in the text once the draft with it is saved.

    `seen` is the value whoever chose it saw. Raises what `figures.pin` raises, or PermissionDenied.
    """
    require(by, "news.edit")
    return pin(ref, holder=HOLDER, holder_id=page.pk, format=format, seen=seen, by=by, at=at)


@transaction.atomic
def answer_number_of(page: ArticlePage, new: NewAnswer, *, by: User, at: datetime) -> NumberAnswer:
    """Say what a number of an article is; what is bound by it stands in the text from then on.

    Raises what `figures.answer_number` raises, or PermissionDenied.
    """
    require(by, "news.edit")
    return answer_number(HOLDER, page.pk, new, by=by, at=at)
