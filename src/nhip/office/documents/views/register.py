"""The register as a list, and one paper of it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from nhip.office.records.access import allows, may_name_kinds
from nhip.office.records.forms import DoingForms
from nhip.office.records.queries import beginners, story
from nhip.office.records.views import struck_or_restored
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User

from ..access import NAME_KINDS, check_correct, check_restore, check_strike, may_register
from ..actions import restore_document, strike_document
from ..forms import PaperFileForm, RegisterFilter
from ..models import Document
from ..registry import acts_for

PAGE = 50
TOLD = {
    "document.registered": _("entered in the register"),
    "document.corrected": _("corrected"),
    "document.struck": _("struck from the register"),
    "document.restored": _("restored"),
    "document.file_added": _("a file put beside it"),
    "document.file_taken_out": _("a file taken away"),
}


@require_safe
@login_required
def register(request: HttpRequest) -> HttpResponse:
    """Show the register, newest first, by organ, kind, series, year and words."""
    assert isinstance(request.user, User)
    require(request.user, "documents.see")
    today = timezone.localdate()
    seen = Document.objects.visible_to(request.user, today)
    form = RegisterFilter(request.GET, seen=seen)
    kept = form.kept(seen).select_related("organ", "series").with_kind_names()
    context = {
        "form": form,
        "page": Paginator(kept, PAGE).get_page(request.GET.get("trang")),
        "struck": kept.exclude(struck_at=None).count(),
        "may_begin": may_register(request.user),
        "may_name_kinds": may_name_kinds(request.user, NAME_KINDS, today),
    }
    if not context["page"]:
        context["beginners"] = beginners("documents.register", today)
    return render(request, "documents/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one paper and its history; strike or restore it when a reason is posted."""
    assert isinstance(request.user, User)
    paper = seen_paper(request.user, pk)
    doings = DoingForms(request.method, request.POST)
    strike, restore = strike_document, restore_document
    if doings.perform(paper, strike=strike, restore=restore, by=request.user, at=timezone.now()):
        return struck_or_restored(request, doings, "documents:document", pk)
    return show_paper(request, paper, doings, PaperFileForm())


def seen_paper(user: User, pk: int) -> Document:
    """Return a paper the user may read, or a 404."""
    seen = Document.objects.visible_to(user, timezone.localdate()).with_kind_names()
    return get_object_or_404(seen.select_related("organ__unit", "series"), pk=pk)


def show_paper(
    request: HttpRequest, paper: Document, doings: DoingForms, file_form: PaperFileForm
) -> HttpResponse:
    """Answer with a paper's page, its refused form open."""
    assert isinstance(request.user, User)
    context = {
        "paper": paper,
        "acts": acts_for(request.user, paper),
        "files": paper.files.all(),
        "doings": doings,
        "file_form": file_form,
        "may_begin": may_register(request.user),
        "may_correct": allows(check_correct, request.user, paper),
        "may_strike": allows(check_strike, request.user, paper),
        "may_restore": allows(check_restore, request.user, paper),
        "story": story(paper, TOLD),
    }
    status = 422 if doings.errors or file_form.errors else 200
    return render(request, "documents/document.html", context, status=status)
