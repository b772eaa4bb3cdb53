"""What is told of a page to those who never see it: search engines, feed readers, who shares its address."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from wagtail.images.models import Filter
from wagtail.models import Site

from nhip.kit.text.rules import nfc, read_number
from nhip.portal.delivery.notes import note
from nhip.portal.pictures.rules import CUT
from nhip.portal.site.models import BasePage
from nhip.portal.site.queries import absolute, frame

from ..choices import CREDITED
from ..models import ArticlePage, Filing, SectionPage
from .filing import public_shelves
from .public import articles, articles_in

IN_A_FEED = 20
IN_A_SITEMAP = 50_000
"""The most that sitemaps.org lets one file hold."""
SHARED = [Filter(spec) for spec in CUT if spec.endswith("jpeg")]
LANGUAGE = "vi"
SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{}</urlset>
"""
NEVER = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True)
class SharedPicture:
    """The picture that goes with a shared address, of a kind that every program reads."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class FeedLink:
    """A feed a page names."""

    name: str
    kind: str
    title: str
    url: str


@dataclass(frozen=True)
class PageHead:
    """What the head of a public page says beside its title; `facts` are an article's (schema.org)."""

    url: str
    title: str
    description: str
    feeds: list[FeedLink]
    picture: SharedPicture | None = None
    facts: dict[str, Any] = field(default_factory=dict)


def head_of(page: BasePage, request: HttpRequest) -> PageHead:
    """Return what the head of a page says."""
    url = absolute(request, page.get_url(request) or "/")
    title, description = page.seo_title or page.title, page.search_description
    whole = feeds_of(None, request)
    if isinstance(page, ArticlePage):
        section: Any = page.get_parent()
        picture = _picture_of(page, request)
        facts = _facts_of(page, section, url, picture, request)
        feeds = whole + feeds_of(section, request)
        return PageHead(url, title, description or page.lead, feeds, picture, facts)
    if isinstance(page, SectionPage):
        number = read_number(request.GET.get("trang", "")) or 1
        url = f"{url}?trang={number}" if number > 1 else url
        feeds = whole + feeds_of(page, request)
        return PageHead(url, title, description or page.intro, feeds)
    around = frame(request)
    return PageHead(url, around.name, description or around.tagline, whole)


def _facts_of(
    page: ArticlePage,
    section: SectionPage,
    url: str,
    picture: SharedPicture | None,
    request: HttpRequest,
) -> dict[str, Any]:
    around = frame(request)
    publisher: dict[str, Any] = {"@type": "Organization", "name": around.name}
    if around.logo_url:
        logo = absolute(request, around.logo_url)
        publisher["logo"] = {"@type": "ImageObject", "url": logo}
    shown_at, updated_at = _dates_of(page)
    page.filings = page.filings.select_related(
        "shelf"
    )  # read once: what stands below asks for them too
    signed = dict.fromkeys(each.name for each in page.credits)
    authors = list(signed) or [page.byline or around.name]
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page.title,
        "description": page.search_description or page.lead,
        "datePublished": _written(shown_at),
        "dateModified": _written(updated_at),
        "author": [{"@type": "Person", "name": name} for name in authors],
        "publisher": publisher,
        "image": [picture.url] if picture else [],
        "articleSection": section.title,
        "inLanguage": LANGUAGE,
        "mainEntityOfPage": url,
    }
    return {name: fact for name, fact in facts.items() if fact}


def _authors_of(pages: Iterable[ArticlePage]) -> dict[int, list[str]]:
    """Return who stands under each of these articles by name, once each."""
    signed = Filing.objects.filter(page__in=pages, role__in=CREDITED).order_by("sort_order")
    authors: dict[int, list[str]] = defaultdict(list)
    for page, name in signed.values_list("page", "name"):
        if name not in authors[page]:
            authors[page].append(name)
    return authors


