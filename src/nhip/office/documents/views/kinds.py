"""The kinds of paper an office has."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nhip.office.records.access import may_name_kinds
from nhip.office.records.views import rename_page
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User

from .. import actions
from ..access import NAME_KINDS
from ..forms import PaperKindForm
from ..models import PaperKind


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def kinds(request: HttpRequest) -> HttpResponse:
    """Show the kinds of paper, and add one."""
    user = cast(User, request.user)
    require(user, "documents.see")
    form = PaperKindForm(request.POST or None, table=PaperKind)
    may_name = may_name_kinds(user, NAME_KINDS, timezone.localdate())
    if request.method == "POST":
        if not may_name:
            raise PermissionDenied
        if form.is_valid() and (
            kind := form.perform(actions.name_kind, by=user, at=timezone.now())
        ):
            messages.success(request, _("Added: %(name)s.") % {"name": kind.name})
            return redirect("documents:kinds")
    context = {
        "kinds": PaperKind.objects.all(),
        "form": form,
        "may_name_kinds": may_name,
    }
    return render(request, "documents/kinds.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def rename_kind(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a kind of paper otherwise."""
    user = cast(User, request.user)
    require(user, "documents.see")
    if not may_name_kinds(user, NAME_KINDS, timezone.localdate()):
        raise PermissionDenied
    kind = get_object_or_404(PaperKind, pk=pk)
    back, place = reverse("documents:kinds"), _("Kinds of paper")
    return rename_page(request, kind, actions.rename_kind, back=back, place=place)
