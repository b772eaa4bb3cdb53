"""Lists from a spreadsheet: classes with their rolls, and the roll of one class."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from nhip.office.records.access import allows
from nhip.office.records.views import send_template, take_list
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User

from ..access import KEEP, check_roll
from ..tables import ClassList, RollList
from .classes import changeable


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def classes_list(request: HttpRequest) -> HttpResponse:
    """Show what a list of classes and people would become; take it in once that was seen."""
    assert isinstance(request.user, User)
    require(request.user, KEEP)
    kind = ClassList(request.user, timezone.localdate())
    done, template = reverse("training:list"), reverse("training:template")
    return take_list(request, kind, done=done, template=template)


@require_safe
@login_required
def classes_template(request: HttpRequest) -> HttpResponse:
    """Send the table of classes to fill in."""
    assert isinstance(request.user, User)
    require(request.user, KEEP)
    return send_template(ClassList(request.user, timezone.localdate()))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def roll_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a list of people would add to one class; take it in once that was seen."""
    assert isinstance(request.user, User)
    held = changeable(request.user, pk)
    if request.method != "POST" and not allows(check_roll, request.user, held):
        return redirect("training:class", pk)
    kind = RollList(request.user, timezone.localdate(), held=held)
    done = reverse("training:class", args=[pk])
    return take_list(
        request, kind, done=done, template=reverse("training:roll_template", args=[pk])
    )


@require_safe
@login_required
def roll_template(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the table of people to fill in."""
    assert isinstance(request.user, User)
    held = changeable(request.user, pk)
    return send_template(RollList(request.user, timezone.localdate(), held=held))
