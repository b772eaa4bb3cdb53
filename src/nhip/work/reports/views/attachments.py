"""Files beside a section: its page while the report is a draft, and taking a file away."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhip.kit.guard.filing import hand_out
from nhip.organisation.accounts.models import User
from nhip.organisation.periods.rules import today
from nhip.work.forms.choices import Asks
from nhip.work.forms.models import Section

from .. import actions, papers
from ..access import filled_units
from ..forms import AttachForm
from ..models import Attachment, Report
from .onward import say_nothing_done
from .reports import closed


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show_attachments(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show the files of one section of a draft, and take one more."""
    user, at = cast(User, request.user), timezone.now()
    mine = Report.objects.of(filled_units(user, today(at)))
    report = get_object_or_404(mine, pk=pk)
    asking = Section.objects.filter(form=report.form_id).exclude(asks_files=Asks.NONE)
    section = get_object_or_404(asking, number=number)
    if not report.is_changeable:
        say_nothing_done(request)
        return closed(report)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AttachForm(*sent, section=section)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            actions.attach(report, section, file.name, file.file, by=user, at=at)
            messages.success(request, _("Attached."))
            return redirect(request.path)
        except actions.Refused as refusal:
            form.add_error("file", str(refusal))
    part = papers.draft_sheet(report).part(number)
    shown = {"report": report, "part": part, "form": form}
    return render(request, "reports/attachments.html", shown, status=422 if form.errors else 200)


@require_POST
@login_required
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file out of the draft."""
    user, at = cast(User, request.user), timezone.now()
    mine = Report.objects.of(filled_units(user, today(at)))
    found = Attachment.objects.filter(report__in=mine, is_in_draft=True)
    attachment = get_object_or_404(found.select_related("report__unit", "section"), pk=pk)
    try:
        actions.detach(attachment, by=user, at=at)
        messages.success(request, _("Taken out."))
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    here = [attachment.report_id, attachment.section.number]
    return redirect(reverse("reports:attachments", args=here))


@require_safe
@login_required
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand out a file to keep, never to open here; one that was changed on the disk is not given."""
    user, on = cast(User, request.user), today(timezone.now())
    mine = Attachment.objects.visible_to(user, on, filled_units(user, on))
    attachment = get_object_or_404(mine, pk=pk)
    if answer := hand_out(attachment.path, attachment.digest, attachment.name, attachment.kind):
        return answer
    words = _("This file is not what was attached. Tell the administrator.")
    return HttpResponse(words, status=409, content_type="text/plain; charset=utf-8")
