"""Files beside a paper: putting one there, taking one away, handing one out."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nhip.kit.guard.filing import hand_out
from nhip.office.records.forms import DoingForms
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import Refused

from ..actions import take_file_out
from ..forms import PaperFileForm
from ..models import PaperFile
from .register import seen_paper, show_paper


@require_POST
@login_required
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a file beside a paper."""
    user = cast(User, request.user)
    paper = seen_paper(user, pk)
    require(user, "documents.correct", paper.organ)
    form = PaperFileForm(request.POST, request.FILES)
    if form.is_valid() and form.perform(paper, by=user, at=timezone.now()):
        messages.success(request, _("The file is kept beside the paper."))
        return redirect("documents:document", pk)
    return show_paper(request, paper, DoingForms(None, {}), form)


@require_POST
@login_required
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file away from its paper."""
    user = cast(User, request.user)
    kept = _seen_file(user, pk)
    try:
        take_file_out(kept, by=user, at=timezone.now())
        messages.success(request, _("The file is taken away."))
    except Refused as wrong:
        messages.error(request, str(wrong))
    return redirect("documents:document", kept.document_id)


@require_safe
@login_required
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand out a file to keep; one that was changed on the disk is not given."""
    kept = _seen_file(cast(User, request.user), pk)
    if answer := hand_out(kept.path, kept.digest, kept.name, kept.kind):
        return answer
    words = _("This file is not what was kept here. Tell the administrator.")
    return HttpResponse(words, status=409, content_type="text/plain; charset=utf-8")


def _seen_file(user: User, pk: int) -> PaperFile:
    return get_object_or_404(PaperFile.objects.visible_to(user, timezone.localdate()), pk=pk)
