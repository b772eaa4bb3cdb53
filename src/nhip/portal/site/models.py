"""The base page every public page is made from, and the site's settings."""

from functools import lru_cache
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import CommentPanel, FieldPanel, TitleFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import AbstractPage, PageViewRestriction, Site
from wagtail.models.pages import AbstractPageMeta, DefaultBasePageMixin, PagePermissionTester
from wagtail.search import index
from wagtail.url_routing import RouteResult

from nhip.kit.text.rules import free_among, plain_address


class Permissions(PagePermissionTester):
    """What a person may do with a page, as Wagtail has it."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Tell it of a page with none below it without a query: Wagtail reads the tree for every row of a list.

        SQLite reads the whole tree for that.
        """
        page = self.page
        if not page.is_leaf() or not self.user.is_active or self.user.is_superuser:
            return bool(super().can_delete(ignore_bulk))
        is_theirs = "add" in self.permissions and page.owner_id == self.user.pk
        may_change = is_theirs or "change" in self.permissions
        return may_change and ("publish" in self.permissions or not page.live)


class BasePage(AbstractPage, DefaultBasePageMixin):
    """Wagtail's page under our own name, so that fields can be added to every page later."""

    search_fields = [
        *AbstractPage.search_fields,
        *DefaultBasePageMixin.search_fields,
        index.AutocompleteField("draft_title"),  # lists show it, so it is what editors look for
    ]
    # the field grows with the title: all of a long one is seen
    content_panels = [TitleFieldPanel("title", widget=AdminAutoHeightTextInput)]
    promote_panels = DefaultBasePageMixin.promote_panels
    settings_panels: list[Any] = [CommentPanel()]  # an hour to go out at is an article's alone
    private_page_options: list[str] = []

    class Meta(AbstractPageMeta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Find the page an address before anything is looked at."""
        self.find_address()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        """Find the page an address, for a draft too."""
        self.find_address()
        super().minimal_clean()

    def find_address(self) -> None:
        """Turn what was typed, or else the title, into plain letters, and into what no neighbour has.

        The tree's root, and a page nobody has put anywhere yet, keep theirs.
        """
        parent = self.get_parent() if self.path else getattr(self, "_cached_parent_obj", None)
        if parent is not None:
            typed = plain_address(str(self.slug), 200)  # mypy cannot tell Wagtail's field
            stem = typed or plain_address(str(self.title))
            setattr(self, "slug", free_address(stem, parent, self))  # noqa: B010

    def permissions_for_user(self, user: Any) -> Permissions:
        """Return what this person may do with the page."""
        return Permissions(user, self)

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """Say without a query that there are none: what is live is for everybody."""
        return PageViewRestriction.objects.none()

    def is_gone(self) -> bool:
        """Tell whether a page that is not public answers that it was, and was withdrawn."""
        return False

    @staticmethod
    def route_for_request(request: HttpRequest, path: str) -> RouteResult | None:
        """Find the page of an address; what stands above it is known by then, in one query for all."""
        if not hasattr(request, "_wagtail_route_for_request"):
            site = site_of(request)
            found = site and _page_at(request, site.root_page, [s for s in path.split("/") if s])
            request._wagtail_route_for_request = RouteResult(found) if found else None  # type: ignore[attr-defined]
        return request._wagtail_route_for_request  # type: ignore[attr-defined]


def free_address(stem: str, parent: AbstractPage, page: AbstractPage) -> str:
    """Return this address, or the first after it that none of the pages below `parent` has but this one."""
    stem = stem or "trang"
    neighbours = parent.get_children()
    if page.pk:
        neighbours = neighbours.exclude(pk=page.pk)
    if not neighbours.filter(slug=stem).exists():
        return stem
    alike = neighbours.filter(slug__startswith=f"{stem}-").values_list("slug", flat=True)
    return free_among({stem, *alike}, stem)


def _page_at(request: HttpRequest, home: Any, slugs: list[str]) -> Any:
    """Return the page, public or withdrawn, at the end of these slugs below the home page; or None."""
    known = {page.url_path: page for page in pages_around(request, home, slugs)}
    page = above = home
    for slug in slugs:
        above, page = page, known.get(f"{page.url_path}{slug}/")
        if page is None:
            return None
        page._cached_parent_obj = above
    specific = _whole(page)
    if not (page.live or specific.is_gone()):
        return None
    if slugs:
        specific._cached_parent_obj = above
    return specific


def pages_around(request: HttpRequest, home: Any, slugs: list[str] | None = None) -> list[BasePage]:
    """Return the public pages right below home, and those the address may name, read once a request."""
    if not hasattr(request, "_nhip_pages"):
        pages = home.get_children().filter(live=True)
        if slugs:
            pages |= BasePage.objects.filter(slug__in=slugs).order_by("path")
        request._nhip_pages = list(pages.select_related(*_kinds()))  # type: ignore[attr-defined]
    return request._nhip_pages  # type: ignore[attr-defined]


@lru_cache(1)
def _kinds() -> tuple[str, ...]:
    """Return by which names a page leads to what it is: a home page, a section, an article."""
    kinds = (each for each in BasePage._meta.related_objects if each.parent_link)
    return tuple(filter(None, (each.get_accessor_name() for each in kinds)))


def _whole(page: Any) -> Any:
    """Return a page as what it is; without a query where it was read so."""
    read = page._state.fields_cache
    return next((read[kind] for kind in _kinds() if read.get(kind)), None) or page.specific


def site_of(request: HttpRequest) -> Site | None:
    """Return the site, read once a request with its settings and its home page; there is never another."""
    name = SiteSettings.get_cache_attr_name()
    if not hasattr(request, name):
        around = [f"site__root_page__{kind}" for kind in _kinds()]
        if said := SiteSettings.objects.select_related(*around).first():
            setattr(request, name, said)
            request._wagtail_site = said.site  # type: ignore[attr-defined]
    site: Site | None = Site.find_for_request(request)
    return site


@register_setting(icon="site")
class SiteSettings(BaseSiteSetting):
    """What the editor-in-chief sets for the whole site."""

    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(
        _("short name"), max_length=60, blank=True, help_text=_("Where there is little room")
    )
    logo = models.ImageField(_("logo"), upload_to="logo", blank=True)
    tagline = models.CharField(_("tagline"), max_length=160, blank=True)
    address = models.TextField(_("address, in the foot of every page"), blank=True)
    is_sample = models.BooleanField(
        _("demonstration"),
        default=False,
        help_text=_("Shows the demonstration banner and keeps search engines away"),
    )

    shows_versions = models.BooleanField(
        _("earlier versions of articles"),
        default=False,
        help_text=_("Readers can open what an article said before"),
    )
    publishes_alone = models.BooleanField(
        _("one person may write and publish"),
        default=False,
        help_text=_("Otherwise another person publishes what somebody wrote"),
    )

    panels = [
        FieldPanel(name)
        for name in (
            "name",
            "short_name",
            "logo",
            "tagline",
            "address",
            "is_sample",
            "shows_versions",
            "publishes_alone",
        )
    ]

    class Meta:
        verbose_name = _("site settings")
