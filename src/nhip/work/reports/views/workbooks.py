"""A draft as an xlsx: away, filled in, and back with a dry look first."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from nhip.work.forms.views.printing import send_paper

from .. import actions, papers, workbooks
from ..forms import WorkbookForm, read_sheet
from ..models import Report
from .onward import say_nothing_done
from .reports import fillable, signed_in


@require_safe
@login_required
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the draft as it stands."""
    report = fillable(request, pk, timezone.now())
    if not report.is_changeable:
        return redirect("reports:entry", pk)
    period = report.obligation.period
    name = f"{report.obligation.regime.code}-{report.unit.code}-{period.start_on:%Y-%m-%d}"
    return send_paper(workbooks.draft_paper(report), name, "xlsx")


@login_required
def bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at what a file would change; then take it over."""
    at = timezone.now()
    report = fillable(request, pk, at)
    if not report.is_changeable:
        say_nothing_done(request)
        return redirect("reports:entry", pk)
    if "do" in request.POST or any(name.startswith("nghia") for name in request.POST):
        posted = read_sheet(request.POST, papers.bare_sheet(report))
        if posted.unclear or request.POST.get("do") != "take":
            left = posted.unsaved(actions.Saved(), everything=True)
            status = 422 if "do" in request.POST else 200
            return _show(request, report, WorkbookForm(report=report), left, status)
        try:
            saved = actions.save_draft(
                report,
                figures=posted.figures,
                narratives=posted.narratives,
                seen_figures=posted.seen_figures,
                seen_narratives=posted.seen_narratives,
                by=signed_in(request),
                at=at,
            )
        except actions.NotDraft as refusal:
            messages.error(request, str(refusal))
            return redirect("reports:entry", pk)
        if not saved.is_whole:
            return _show(request, report, WorkbookForm(report=report), posted.unsaved(saved), 409)
        taken = len(posted.figures) + len(posted.narratives)
        words = ngettext("Taken over: %(n)d place.", "Taken over: %(n)d places.", taken)
        messages.success(request, words % {"n": taken})
        return redirect("reports:entry", pk)
    form = WorkbookForm(request.POST or None, request.FILES or None, report=report)
    if not form.is_valid():
        return _show(request, report, form, None, 422 if form.is_bound else 200)
    if form.filled.faults:
        return _show(request, report, form, None, 422, form.filled.faults)
    return _show(request, report, form, workbooks.unsaved(report, form.filled, signed_in(request)))


def _show(
    request: HttpRequest,
    report: Report,
    form: WorkbookForm,
    unsaved: papers.Unsaved | None,
    status: int = 200,
    faults: list[workbooks.CellFault] | None = None,
) -> HttpResponse:
    changes = papers.changes(papers.draft_sheet(report, unsaved), unsaved) if unsaved else None
    shown = {
        "report": report,
        "obligation": report.obligation,
        "form": form,
        "faults": faults,
        "changes": changes,
        "notices": form.filled.notices if form.is_bound and form.is_valid() else [],
        "is_partial": status == 409,
        "is_unanswered": status == 422 and changes is not None,
        "unclear": sum(line.is_unclear for change in changes or () for line in change.lines),
    }
    return render(request, "reports/bring_back.html", shown, status=status)
