"""The site's name and main menu, as every page shows them."""

from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from nhip.kit.design.frame import Frame, FramePlace

from .models import BasePage, SiteSettings, pages_around, site_of


def absolute(request: HttpRequest, path: str) -> str:
    """Return the whole address of a path: where the site is served, as whoever runs it says."""
    here: str = settings.SERVED_AT or f"{request.scheme}://{request.get_host()}"
    return urljoin(f"{here.rstrip('/')}/", path)


def frame(request: HttpRequest) -> Frame:
    """Return what stands around a page, read once a request."""
    if not hasattr(request, "_nhip_frame"):
        request._nhip_frame = _frame(request)  # type: ignore[attr-defined]
    return request._nhip_frame  # type: ignore[attr-defined]


def _frame(request: HttpRequest) -> Frame:
    site = site_of(request)
    if site is None:
        return Frame(display_url=reverse("site:display"))
    settings = SiteSettings.for_request(request)
    return Frame(
        name=settings.name or Frame.name,
        short_name=settings.short_name,
        logo_url=settings.logo.url if settings.logo else "",
        tagline=settings.tagline,
        address=settings.address,
        is_sample=settings.is_sample,
        places=_places(request, site.root_page),
        display_url=reverse("site:display"),
    )


def _places(request: HttpRequest, home: BasePage) -> list[FramePlace]:
    """Return the home page and those of its children that want to stand in the menu."""
    children = [page for page in sections_of(request, home) if page.show_in_menus]
    places = []
    for page in (home, *children):
        url = page.get_url(request) or "/"
        is_here = request.path == url or (page != home and request.path.startswith(url))
        places.append(FramePlace(page.title, url, is_here))
    return places


def sections_of(request: HttpRequest, home: BasePage) -> list[BasePage]:
    """Return the public pages right below home, read once a request."""
    return [page for page in pages_around(request, home) if page.live and page.is_child_of(home)]
