"""What stands beside the plans: lists from a spreadsheet, and the kinds of plan."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nhip.office.records.access import may_name_kinds
from nhip.office.records.forms import KindForm
from nhip.office.records.views import rename_page, send_template, take_list
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User

from .. import actions
from ..access import KEEP, KEEP_KINDS
from ..models import PlanKind
from ..tables import PlanList


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def plans_list(request: HttpRequest) -> HttpResponse:
    """Show what a list of plans would become; take it in once that was seen."""
    assert isinstance(request.user, User)
    require(request.user, KEEP)
    kind = PlanList(request.user, timezone.localdate())
    done, template = reverse("plans:list"), reverse("plans:template")
    return take_list(request, kind, done=done, template=template)


@require_safe
@login_required
def plans_template(request: HttpRequest) -> HttpResponse:
    """Send the table of plans to fill in."""
    assert isinstance(request.user, User)
    require(request.user, KEEP)
    return send_template(PlanList(request.user, timezone.localdate()))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def kinds(request: HttpRequest) -> HttpResponse:
    """Show the kinds of plan, and add one."""
    assert isinstance(request.user, User)
    if not may_name_kinds(request.user, KEEP_KINDS, timezone.localdate()):
        raise PermissionDenied
    form = KindForm(request.POST or None, table=PlanKind)
    if (
        request.method == "POST"
        and form.is_valid()
        and form.perform(actions.add_kind, by=request.user, at=timezone.now())
    ):
        messages.success(request, _("The kind is added."))
        return redirect("plans:kinds")
    standing = Count("plans", filter=Q(plans__struck_at=None))
    counted = PlanKind.objects.annotate(standing=standing).order_by("sort_order", "pk")
    context = {"form": form, "kinds": counted}
    return render(request, "plans/kinds.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def rename_kind(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a kind of plan otherwise."""
    assert isinstance(request.user, User)
    if not may_name_kinds(request.user, KEEP_KINDS, timezone.localdate()):
        raise PermissionDenied
    kind = get_object_or_404(PlanKind, pk=pk)
    back, place = reverse("plans:kinds"), _("Kinds of plan")
    return rename_page(request, kind, actions.rename_kind, back=back, place=place)
