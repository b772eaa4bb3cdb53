"""Pages of units' plans: the list, one plan, a new one, its appraisal, a correction."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhip.kit.design.notes import say_done
from nhip.office.records.access import allows, may_name_kinds
from nhip.office.records.forms import DoingForms
from nhip.office.records.queries import beginners, story
from nhip.office.records.views import corrected, struck_or_restored
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User

from ..access import KEEP, KEEP_KINDS, check_appraise, check_change, check_restore, may_keep
from ..actions import restore_plan, strike_plan
from ..forms import AppraiseForm, CorrectPlanForm, NewPlanForm, PlanFilter
from ..models import UnitPlan

PAGE = 50
TOLD = {
    "plan.received": gettext_lazy("received"),
    "plan.appraised": gettext_lazy("appraised"),
    "plan.corrected": gettext_lazy("corrected"),
    "plan.struck": gettext_lazy("struck"),
    "plan.restored": gettext_lazy("restored"),
}


@require_safe
@login_required
def plans(request: HttpRequest) -> HttpResponse:
    """Show units' plans by year, kind and state."""
    assert isinstance(request.user, User)
    require(request.user, "plans.see")
    today = timezone.localdate()
    seen = UnitPlan.objects.visible_to(request.user, today)
    form = PlanFilter(request.GET, seen=seen)
    kept = form.kept(seen).select_related("unit", "organ", "kind")
    ordered = kept.order_by("-year", "unit__sort_order", "pk")
    page = Paginator(ordered, PAGE).get_page(request.GET.get("trang"))
    context = {
        "form": form,
        "page": page,
        "waiting": seen.waiting().count(),
        "is_empty": not page and not seen.exists(),
        "may_keep": may_keep(request.user),
        "may_keep_kinds": may_name_kinds(request.user, KEEP_KINDS, today),
        "beginners": None if page else beginners(KEEP, today),
    }
    return render(request, "plans/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one plan and its history; strike or restore it when a reason is posted."""
    assert isinstance(request.user, User)
    found = _seen(request.user, pk)
    doings = DoingForms(request.method, request.POST)
    if doings.perform(
        found, strike=strike_plan, restore=restore_plan, by=request.user, at=timezone.now()
    ):
        return struck_or_restored(request, doings, "plans:plan", pk)
    today = timezone.localdate()
    return _page(request, found, doings, AppraiseForm(initial={"appraised_on": today}))


@require_POST
@login_required
def appraise(request: HttpRequest, pk: int) -> HttpResponse:
    """Appraise one plan."""
    assert isinstance(request.user, User)
    found = _seen(request.user, pk)
    form = AppraiseForm(request.POST)
    if form.is_valid() and form.perform(found, by=request.user, at=timezone.now()):
        say_done(request, _("Appraised. It stands on this page and counts from now on."))
        return redirect("plans:plan", pk)
    return _page(request, found, DoingForms("GET", {}), form)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_plan(request: HttpRequest) -> HttpResponse:
    """Enter a plan a unit handed up."""
    assert isinstance(request.user, User)
    require(request.user, KEEP)
    today = timezone.localdate()
    first = {"year": today.year, "received_on": today}
    form = NewPlanForm(request.POST or None, keeper=request.user, on=today, initial=first)
    plan = form.perform(at=timezone.now()) if request.POST and form.is_valid() else None
    if plan is not None:
        say_done(request, _("The plan is entered. Next: whoever appraises it writes that here."))
        return redirect("plans:plan", plan.pk)
    context = {
        "form": form,
        "heading": _("Enter a plan"),
        "button": _("Enter the plan"),
        "back": reverse("plans:list"),
        "place": _("Plans of units"),
    }
    return render(request, "records/write.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a plan otherwise, with a reason."""
    assert isinstance(request.user, User)
    found = _seen(request.user, pk)
    require(request.user, KEEP, found)
    if request.method != "POST" and not allows(check_change, request.user, found):
        return redirect("plans:plan", pk)
    form = CorrectPlanForm(
        request.POST or None, kept=found, by=request.user, on=timezone.localdate()
    )
    if request.method == "POST" and form.is_valid() and form.act(at=timezone.now()):
        return corrected(request, "plans:plan", pk)
    context = {
        "form": form,
        "heading": _("Correct a plan"),
        "button": _("Save the correction"),
        "back": reverse("plans:plan", args=[pk]),
        "place": found.title,
    }
    return render(request, "records/write.html", context, status=422 if form.errors else 200)


def _seen(user: User, pk: int) -> UnitPlan:
    seen = UnitPlan.objects.visible_to(user, timezone.localdate())
    return get_object_or_404(seen.select_related("unit", "organ", "kind"), pk=pk)


def _page(
    request: HttpRequest, found: UnitPlan, doings: DoingForms, appraise_form: AppraiseForm
) -> HttpResponse:
    assert isinstance(request.user, User)
    context = {
        "plan": found,
        "doings": doings,
        "may_strike": allows(check_change, request.user, found),
        "may_correct": allows(check_change, request.user, found),
        "may_restore": allows(check_restore, request.user, found),
        "may_appraise": allows(check_appraise, request.user, found),
        "appraise_form": appraise_form,
        "story": story(found, TOLD),
    }
    status = 422 if doings.errors or appraise_form.errors else 200
    return render(request, "plans/plan.html", context, status=status)
