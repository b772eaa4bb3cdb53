"""Pages of certificates, by decision and one by one."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from nhip.kit.text.rules import write_figure
from nhip.office.documents.access import may_register
from nhip.office.documents.choices import CountedKind
from nhip.office.documents.models import Document
from nhip.office.records.access import allows
from nhip.office.records.forms import DoingForms, RowForms, refusal
from nhip.office.records.queries import story
from nhip.office.records.views import corrected, send_template, struck_or_restored, take_list
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import WrongRow

from . import queries
from .access import KEEP, check_correct, check_restore, check_strike, may_award
from .actions import (
    correct_certificate,
    restore_certificate,
    strike_certificate,
    take_in_certificates,
)
from .forms import ROWS, UNITS, CertificateListForm, CorrectCertificateForm, LineForm
from .models import Certificate
from .tables import CertificateList

PAGE = 50
TOLD = {
    "certificate.awarded": gettext_lazy("entered"),
    "certificate.corrected": gettext_lazy("corrected"),
    "certificate.struck": gettext_lazy("struck"),
    "certificate.restored": gettext_lazy("restored"),
}


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
    context = {"page": page, "may_keep": may_award(request.user)}
    return render(request, "commendations/list.html", context)


@require_safe
@login_required
def decisions(request: HttpRequest) -> HttpResponse:
    """Choose the decision whose list is to be entered."""
    assert isinstance(request.user, User)
    require(request.user, KEEP)
    found = queries.decisions(request.user, timezone.localdate())
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    context = {"page": page, "may_register": may_register(request.user)}
    return render(request, "commendations/decisions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def enter_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter several lines of a decision at once, below those that stand."""
    decision = _kept_decision(request, pk)
    assert isinstance(request.user, User)
    if decision.is_struck and request.method != "POST":
        return redirect("documents:document", pk)
    sent = request.POST if request.method == "POST" else None
    form = CertificateListForm(sent, initial={"given_on": decision.issued_on})
    places = queries.places(decision)
    lines = RowForms(partial(LineForm, places=places), sent, ROWS, judged=True)
    if all([form.is_valid(), lines.is_valid()]):
        awards = [form.award(decision, line) for line in lines.filled]
        if not lines.filled:
            form.add_error(None, _("Write at least one line."))
        rows = [award for award in awards if award]
        try:
            if rows and len(rows) == len(awards):
                take_in_certificates(rows, by=request.user, at=timezone.now())
                words = ngettext("%(number)s line entered.", "%(number)s lines entered.", len(rows))
                messages.success(request, words % {"number": write_figure(len(rows), 0)})
                return redirect("commendations:enter", pk)
        except WrongRow as wrong:
            lines.filled[wrong.index].add_error(None, refusal(wrong.why))
    context = {
        "decision": decision,
        "form": form,
        "lines": lines,
        "places": places.values(),
        "units_list": UNITS,
        "standing": decision.certificates.select_related("unit"),
    }
    status = 422 if form.errors or lines.errors else 200
    return render(request, "commendations/enter.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def take_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in the lines of a decision from a list: a look first, then one press."""
    decision = _kept_decision(request, pk)
    assert isinstance(request.user, User)
    if decision.is_struck and request.method != "POST":
        return redirect("documents:document", pk)
    kind = CertificateList(request.user, timezone.localdate(), decision)
    done, template = (reverse(f"commendations:{name}", args=[pk]) for name in ("enter", "template"))
    return take_list(request, kind, done=done, template=template)


@require_safe
@login_required
def list_template(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the empty list of a decision."""
    decision = _kept_decision(request, pk)
    assert isinstance(request.user, User)
    return send_template(CertificateList(request.user, timezone.localdate(), decision))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one certificate and its history; strike or restore it when a reason is posted."""
    assert isinstance(request.user, User)
    line = _seen(request, pk)
    doings = DoingForms(request.method, request.POST)
    verbs = {"strike": strike_certificate, "restore": restore_certificate}
    if doings.perform(line, **verbs, by=request.user, at=timezone.now()):
        return struck_or_restored(request, doings, "commendations:certificate", pk)
    context = {
        "line": line,
        "doings": doings,
        "may_correct": allows(check_correct, request.user, line),
        "may_strike": allows(check_strike, request.user, line),
        "may_restore": allows(check_restore, request.user, line),
        "story": story(line, TOLD),
    }
    status = 422 if doings.errors else 200
    return render(request, "commendations/certificate.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Write one line otherwise than it was entered."""
    assert isinstance(request.user, User)
    line = _seen(request, pk)
    require(request.user, KEEP, line.decision.organ)
    places = queries.places(line.decision)
    form = CorrectCertificateForm(request.POST or None, kept=line, by=request.user, places=places)
    if form.is_valid() and form.perform(correct_certificate, by=request.user, at=timezone.now()):
        return corrected(request, "commendations:certificate", pk)
    context = {
        "line": line,
        "form": form,
        "places": places.values(),
        "units_list": UNITS,
        "back": reverse("commendations:certificate", args=[pk]),
    }
    status = 422 if form.errors else 200
    return render(request, "commendations/correct.html", context, status=status)


def _seen(request: HttpRequest, pk: int) -> Certificate:
    """Return a certificate, or the answer of one that is not there."""
    assert isinstance(request.user, User)
    seen = Certificate.objects.visible_to(request.user, timezone.localdate())
    return get_object_or_404(seen.select_related("decision__organ__unit", "unit"), pk=pk)


def _kept_decision(request: HttpRequest, pk: int) -> Document:
    """Return a decision whose list this person keeps; other papers have no list."""
    assert isinstance(request.user, User)
    seen = Document.objects.visible_to(request.user, timezone.localdate())
    papers = seen.filter(kind=CountedKind.DECISION).select_related("organ__unit", "series")
    decision = get_object_or_404(papers, pk=pk)
    require(request.user, KEEP, decision.organ)
    return decision
