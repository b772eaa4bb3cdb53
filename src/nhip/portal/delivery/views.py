"""The beacon."""

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from nhip.portal.site.models import BasePage

from .actions import count_view
from .rules import is_from_here, is_robot


@csrf_exempt  # a baked page holds no token; the browser's own headers say whose page it was
@require_POST
def view(request: HttpRequest, page_id: int) -> HttpResponse:
    """Count one opening of a public page; nothing about the reader is kept."""
    if not is_from_here(request.headers, request.get_host()):
        return HttpResponseForbidden()
    page = get_object_or_404(BasePage.objects.live().public(), pk=page_id)
    if not is_robot(request.headers.get("User-Agent", "")):
        count_view(page.pk, timezone.localdate())
    return HttpResponse(status=204)
