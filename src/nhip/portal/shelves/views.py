"""The screen of authors, topics and tags, and the names offered while one is typed."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import FieldRefused

from . import actions, queries
from .access import KEEP
from .choices import ShelfKind
from .forms import ShelfForm
from .models import Shelf


@login_required
def shelves(request: HttpRequest) -> HttpResponse:
    """List those of a kind; make a new one."""
    user = cast(User, request.user)
    require(user, KEEP)
    kind = _kind(request)
    form = ShelfForm(kind, request.POST or None, is_new=True)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_shelf(kind, **form.cleaned_data, by=user, at=timezone.now())
        except FieldRefused as refused:
            form.add_error(refused.field, refused)
        else:
            messages.success(request, _("“%(name)s” can be chosen now.") % {"name": made})
            return redirect(f"{reverse('shelves:list')}?loai={kind}#ten-{made.pk}")
    q = request.GET.get("q", "")
    context = {
        "kind": kind,
        "kinds": ShelfKind,
        "form": form,
        "q": q,
        "listed": queries.kept(kind, q, request.GET.get("trang")),
    }
    return render(request, "shelves/list.html", context, status=422 if form.errors else 200)


@login_required
def shelf(request: HttpRequest, pk: int) -> HttpResponse:
    """Name one anew, or offer it no more."""
    user = cast(User, request.user)
    require(user, KEEP)
    kept = get_object_or_404(Shelf, id=pk)
    now = {"name": kept.name, "unit": kept.unit, "about": kept.about}
    form = ShelfForm(
        kept.kind, request.POST or None, initial={**now, "is_used": not kept.retired_at}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_shelf(kept, **form.cleaned_data, by=user, at=timezone.now())
        except FieldRefused as refused:
            form.add_error(refused.field, refused)
        else:
            messages.success(request, _("“%(name)s” is kept.") % {"name": kept})
            return redirect(f"{reverse('shelves:list')}?loai={kept.kind}#ten-{kept.pk}")
    status = 422 if form.errors else 200
    return render(request, "shelves/change.html", {"shelf": kept, "form": form}, status=status)


@login_required
@require_GET
def names(request: HttpRequest) -> HttpResponse:
    """Offer names while one is typed."""
    require(cast(User, request.user), KEEP)
    offered = queries.offers(_kind(request), request.GET.get("term", ""))
    return JsonResponse(offered, safe=False)


def _kind(request: HttpRequest) -> ShelfKind:
    asked = request.GET.get("loai", "")
    return ShelfKind(asked) if asked in ShelfKind.values else ShelfKind.AUTHOR
