"""Pages of forms: the list, a version as its reporter sees it, and what may be done with it."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.periods.rules import today

from .. import actions, papers, queries, registry
from ..access import DESIGN, may_change, may_continue, may_design
from ..forms import FormForm
from ..models import Form


@require_safe
@login_required
def show_forms(request: HttpRequest) -> HttpResponse:
    """List the forms with their versions."""
    user, on = cast(User, request.user), today(timezone.now())
    require(user, "forms.see")
    found = Form.objects.visible_to(user, on).lasting().select_related("organ")
    in_force = set(Form.objects.in_force().values_list("pk", flat=True))
    shown = {
        "families": queries.families(found),
        "in_force": in_force,
        "may_design": may_design(user),
    }
    return render(request, "forms/forms.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_form(request: HttpRequest) -> HttpResponse:
    """Begin a new form."""
    user, at = cast(User, request.user), timezone.now()
    require(user, DESIGN)
    form = FormForm(request.POST or None, own=unit_ids(user, DESIGN, today(at)))
    if request.method == "POST" and form.is_valid():
        made = actions.write_form(**form.cleaned_data, by=user, at=at)
        messages.success(
            request, _("The form is begun. Add its sections and rows, then publish it.")
        )
        return redirect("forms:design", made.pk)
    shown = {"form": form}
    return render(request, "forms/new_form.html", shown, status=422 if form.errors else 200)


@require_safe
@login_required
def show_form(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a version as the reporter sees it, with its checks and what may be done with it."""
    user = cast(User, request.user)
    form = _seen(user, pk)
    seen = Form.objects.visible_to(user, today(timezone.now()))
    versions = list(seen.filter(code=form.code).select_related("organ").order_by("version"))
    shown = {
        "form": form,
        "sheet": papers.blank_sheet(form),
        "checks": papers.checks(form),
        "lacking": queries.form_lacks(form) if form.is_draft else [],
        "publishing": registry.publishing(form, today(timezone.now())) if form.is_draft else None,
        "versions": versions,
        "may_change": may_change(user, form),
        "may_continue": may_continue(user, versions[-1]),
    }
    return render(request, "forms/form.html", shown)


@require_POST
@login_required
def decide_form(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a draft or throw it away; begin the version after a published one."""
    user, at = cast(User, request.user), timezone.now()
    form = designed(user, pk)
    try:
        match request.POST.get("do"):
            case "publish":
                actions.publish_form(form, by=user, at=at)
                messages.success(request, _("Published. What is asked from now on asks it."))
            case "discard":
                actions.discard_form(form, by=user, at=at)
                messages.success(request, _("The draft “%(name)s” is gone.") % {"name": form.name})
                return redirect("forms:forms")
            case "continue":
                following = actions.next_version(form, by=user, at=at)
                words = _("The next version is begun. The old one is asked until you publish it.")
                messages.success(request, words)
                return redirect("forms:design", following.pk)
            case _other:
                messages.warning(request, _("Nothing was chosen, so nothing was done."))
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("forms:form", pk)


def _seen(user: User, pk: int) -> Form:
    seen = Form.objects.visible_to(user, today(timezone.now()))
    return get_object_or_404(seen.select_related("organ__unit"), pk=pk)


def designed(user: User, pk: int) -> Form:
    """Return a form one sees and designs."""
    form = _seen(user, pk)
    require(user, DESIGN, form.organ or form)
    return form
