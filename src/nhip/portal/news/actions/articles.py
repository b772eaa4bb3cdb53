"""Every change of articles: drafted, figures bound, published."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.unpublish_page import UnpublishPageAction

from nhip.kit.guard.forms import refuse_marked
from nhip.kit.text.rules import fold
from nhip.office.figures.actions import pin, release_cited, unpin
from nhip.office.figures.models import Pin
from nhip.office.figures.registry import Reference
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.journal.rules import NoReason, Refused, one_row, row

from ..access import PUBLISH
from ..choices import VersionKind
from ..models import HOLDER, ArticlePage, SectionPage
from ..queries import missing
from ..rules import cite, cited_pins, fill_places
from .holding import write_figures
from .sealing import keep_version

Body = Sequence[tuple[str, Any]]
Figures = Mapping[str, tuple[Reference, str]]


class NotPublic(Refused):
    """What readers do not see cannot be withdrawn."""


class NotReady(Exception):
    """An article cannot go out yet; `missing` says what it lacks, a sentence each."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(" ".join(missing))
        self.missing = missing


@dataclass(frozen=True)
class NewArticle:
    """An article to write, and to publish at once where `published_by` is said.

    `body` is a list of ("heading", text), ("paragraph", html) and ("gallery", photos), a photo being
    a dict of image, caption and alt. "{classes}" in a paragraph becomes the figure `figures` gives
    under that name, with its format. `at` is when it was written, where not when it is taken in.
    """

    section: SectionPage
    title: str
    lead: str
    body: Body
    kicker: str = ""
    sources: str = ""
    byline: str = ""
    figures: Figures = field(default_factory=dict)
    shown_at: datetime | None = None
    is_sample: bool = False
    published_by: User | None = None
    at: datetime | None = None


@transaction.atomic
def take_in_articles(rows: Iterable[NewArticle], *, by: User, at: datetime) -> list[ArticlePage]:
    """Write articles, and publish those that say by whom, all of them or none.

    A page takes its place in Wagtail's tree, so they are written one by one. Raises WrongRow, whose
    reason is NotReady, MarkedText, what `figures.pin` raises, or PermissionDenied.
    """
    made = []
    for index, new in enumerate(rows):
        with row(index):
            require(by, "news.draft")
            written_at = new.at or at
            page = _write(new, by=by, at=written_at)
            if new.published_by:
                page = publish_article(page, by=new.published_by, at=written_at)
            made.append(page)
    return made


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
        figures=figures or {},
        shown_at=shown_at,
        is_sample=is_sample,
    )
    with one_row():
        return take_in_articles([new], by=by, at=at)[0]


def _write(new: NewArticle, *, by: User, at: datetime) -> ArticlePage:
    page = ArticlePage(
        title=new.title,
        slug=_free_slug(new.section, new.title),
        kicker=new.kicker,
        lead=new.lead,
        byline=new.byline,
        sources=new.sources,
        shown_at=new.shown_at,
        is_sample=new.is_sample,
        live=False,
        owner=by,
    )
    new.section.add_child(instance=page)
    written = {
        name: _bound(page, ref, format, by=by, at=at) for name, (ref, format) in new.figures.items()
    }
    parts: Any = [(kind, _filled(kind, value, written)) for kind, value in new.body]
    page.body = parts
    page.save()
    page.save_revision(user=by, log_action=True)
    record("article.drafted", about=page, by=by, at=at, said={"title": new.title})
    return page


def _free_slug(section: SectionPage, title: str) -> str:
    """Return an address in plain letters that no neighbour has."""
    stem = slugify(fold(title))[:80].strip("-") or "bai"
    taken = set(section.get_children().values_list("slug", flat=True))
    candidates = (f"{stem}-{n}" if n else stem for n in range(len(taken) + 1))
    return next(slug for slug in candidates if slug not in taken)


def _bound(page: ArticlePage, ref: Reference, format: str, *, by: User, at: datetime) -> str:
    bound = pin(ref, holder=HOLDER, holder_id=page.pk, format=format, by=by, at=at)
    format = format if format != bound.format else ""
    return cite(bound.pk, bound.write(bound.amount, format), format)


def _filled(kind: str, value: Any, written: dict[str, str]) -> Any:
    return fill_places(value, written) if kind == "paragraph" else value


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
def publish_article(page: ArticlePage, *, by: User, at: datetime) -> ArticlePage:
    """Put the latest version of an article before the public: figures and text are signed off together.

    What it cites and nobody has released is let out with it, where this person may. Raises NotReady, or
    PermissionDenied.
    """
    require(by, PUBLISH)
    page = ArticlePage.objects.select_for_update().get(pk=page.pk)
    revision = page.get_latest_revision() or page.save_revision(user=by)
    action = PublishPageRevisionAction(revision, user=by)
    version = action.object
    if lacks := missing(version, by):
        raise NotReady(lacks)
    release_cited(Pin.objects.filter(pk__in=cited_pins(version.html())), by=by, at=at)
    _follow(version, revision.created_at, by=by, at=at)
    write_figures(version)
    version.is_signed_off = True
    version.go_live_at = None
    version.shown_at = version.shown_at or page.shown_at or at
    action.execute(skip_permission_checks=True)
    ArticlePage.objects.filter(pk=page.pk).update(
        first_published_at=page.first_published_at or at, last_published_at=at
    )
    page.refresh_from_db()
    sealed = keep_version(page, VersionKind.PUBLISHED, by=by, at=at)
    said = {"title": page.title, "version": revision.pk, "seal": sealed.digest}
    record("article.published", about=page, by=by, at=at, said=said)
    return page


@transaction.atomic
def withdraw_article(page: ArticlePage, *, reason: str, by: User, at: datetime) -> ArticlePage:
    """Take an article from the public: its address says that, when and why; its versions and citations stay.

    Raises NotPublic, NoReason, or PermissionDenied.
    """
    require(by, PUBLISH)
    page = ArticlePage.objects.select_for_update().get(pk=page.pk)
    if not page.live:
        raise NotPublic(_("This article is not public."))
    if not (reason := reason.strip()):
        raise NoReason(_("Say why the article is withdrawn: readers are told."))
    refuse_marked(reason)
    page.is_signed_off = True
    UnpublishPageAction(page, user=by).execute(skip_permission_checks=True)
    sealed = keep_version(page, VersionKind.WITHDRAWN, reason=reason, by=by, at=at)
    said = {"title": page.title, "reason": reason, "seal": sealed.digest}
    record("article.withdrawn", about=page, by=by, at=at, said=said)
    return page


def _follow(version: ArticlePage, saved_at: datetime, *, by: User, at: datetime) -> None:
    """Let figures that are in the text again come back, and note which left it.

    One bound since the text was saved may still come.
    """
    placed = cited_pins(version.html())
    held = Pin.objects.held_by(HOLDER, version.pk)
    for back in held.filter(pk__in=placed).exclude(left_at=None):
        pin(back.reference, holder=HOLDER, holder_id=version.pk, by=by, at=at)
    for unused in held.in_text().filter(pinned_at__lt=saved_at).exclude(pk__in=placed):
        unpin(unused, by=by, at=at)
