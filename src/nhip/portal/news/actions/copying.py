"""Beginning an article with what another one holds."""

import json
from contextlib import suppress
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models.pages import Comment

from nhip.office.figures.actions import NewAnswer, answer_number, pin
from nhip.office.figures.models import NumberAnswer, Pin
from nhip.office.figures.rules.prose import FigurePlace, cite, replace_figures
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.journal.rules import Refused

from ..models import HOLDER, ArticlePage
from ..queries import kept_articles
from ..rules import place_in_form, with_passages
from .publishing import InTheBin

ITS_OWN: dict[str, object] = {
    "slug": "",
    "shown_at": None,
    "go_live_at": None,
    "expire_at": None,
    "expired": False,
    "locked": False,
    "answers": [],
    "correction": "",
}
"""What a copy does not take over: its address, its moments, what its publisher signed."""


@transaction.atomic
def copy_article(page: ArticlePage, *, by: User, at: datetime) -> ArticlePage:
    """Begin another article beside this one with what its latest draft holds, but for `ITS_OWN`.

    Each figure is cited anew, as its source says now, with a comment that asks to look at it; where it may
    not be cited, its number stands there to be answered. Raises InTheBin, or PermissionDenied.
    """
    require(by, "news.edit")
    page = ArticlePage.objects.select_for_update().get(pk=page.pk)
    if not kept_articles().filter(pk=page.pk).exists():
        raise InTheBin(_("This article lies in the bin. Restore it first."))
    draft = page.get_latest_revision_as_object()
    copying = CopyPageAction(
        draft,
        to=page.get_parent(),
        update_attrs=ITS_OWN,
        copy_revisions=False,
        keep_live=False,
        user=by,
    )
    copy: ArticlePage = copying.execute(skip_permission_checks=True)
    _cite_anew(page, copy, by=by, at=at)
    copy.save()
    revision = copy.latest_revision
    revision.content = copy.serializable_data()
    revision.save(update_fields=["content"])
    said = {"title": copy.title, "from": page.pk}
    record("article.copied", about=copy, by=by, at=at, said=said)
    return copy


def _cite_anew(page: ArticlePage, copy: ArticlePage, *, by: User, at: datetime) -> None:
    bound: dict[int, Pin] = {}
    for old in Pin.objects.held_by(HOLDER, page.pk).in_text().select_related("unit"):
        with suppress(Refused, PermissionDenied), transaction.atomic():
            bound[old.pk] = pin(
                old.reference,
                holder=HOLDER,
                holder_id=copy.pk,
                format=old.format,
                by=by,
                at=at,
            )

    def write(place: FigurePlace) -> str:
        if not (found := bound.get(place.pin)):
            return place.text
        return cite(found.pk, found.write(found.amount, place.format), place.format)

    citing = [each for each in copy.passages() if each.holds_figures]
    stored = {each.name: replace_figures(each.stored, write) for each in citing}
    parts = copy.body.get_prep_value()
    places = dict.fromkeys(place_in_form(parts, each.name) for each in citing)
    setattr(copy, "body", json.dumps(with_passages(parts, stored)))  # noqa: B010 (mypy knows no stream of words)
    _answer_anew(page, copy, bound, by=by, at=at)
    for place in places:
        words = _("Copied: the figures here are cited anew, as they stand now. Look at them.")
        leave_comment(copy, place, words, by=by, at=at)


def _answer_anew(
    page: ArticlePage, copy: ArticlePage, bound: dict[int, Pin], *, by: User, at: datetime
) -> None:
    for old in NumberAnswer.objects.held_by(HOLDER, page.pk):
        found = bound.get(old.pin_id or 0)
        if old.pin_id and not found:
            continue  # it is asked anew
        new = NewAnswer(
            *old.key,
            old.words,
            ref=found.reference if found else None,
            format=old.format,
            source=old.source,
        )
        with suppress(Refused, PermissionDenied), transaction.atomic():
            answer_number(HOLDER, copy.pk, new, by=by, at=at)


def leave_comment(page: ArticlePage, place: str, words: str, *, by: User, at: datetime) -> None:
    """Write beside a field or block of a draft what its editor is to see there."""
    comment = Comment.objects.create(page=page, user=by, text=words, contentpath=place)
    Comment.objects.filter(pk=comment.pk).update(
        created_at=at, updated_at=at
    )  # Wagtail's fields read the clock
