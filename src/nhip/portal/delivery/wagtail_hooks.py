"""What Wagtail tells this room while it serves a page."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from nhip.portal.site.models import BasePage

from .notes import note, note_page


@hooks.register("before_serve_page")
def note_served(page: BasePage, request: HttpRequest, *ignored: Any) -> None:
    """Note which page this is; whatever else it shows is noted where it is shown."""
    note(f"page:{page.pk}")
    note_page(page.get_url(request) or "")
