"""Entering papers, one or a list, and correcting one."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nhip.office.records.access import allows
from nhip.office.records.queries import beginners
from nhip.office.records.views import send_template, take_list
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User

from ..access import check_correct
from ..actions import correct_document
from ..forms import CorrectPaperForm, NewPaperForm
from ..queries import own_series
from ..tables import PaperList
from .register import seen_paper


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_paper(request: HttpRequest) -> HttpResponse:
    """Enter one paper; without a series to number it in, say who may make one."""
    user, now = cast(User, request.user), timezone.now()
    require(user, "documents.register")
    today = timezone.localdate(now)
    form = NewPaperForm(request.POST or None, by=user, on=today)
    if form.is_valid() and (paper := form.perform(at=now)):
        messages.success(request, _("Entered as %(symbol)s.") % {"symbol": paper.symbol})
        return redirect("documents:document", paper.pk)
    context = {
        "form": form,
        "heading": _("A new paper"),
        "button": _("Enter in the register"),
        "back": reverse("documents:list"),
        "place": _("Register of papers"),
        "has_series": own_series(user, today).exists(),
        "beginners": beginners("units.change", today),
    }
    return render(request, "documents/new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct one paper for a reason."""
    user = cast(User, request.user)
    paper = seen_paper(user, pk)
    require(user, "documents.correct", paper.organ)
    if request.method != "POST" and not allows(check_correct, user, paper):
        return redirect("documents:document", pk)
    form = CorrectPaperForm(request.POST or None, kept=paper, by=user)
    if form.is_valid() and form.perform(correct_document, by=user, at=timezone.now()):
        messages.success(request, _("Corrected."))
        return redirect("documents:document", pk)
    context = {
        "form": form,
        "heading": _("Correct %(symbol)s") % {"symbol": paper.symbol},
        "button": _("Correct"),
        "back": reverse("documents:document", args=[pk]),
        "place": paper.symbol,
    }
    return render(request, "records/write.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def paper_list(request: HttpRequest) -> HttpResponse:
    """Look at a list of papers, then take it in."""
    user = cast(User, request.user)
    require(user, "documents.register")
    done, template = reverse("documents:list"), reverse("documents:template")
    return take_list(request, PaperList(user, timezone.localdate()), done=done, template=template)


@require_safe
@login_required
def paper_list_template(request: HttpRequest) -> HttpResponse:
    """Send the table of papers to fill in."""
    user = cast(User, request.user)
    require(user, "documents.register")
    return send_template(PaperList(user, timezone.localdate()))
