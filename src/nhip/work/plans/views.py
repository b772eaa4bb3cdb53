"""Pages of units' plans."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhip.office.records.forms import StrikeForm
from nhip.office.records.queries import story
from nhip.office.records.rules import AlreadyStruck
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries.authority import BeyondAuthority

from .actions import appraise_plan, strike_plan
from .forms import AppraiseForm, PlanFilter
from .models import UnitPlan
from .rules import AlreadyAppraised

PAGE = 50
TOLD = {
    "plan.received": _("received"),
    "plan.appraised": _("appraised"),
    "plan.struck": _("struck"),
}


@require_safe
@login_required
def plans(request: HttpRequest) -> HttpResponse:
    """Show units' plans by year and kind."""
    assert isinstance(request.user, User)
    require(request.user, "plans.see")
    seen = UnitPlan.objects.visible_to(request.user, timezone.localdate())
    form = PlanFilter(request.GET, seen=seen)
    kept = form.kept(seen).select_related("unit", "organ", "kind")
    page = Paginator(kept.order_by("-year", "unit__sort_order", "pk"), PAGE)
    context = {"form": form, "page": page.get_page(request.GET.get("trang"))}
    return render(request, "plans/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one plan and its history; strike it when a reason is posted."""
    assert isinstance(request.user, User)
    found = _seen(request.user, pk)
    form = StrikeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            strike_plan(found, reason=reason, by=request.user, at=timezone.now())
            return redirect("plans:plan", pk)
        except AlreadyStruck as wrong:
            form.add_error("reason", str(wrong))
    today = timezone.localdate()
    return _page(request, found, form, AppraiseForm(initial={"appraised_on": today}))


@require_POST
@login_required
def appraise(request: HttpRequest, pk: int) -> HttpResponse:
    """Appraise one plan."""
    assert isinstance(request.user, User)
    found = _seen(request.user, pk)
    form = AppraiseForm(request.POST)
    if form.is_valid():
        on, remarks = form.cleaned_data["appraised_on"], form.cleaned_data["remarks"]
        try:
            appraise_plan(found, remarks=remarks, on=on, by=request.user, at=timezone.now())
            return redirect("plans:plan", pk)
        except (AlreadyAppraised, AlreadyStruck) as wrong:
            form.add_error(None, str(wrong))
        except BeyondAuthority as beyond:
            form.add_error(None, beyond)
    return _page(request, found, StrikeForm(), form)


def _seen(user: User, pk: int) -> UnitPlan:
    seen = UnitPlan.objects.visible_to(user, timezone.localdate())
    return get_object_or_404(seen.select_related("unit", "organ", "kind"), pk=pk)


def _page(
    request: HttpRequest, found: UnitPlan, form: StrikeForm, appraise_form: AppraiseForm
) -> HttpResponse:
    context = {
        "plan": found,
        "may_keep": request.user.has_perm("plans.keep", found),
        "may_appraise": request.user.has_perm("plans.appraise", found.organ),
        "form": form,
        "appraise_form": appraise_form,
        "story": story(found, TOLD),
    }
    status = 422 if form.errors or appraise_form.errors else 200
    return render(request, "plans/plan.html", context, status=status)
