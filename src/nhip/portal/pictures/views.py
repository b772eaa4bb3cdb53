"""The library's pages: what stands for a picture that is not ready, many files at once, their words."""

from collections.abc import Sequence
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.images.utils import get_accept_attributes
from wagtail.images.widgets import AdminImageChooser

from nhip.organisation.accounts.models import User

from . import actions
from .access import policy, visible_to
from .forms import PictureWordsForm
from .models import Picture
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


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a picture processed anew whose processing broke off."""
    user = cast(User, request.user)
    picture = get_object_or_404(visible_to(user), pk=pk)
    try:
        actions.retry_picture(picture, by=user, at=timezone.now())
    except actions.NotStopped as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("“%s” is processed anew. Look again in a minute.") % picture.title
        )
    return redirect("wagtailimages:edit", pk)


@require_http_methods(["GET", "POST"])
def add_many(request: HttpRequest) -> HttpResponse:
    """Take many files at once, and lead to the page on which each has its row."""
    user = cast(User, request.user)
    if not policy().user_has_permission(user, "add"):
        raise PermissionDenied
    files = request.FILES.getlist("files[]")
    if request.method == "GET" or not files:
        return render(request, "pictures/add_many.html", {"kinds": get_accept_attributes()})
    came = actions.receive_pictures(files, by=user, at=timezone.now())
    taken = [each for each in came if isinstance(each, Picture)]
    refused = [
        f"{file.name}: {' '.join(each.messages)}"
        for file, each in zip(files, came, strict=True)
        if isinstance(each, ValidationError)
    ]
    if request.accepts("text/html"):
        for words in refused:
            messages.error(request, words)
        return _describe(request, taken) if taken else redirect(request.path)
    return JsonResponse({"pictures": list(map(_told, taken)), "refused": refused})


def _describe(request: HttpRequest, pictures: Sequence[Picture]) -> HttpResponse:
    words = ngettext(
        "%(count)d picture is there. Say what it shows.",
        "%(count)d pictures are there. Say what they show.",
        len(pictures),
    )
    messages.success(request, words % {"count": len(pictures)})
    asked = QueryDict(mutable=True)
    asked.setlist("anh", [str(picture.pk) for picture in pictures])
    return redirect(f"{reverse('pictures:describe')}?{asked.urlencode()}")


def _told(picture: Picture) -> dict[str, Any]:
    """Return what an article's field of pictures shows of one."""
    shown: dict[str, Any] = AdminImageChooser().get_value_data(picture)
    words = {"alt": picture.description, "decorative": picture.is_decorative}
    return {"image": shown, "caption": picture.caption, "credit": picture.credit, **words}


@require_http_methods(["GET", "POST"])
def describe(request: HttpRequest) -> HttpResponse:
    """Show a row for each of these pictures, and keep what is said of all of them with one press."""
    user = cast(User, request.user)
    asked = [int(pk) for pk in request.GET.getlist("anh") if pk.isdecimal()]
    pictures = list(visible_to(user).filter(pk__in=asked[:100]).order_by("pk"))
    if not pictures:
        raise Http404
    if not request.accepts("text/html"):
        return JsonResponse({"pictures": list(map(_told, pictures)), "refused": []})
    sent = request.POST if request.method == "POST" else None
    forms = [PictureWordsForm(sent, instance=each, prefix=f"{each.pk}") for each in pictures]
    lacking = [form for form in forms if not form.is_valid()]
    if sent is not None and not lacking:
        rows = {form.instance: form.words for form in forms}
        actions.describe_pictures(rows, by=user, at=timezone.now())
        words = ngettext("%(count)d picture is kept.", "%(count)d pictures are kept.", len(rows))
        messages.success(request, words % {"count": len(rows)})
        return redirect("wagtailimages:index")
    if sent is not None:
        messages.error(request, _("Some rows lack something. Nothing that was typed is lost."))
    return render(request, "pictures/describe.html", {"forms": forms})
