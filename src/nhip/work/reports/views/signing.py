"""The page of a report that is before its own unit's chief."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nhip.organisation.periods.rules import today
from nhip.work.duties.queries import state_of, title_of

from .. import actions, papers, queries
from ..access import may_recall, may_sign
from ..forms import ReportReasonForm
from ..models import Report, Revision
from .onward import say_nothing_done, to_last_version
from .reports import closed, fillable, say_handed_in, signed_in


@login_required
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what would leave the house; the chief lets it leave, or sends it back inside."""
    user, at = signed_in(request), timezone.now()
    report = get_object_or_404(Report.objects.visible_to(user, today(at)), pk=pk)
    signs, recalls = may_sign(user, report), may_recall(user, report, today(at))
    if not signs and not recalls:
        say_nothing_done(request)
        return _elsewhere(report)
    is_back = signs and request.POST.get("do") == "back"
    form = ReportReasonForm(request.POST if is_back else None)
    status = 422 if form.errors else 200
    if signs and request.method == "POST" and (not is_back or form.is_valid()):
        if _decide(request, report, form, at):
            if is_back:
                return redirect("duties:obligation", report.obligation_id)
            return to_last_version(report)
        status = 409
        report.refresh_from_db()
        if not report.is_presented:
            return _elsewhere(report)
    revision, why_not = _as_it_would_leave(request, report, at)
    shown = {
        "report": report,
        "obligation": report.obligation,
        "revision": revision,
        "why_not": why_not,
        "sheet": papers.revision_sheet(revision, sees_handed_in=True) if revision else None,
        "signing": queries.signing_of(report),
        "state": state_of(report.obligation, at),
        "reason_form": form,
        "signs": signs,
        "recalls": recalls,
    }
    return render(request, "reports/sign.html", shown, status=status)


def _as_it_would_leave(
    request: HttpRequest, report: Report, at: datetime
) -> tuple[Revision | None, str]:
    """Return what handing in would write, or why it cannot be handed in by now."""
    try:
        actions.must_be_owed(report.obligation)
        return actions.as_handed_in(report, by=signed_in(request), at=at), ""
    except (actions.AlreadyDecided, actions.Incomplete) as refusal:
        return None, str(refusal)


def _decide(request: HttpRequest, report: Report, form: ReportReasonForm, at: datetime) -> bool:
    """Take the chief's decision, or say why not."""
    user = signed_in(request)
    what = f"{title_of(report.obligation)}, {report.unit.name}"
    try:
        if request.POST.get("do") == "back":
            actions.send_back_inside(report, form.cleaned_data["reason"], by=user, at=at)
            words = _("Sent back inside the house: %(what)s. Whoever prepared it knows why.")
            messages.success(request, words % {"what": what})
        else:
            actions.sign_report(report, request.POST.get("seen", ""), by=user, at=at)
            words = _("Signed and handed in: %(what)s. The unit above has been told.")
            say_handed_in(request, report, words % {"what": what}, at)
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
        return False
    return True


@login_required
@require_POST
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a report back from the chief, and go on writing in it."""
    user, at = signed_in(request), timezone.now()
    report = fillable(request, pk, at)
    try:
        actions.recall_report(report, by=user, at=at)
        messages.success(request, _("Taken back: you can change it again."))
    except actions.NotPresented as refusal:
        messages.error(request, str(refusal))
    return redirect("reports:entry", pk)


def _elsewhere(report: Report) -> HttpResponse:
    """Lead to where a report stands that this person finds at no chief's."""
    if report.is_changeable:
        return redirect("reports:entry", report.pk)
    return closed(report)
