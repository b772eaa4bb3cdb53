"""Pages of certificates."""

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

from .actions import strike_certificate
from .models import Certificate

PAGE = 50
TOLD = {"certificate.awarded": _("entered"), "certificate.struck": _("struck")}


@require_safe
@login_required
def certificates(request: HttpRequest) -> HttpResponse:
    """Show the certificates given, by decision."""
    assert isinstance(request.user, User)
    require(request.user, "commendations.see")
    seen = Certificate.objects.visible_to(request.user, timezone.localdate())
    lines = seen.select_related("decision", "unit").order_by(
        "-decision__issued_on", "decision", "recipient", "pk"
    )
    page = Paginator(lines, PAGE).get_page(request.GET.get("trang"))
    return render(request, "commendations/list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one certificate and its history; strike it when a reason is posted."""
    assert isinstance(request.user, User)
    now = timezone.now()
    seen = Certificate.objects.visible_to(request.user, timezone.localdate(now))
    line = get_object_or_404(seen.select_related("decision__organ", "unit"), pk=pk)
    form = StrikeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            strike_certificate(line, reason=form.cleaned_data["reason"], by=request.user, at=now)
            return redirect("commendations:certificate", pk)
        except AlreadyStruck as wrong:
            form.add_error("reason", str(wrong))
    context = {
        "line": line,
        "may_keep": request.user.has_perm("commendations.keep", line.decision.organ),
        "form": form,
        "story": story(line, TOLD),
    }
    status = 422 if form.errors else 200
    return render(request, "commendations/certificate.html", context, status=status)
