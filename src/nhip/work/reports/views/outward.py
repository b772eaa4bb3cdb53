"""Reports to a body outside: filled in from the sums, and noted as sent."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from nhip.organisation.periods.rules import today

from .. import actions, queries
from ..access import may_send
from ..forms import SendingForm
from ..models import Report
from .onward import say_nothing_done
from .reports import fillable, signed_in


@login_required
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that what was handed in went outside: date, number, recipient."""
    user, at = signed_in(request), timezone.now()
    report = get_object_or_404(Report.objects.visible_to(user, today(at)), pk=pk)
    last = report.revisions.order_by("number").last()
    if last is None or not may_send(user, report):
        say_nothing_done(request)
        return redirect("reports:entry", pk)
    form = SendingForm(request.POST or None, report=report, seen=last.number)
    try:
        if form.is_valid() and form.perform(by=user, at=at):
            messages.success(request, _("Noted as sent."))
            return redirect("reports:revision", pk, last.number)
    except actions.AlreadyDecided as refusal:
        form.add_error(None, str(refusal))
    shown = {"report": report, "obligation": report.obligation, "form": form, "last": last}
    return render(request, "reports/send.html", shown, status=422 if form.errors else 200)


@login_required
@require_POST
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the accepted sums of the period into the cells that are still empty."""
    user, at = signed_in(request), timezone.now()
    report = fillable(request, pk, at)
    if not report.obligation.regime.is_outward:
        messages.warning(request, _("Only a report to a body outside is filled from the sums."))
        return redirect("reports:entry", pk)
    sums = queries.sums_for(report)
    try:
        figures = {row: (raw, False) for row, raw in sums.items()}
        actions.save_draft(report, figures=figures, narratives={}, by=user, at=at)
    except actions.NotDraft as refusal:
        messages.error(request, str(refusal))
        return redirect("reports:entry", pk)
    words = ngettext(
        "Taken from the accepted sums: %(n)d cell. Look at it, then go on.",
        "Taken from the accepted sums: %(n)d cells. Look at them, then go on.",
        len(sums),
    )
    messages.success(request, words % {"n": len(sums)})
    return redirect("reports:entry", pk)
