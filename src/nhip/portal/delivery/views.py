"""The reader's own parts of a page that was made for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from nhip.portal.site.models import BasePage

from .personal import parts_of


@require_GET
@never_cache
def personal(request: HttpRequest, page_id: int) -> HttpResponse:
    """Answer with the account's link, what is to be told, and what the rooms add for a public page."""
    parts: str = render_to_string("delivery/personal.html", {}, request)
    if page_id:  # pages that are none of the site's ask for the common parts alone
        parts += parts_of(request, get_object_or_404(BasePage.objects.live().public(), pk=page_id))
    return HttpResponse(parts)
