"""Every change of articles: drafted, figures bound, published, kept in step with its figures."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page as WagtailPage
from wagtail.models import Site

from nhip.kit.tasks import later
from nhip.kit.text.rules import fold
from nhip.office.figures.actions import pin
from nhip.office.figures.choices import Format
from nhip.office.figures.models import Pin
from nhip.office.figures.registry import Held, Reference
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.people.models import Appointment
from nhip.organisation.units.models import UnitSpan
from nhip.portal.site.models import BasePage, SiteSettings

from .access import GROUPS
from .models import HOLDER, ArticlePage, HomePage, SectionPage
from .queries import RENDITIONS, missing
from .rules import cite, fill_places, places, replace_figures

Body = Sequence[tuple[str, Any]]
Figures = Mapping[str, tuple[Reference, str]]


class NotReady(Exception):
    """An article cannot go out yet; `missing` says what it lacks, a sentence each."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(" ".join(missing))
        self.missing = missing


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
    figures: Figures | None = None,
    shown_at: datetime | None = None,
    is_sample: bool = False,
    by: User,
    at: datetime,
) -> ArticlePage:
    """Write an article nobody but editors sees yet.

    `body` is a list of ("heading", text), ("paragraph", html) and ("gallery", photos), a photo being
    a dict of image, caption and alt. "{classes}" in a paragraph becomes the figure `figures` gives
    under that name, with its format. Raises what `figures.pin` raises, or PermissionDenied.
    """
    require(by, "news.draft")
    page = ArticlePage(
        title=title,
        slug=_free_slug(section, title),
        kicker=kicker,
        lead=lead,
        byline=byline,
        sources=sources,
        shown_at=shown_at,
        is_sample=is_sample,
        live=False,
        owner=by,
    )
    section.add_child(instance=page)
    written = {
        name: _bound(page, ref, format, by=by, at=at)
        for name, (ref, format) in (figures or {}).items()
    }
    page.body = [(kind, _filled(kind, value, written)) for kind, value in body]
    page.save()
    page.save_revision(user=by, log_action=True)
    record("article.drafted", about=page, by=by, at=at, said={"title": title})
    return page


def _free_slug(section: SectionPage, title: str) -> str:
    """Return an address in plain letters that no neighbour has."""
    stem = slugify(fold(title))[:80].strip("-") or "bai"
    taken = set(section.get_children().values_list("slug", flat=True))
    return next(slug for n in range(1, len(taken) + 2) if (slug := f"{stem}-{n}" if n > 1 else stem) not in taken)


def _bound(page: ArticlePage, ref: Reference, format: str, *, by: User, at: datetime) -> str:
    bound = pin(ref, holder=HOLDER, holder_id=page.pk, format=format, by=by, at=at)
    return cite(bound.pk, bound.written)


def _filled(kind: str, value: Any, written: dict[str, str]) -> Any:
    return fill_places(value, written) if kind == "paragraph" else value


@transaction.atomic
def bind_figure(page: ArticlePage, ref: Reference, *, format: str, by: User, at: datetime) -> Pin:
    """Let an article cite a figure; it stands in the text once the draft with it is saved.

    Raises what `figures.pin` raises, or PermissionDenied.
    """
    require(by, "news.edit")
    return pin(ref, holder=HOLDER, holder_id=page.pk, format=format, by=by, at=at)


@transaction.atomic
def publish_article(page: ArticlePage, *, by: User, at: datetime) -> ArticlePage:
    """Put the latest version of an article before the public: figures and text are signed off together.

    Raises NotReady, or PermissionDenied.
    """
    require(by, "news.publish")
    page = ArticlePage.objects.select_for_update().get(pk=page.pk)
    revision = page.get_latest_revision() or page.save_revision(user=by)
    action = PublishPageRevisionAction(revision, user=by)
    version = action.object
    if lacks := missing(version):
        raise NotReady(lacks)
    version.is_signed_off = True
    version.go_live_at = None
    version.shown_at = version.shown_at or page.shown_at or at
    action.execute(skip_permission_checks=True)
    ArticlePage.objects.filter(pk=page.pk).update(
        first_published_at=page.first_published_at or at, last_published_at=at
    )
    page.refresh_from_db()
    record("article.published", about=page, by=by, at=at, said={"title": page.title, "version": revision.pk})
    later("nhip.portal.news.tasks.make_renditions", page_id=page.pk)
    return page
