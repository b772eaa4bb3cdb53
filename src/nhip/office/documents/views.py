"""Pages of the register."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from nhip.office.records.forms import StrikeForm
from nhip.office.records.queries import story
from nhip.office.records.rules import AlreadyStruck
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User

from .actions import strike_document
from .forms import RegisterFilter
from .models import Document

PAGE = 50
TOLD = {
    "document.registered": _("entered in the register"),
    "document.struck": _("struck from the register"),
}


@require_safe
@login_required
def register(request: HttpRequest) -> HttpResponse:
    """Show the register, newest first, by organ, kind, series, year and words."""
    assert isinstance(request.user, User)
    require(request.user, "documents.see")
    seen = Document.objects.visible_to(request.user, timezone.localdate())
    form = RegisterFilter(request.GET, seen=seen)
    kept = form.kept(seen).select_related("organ", "series")
    context = {
        "form": form,
        "page": Paginator(kept, PAGE).get_page(request.GET.get("trang")),
        "struck": kept.exclude(struck_at=None).count(),
    }
    return render(request, "documents/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one paper and its history; strike it when a reason is posted."""
    assert isinstance(request.user, User)
    now = timezone.now()
    seen = Document.objects.visible_to(request.user, timezone.localdate(now))
    paper = get_object_or_404(seen.select_related("organ__unit", "series"), pk=pk)
    form = StrikeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            strike_document(paper, reason=form.cleaned_data["reason"], by=request.user, at=now)
            return redirect("documents:document", pk)
        except AlreadyStruck as wrong:
            form.add_error("reason", str(wrong))
    context = {
        "paper": paper,
        "form": form,
        "may_strike": request.user.has_perm("documents.strike", paper.organ),
        "story": story(paper, TOLD),
    }
    status = 422 if form.errors else 200
    return render(request, "documents/document.html", context, status=status)