def _dates_of(page: ArticlePage) -> tuple[datetime, datetime]:
    """Return the date shown, and when the article last said something else."""
    shown_at = page.shown_at or page.first_published_at or NEVER
    return shown_at, max(shown_at, page.last_published_at or shown_at)


def _written(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _picture_of(page: ArticlePage, request: HttpRequest) -> SharedPicture | None:
    """Return the first photo of an article as a JPEG, once one is made."""
    photo = next(iter(page.photos()), None)
    made = photo["image"].find_existing_renditions(*SHARED).values() if photo else ()
    if photo is None or not made:
        return None
    shown = max(made, key=lambda each: each.width)
    url = absolute(request, shown.file.url)
    return SharedPicture(url, shown.width, shown.height, photo["alt"])


def feeds_of(section: SectionPage | None, request: HttpRequest) -> list[FeedLink]:
    """Return the feeds of a section, or of the whole site."""
    name = frame(request).name
    title = f"{name}: {section.title}" if section else name
    of, asked = ("_of", [section.slug]) if section else ("", [])
    return [
        FeedLink(name, f"application/{kind}+xml", title, reverse(f"news:{kind}{of}", args=asked))
        for kind, name in (("rss", "RSS"), ("atom", "Atom"))
    ]


class _Dated:
    """A feed that says when it last changed: of one that holds nothing Django would say now."""

    feed: dict[str, Any]

    def latest_post_date(self) -> datetime:
        last_at: datetime = self.feed["last_at"]
        return last_at


class _Rss(_Dated, Rss201rev2Feed):
    pass


class _Atom(_Dated, Atom1Feed):
    pass


KINDS: dict[str, Any] = {"rss": _Rss, "atom": _Atom}


def feed(kind: str, section: SectionPage | None, request: HttpRequest) -> str:
    """Return the latest articles of a section, or of the whole site, as a feed."""
    note(f"section:{section.pk}" if section else "list:latest")
    found = list((articles_in(section) if section else articles())[:IN_A_FEED])
    authors = _authors_of(found)
    note(*(f"{what}:{article.pk}" for article in found for what in ("page", "dates")))
    around, above = frame(request), section or _home(request)
    last_at = above.last_published_at or NEVER
    written = KINDS[kind](
        title=nfc(f"{around.name}: {section.title}" if section else around.name),
        link=absolute(request, above.get_url(request) or "/"),
        description=nfc((section.intro if section else "") or around.tagline or around.name),
        language=LANGUAGE,
        feed_url=absolute(request, request.path),
        last_at=timezone.localtime(max([_dates_of(each)[1] for each in found], default=last_at)),
    )
    for article in found:
        shown_at, updated_at = _dates_of(article)
        written.add_item(
            title=nfc(article.title),
            link=absolute(request, article.get_url(request) or "/"),
            description=nfc(article.lead),
            author_name=nfc(", ".join(authors[article.pk]) or article.byline or around.name),
            pubdate=timezone.localtime(shown_at),
            updateddate=timezone.localtime(updated_at),
        )
    xml: str = written.writeString("utf-8")
    return xml


def _home(request: HttpRequest) -> BasePage:
    site: Any = Site.find_for_request(request)
    home: BasePage = site.root_page
    return home


def sitemap(request: HttpRequest) -> str:
    """Return the whole addresses of all public pages, and since when each says what it says, as a sitemap."""
    note("sitemap")
    home = _home(request)
    public: Any = BasePage.objects.live()
    below = public.descendant_of(home, inclusive=True).order_by("-last_published_at", "pk")
    start = absolute(request, home.get_url(request) or "/")
    rows = [
        f"<url><loc>{escape(start + path.removeprefix(home.url_path))}</loc>"
        f"<lastmod>{_written(last_at or NEVER)}</lastmod></url>\n"
        for path, last_at in below.values_list("url_path", "last_published_at")[:IN_A_SITEMAP]
    ]
    rows += [
        f"<url><loc>{escape(absolute(request, path))}</loc></url>\n" for path in public_shelves()
    ]
    return SITEMAP.format("".join(rows))
