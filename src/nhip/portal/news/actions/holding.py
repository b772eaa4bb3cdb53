"""What the room of figures asks of articles: who they are, and their text kept in step."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from nhip.office.figures.models import Answer, Pin
from nhip.office.figures.registry import CitingText
from nhip.office.figures.rules.prose import (
    Answers,
    FigurePlace,
    Passage,
    is_said,
    replace_figures,
    stretch,
)
from nhip.organisation.accounts.models import User
from nhip.organisation.units.models import UnitSpan
from nhip.organisation.units.queries import known_names
from nhip.portal.delivery.actions import purge

from ..choices import VersionKind
from ..models import ABOVE, BELOW, HOLDER, ArticlePage
from ..queries import answers_of, has_moved
from ..rules import with_passages
from .sealing import keep_version


class Articles:
    """What `office.figures` asks of the texts it calls "news.article"."""

    def describe(self, holder_id: int) -> CitingText:
        """Return what staff are told of an article. Raises ArticlePage.DoesNotExist."""
        page = ArticlePage.objects.defer_streamfields().get(pk=holder_id)
        root = UnitSpan.objects.filter(parent=None).latest("start_on")
        draft = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
        return CitingText(
            title=page.title if page.live else page.get_admin_display_title(),
            url=page.url if page.live else draft,
            edit_url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
            unit_id=root.unit_id,
            is_public=page.live,
        )

    @transaction.atomic
    def refreshed(self, holder_id: int, by: User, at: datetime) -> None:
        """Write the accepted value into the stored text too: editors and the search read it there."""
        page = ArticlePage.objects.select_for_update().get(pk=holder_id)
        given = Answer.objects.held_by(HOLDER, page.pk).said()
        revision = page.latest_revision
        if revision:
            draft = revision.as_object()
            write_figures(draft, given)
            revision.content = draft.serializable_data()
            revision.save(update_fields=["content"])
        answers = answers_of(page)
        page.save(update_fields=write_figures(page, answers))
        if page.live and has_moved(page):
            page.last_published_at = at
            page.save(update_fields=["last_published_at"])
            keep_version(page, VersionKind.CORRECTED, answers=answers, by=by, at=at)
        accepted = Pin.objects.held_by(HOLDER, page.pk).filter(pinned_at=at)
        purge(*(f"pin:{pin.pk}" for pin in accepted))


def write_figures(version: ArticlePage, answers: Answers) -> list[str]:
    """Write into a version's text what its figures say by now; return the fields that hold it.

    Where a number was answered to be a figure, it is written anew if it says what that stood at before.
    """
    pins = Pin.objects.held_by(HOLDER, version.pk).prefetch_related("values").in_bulk()

    def write(place: FigurePlace) -> str:
        pin = pins.get(place.pin)
        return place.written(pin.write(pin.amount, place.format) if pin else place.text)

    stored = {}
    for passage in version.passages():
        words = passage.replaced(_moved(passage, answers, pins))
        stored[passage.name] = replace_figures(words, write) if passage.is_html else words
    for name in (*ABOVE, *BELOW):
        setattr(version, name, stored.pop(name))
    parts = with_passages(version.body.get_prep_value(), stored)
    setattr(version, "body", json.dumps(parts))  # noqa: B010 (mypy knows no stream of words)
    return [*ABOVE, "body", *BELOW]


def _moved(
    passage: Passage, answers: Answers, pins: Mapping[int, Pin]
) -> Iterator[tuple[int, int, str]]:
    for spot in passage.spots(known_names()):
        answer = None if spot.place else answers.get(spot.key)
        pin = pins.get(answer.pin or 0) if answer else None
        if answer and pin:
            stood = [pin.write(value.amount, answer.format) for value in pin.values.all()]
            if before := next((words for words in stood if is_said(spot, words)), None):
                yield *stretch(spot, before), pin.write(pin.amount, answer.format)
