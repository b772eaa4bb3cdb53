"""What Wagtail's screens show of a picture that is not ready."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from nhip.organisation.accounts.models import User

from .access import visible_to
from .rules import FOR_EDITORS


@never_cache
@require_GET
def shown(request: HttpRequest, pk: int, spec: str) -> HttpResponse:
    """Lead to a size of a picture, or say in its place that it is not ready."""
    picture = get_object_or_404(visible_to(cast(User, request.user)), pk=pk)
    if spec not in FOR_EDITORS:
        raise Http404
    if picture.is_ready:
        return redirect(picture.get_rendition(spec).url)
    return render(
        request, "pictures/stand_in.svg", {"picture": picture}, content_type="image/svg+xml"
    )
