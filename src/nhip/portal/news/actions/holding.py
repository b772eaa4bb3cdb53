"""What the room of figures asks of articles: who they are, and their text kept in step."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from nhip.office.figures.models import NumberAnswer, Pin
from nhip.office.figures.registry import CitingText
from nhip.organisation.accounts.models import User
from nhip.organisation.units.models import UnitSpan
from nhip.portal.delivery.actions import purge

from ..choices import VersionKind
from ..models import HOLDER, ArticlePage
from ..queries import has_moved, write_figures
from .sealing import keep_version


def _described(page: ArticlePage, unit_id: int) -> CitingText:
    draft = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    return CitingText(
        title=page.title if page.live else page.get_admin_display_title(),
        url=page.url if page.live else draft,
        edit_url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        unit_id=unit_id,
        is_public=page.live,
    )


class Articles:
    """What `office.figures` asks of the texts it calls "news.article"."""

    def describe(self, holder_ids: Collection[int]) -> dict[int, CitingText]:
        """Return what staff are told of articles; they are of the whole installation."""
        pages = ArticlePage.objects.defer_streamfields().in_bulk(holder_ids)
        if not pages:
            return {}
        root = UnitSpan.objects.filter(parent=None).latest("start_on")
        return {pk: _described(page, root.unit_id) for pk, page in pages.items()}

    def formats(self, holder_id: int) -> dict[int, set[str]]:
        """Return, by pin, the formats readers read it in: "" for its own."""
        page = ArticlePage.objects.get(pk=holder_id)
        placed = [
            (place.pin, place.format)
            for passage in page.passages()
            for _start, _end, place in passage.places
        ]
        placed += [(said.pin, said.format) for said in page.given.values() if said.pin]
        found: dict[int, set[str]] = {}
        for pin_id, format in placed:
            found.setdefault(pin_id, set()).add(format)
        return found

    @transaction.atomic
    def refreshed(self, holder_id: int, by: User, at: datetime) -> None:
        """Write the accepted value into the stored text too: editors and the search read it there."""
        page = ArticlePage.objects.select_for_update().get(pk=holder_id)
        revision = page.latest_revision
        if revision:
            draft = revision.as_object()
            write_figures(draft, NumberAnswer.objects.held_by(HOLDER, page.pk).said())
            revision.content = draft.serializable_data()
            revision.save(update_fields=["content"])
        page.save(update_fields=write_figures(page, page.given))
        if page.live and has_moved(page):
            page.last_published_at = at
            page.save(update_fields=["last_published_at"])
            keep_version(page, VersionKind.CORRECTED, by=by, at=at)
            purge(f"dates:{page.pk}", "sitemap")
        accepted = Pin.objects.held_by(HOLDER, page.pk).filter(pinned_at=at)
        purge(*(f"pin:{pin.pk}" for pin in accepted))
