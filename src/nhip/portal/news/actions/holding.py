"""What the room of figures asks of articles: who they are, and their text kept in step."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from nhip.office.figures.models import Pin
from nhip.office.figures.registry import CitingText
from nhip.organisation.accounts.models import User
from nhip.organisation.units.models import UnitSpan
from nhip.portal.delivery.actions import purge

from ..models import HOLDER, ArticlePage
from ..rules import cite, replace_figures


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
    def refreshed(self, holder_id: int, by: User | None, at: datetime) -> None:
        """Write the accepted value into the stored text too: editors and the search read it there."""
        page = ArticlePage.objects.select_for_update().get(pk=holder_id)
        revision = page.latest_revision
        if revision:
            draft = revision.as_object()
            _rewrite(draft)
            revision.content = draft.serializable_data()
            revision.save(update_fields=["content"])
        _rewrite(page)
        if page.live:
            page.last_published_at = at
        page.save(update_fields=["body", "last_published_at"])
        accepted = Pin.objects.held_by(HOLDER, page.pk).filter(pinned_at=at)
        purge(*(f"pin:{pin.pk}" for pin in accepted))


def _rewrite(version: ArticlePage) -> None:
    written = {pin.pk: pin.written for pin in Pin.objects.held_by(HOLDER, version.pk)}
    parts: Any = [
        (part.block_type, _rewritten(part.value.source, written))
        if part.block_type == "paragraph"
        else (part.block_type, part.value)
        for part in version.body
    ]
    version.body = parts


def _rewritten(html: str, written: dict[int, str]) -> str:
    return replace_figures(html, lambda pk, text: cite(pk, written.get(pk, text)))
