"""Every change of articles: drafted, figures bound, published, kept in step with its figures."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.images.models import Filter, Image
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Site

from nhip.kit.text.rules import fold
from nhip.office.figures.actions import pin, unpin
from nhip.office.figures.models import Pin
from nhip.office.figures.registry import Held, Reference
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.people.choices import Role
from nhip.organisation.units.models import UnitSpan
from nhip.portal.delivery.actions import purge
from nhip.portal.site.models import BasePage, SiteSettings

from .blocks import RENDITIONS
from .models import HOLDER, ArticlePage, HomePage, SectionPage
from .queries import missing
from .rules import cite, cited_pins, fill_places, replace_figures

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
    parts: Any = [(kind, _filled(kind, value, written)) for kind, value in body]
    page.body = parts
    page.save()
    page.save_revision(user=by, log_action=True)
    record("article.drafted", about=page, by=by, at=at, said={"title": title})
    return page


def _free_slug(section: SectionPage, title: str) -> str:
    """Return an address in plain letters that no neighbour has."""
    stem = slugify(fold(title))[:80].strip("-") or "bai"
    taken = set(section.get_children().values_list("slug", flat=True))
    candidates = (f"{stem}-{n}" if n else stem for n in range(len(taken) + 1))
    return next(slug for slug in candidates if slug not in taken)


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
    _drop_unused(version, revision.created_at, by=by, at=at)
    ArticlePage.objects.filter(pk=page.pk).update(
        first_published_at=page.first_published_at or at, last_published_at=at
    )
    page.refresh_from_db()
    record(
        "article.published",
        about=page,
        by=by,
        at=at,
        said={"title": page.title, "version": revision.pk},
    )
    return page


def _drop_unused(version: ArticlePage, saved_at: datetime, *, by: User, at: datetime) -> None:
    """Unbind the figures that are no longer in the text; one bound since it was saved may still come."""
    held = Pin.objects.held_by(HOLDER, version.pk).filter(pinned_at__lt=saved_at)
    for unused in held.exclude(pk__in=cited_pins(version.html())):
        unpin(unused, by=by, at=at)


def make_renditions(image: Image) -> None:
    """Make of a picture what the pages use and is not there; no reader waits for it."""
    prefetch_related_objects([image], "renditions")  # or else Wagtail believes its cache
    if len(image.find_existing_renditions(*map(Filter, RENDITIONS))) < len(RENDITIONS):
        image.get_renditions(*RENDITIONS)
        purge(f"image:{image.pk}")


class Articles:
    """What `office.figures` asks of the texts it calls "news.article"."""

    def describe(self, holder_id: int) -> Held:
        """Return what staff are told of an article. Raises ArticlePage.DoesNotExist."""
        page = ArticlePage.objects.defer_streamfields().get(pk=holder_id)
        root = UnitSpan.objects.filter(parent=None).latest("start_on")
        draft = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
        return Held(
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


@transaction.atomic
def set_up_site(
    *,
    name: str,
    sections: Iterable[tuple[str, str, str]],
    tagline: str = "",
    address: str = "",
    is_sample: bool = False,
    hostname: str = "localhost",
) -> HomePage:
    """Make the front page, the sections (address, title, introduction) and the editors' rights.

    What Wagtail put there on its first day makes way. Done once, when an installation is made.
    """
    root = BasePage.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title=_("Home"), slug="trang-chu", show_in_menus=True))
    site, _made = Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": hostname, "site_name": name, "root_page": home},
    )
    for page in root.get_children().exclude(pk=home.pk):
        page.delete()
    for slug, title, intro in sections:
        section = SectionPage(title=title, slug=slug, intro=intro, show_in_menus=True)
        home.add_child(instance=section)
    said = {"name": name, "tagline": tagline, "address": address, "is_sample": is_sample}
    SiteSettings.objects.update_or_create(site=site, defaults=said)
    _give_rights(home)
    return home


PAGE_RIGHTS = {
    Role.EDITOR: ("add", "change"),
    Role.PUBLISHER: ("add", "change", "publish", "lock", "unlock"),
}
IMAGE_RIGHTS = ("add_image", "change_image", "choose_image")


def _give_rights(home: HomePage) -> None:
    """Let the groups the room of people fills edit pages and pictures; publishers also the site's settings."""
    pictures = Collection.get_first_root_node()
    for role, rights in PAGE_RIGHTS.items():
        group, _made = Group.objects.get_or_create(name=role)
        for right in rights:
            GroupPagePermission.objects.create(group=group, page=home, permission_type=right)
        GroupCollectionPermission.objects.bulk_create(
            GroupCollectionPermission(group=group, collection=pictures, permission=permission)
            for permission in Permission.objects.filter(codename__in=IMAGE_RIGHTS)
        )
        if role == Role.PUBLISHER:
            group.permissions.add(Permission.objects.get(codename="change_sitesettings"))
