"""Pages of what was handed in: reading it, checking it, taking it back, correcting it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nhip.kit.text.rules import read_number
from nhip.organisation.accounts.models import User
from nhip.organisation.periods.rules import today
from nhip.organisation.units.queries import closed_words
from nhip.work.duties.choices import Status
from nhip.work.duties.models import checked_by
from nhip.work.duties.queries import state_of, title_of

from .. import actions, papers, queries
from ..access import FILL, may_decide, may_fill, may_read_all, may_reopen, may_send, may_take_back
from ..choices import Step
from ..forms import ReportReasonForm, ReturnForm
from ..models import Report, Revision
from .onward import say_decided, to_last_version
from .reports import signed_in


@login_required
def show_revision(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show what was handed in, as it was."""
    user, at = signed_in(request), timezone.now()
    report, revisions = queries.readable(user, pk, today(at))
    revision = next((found for found in revisions if found.number == number), None)
    if report is None or revision is None:
        raise Http404
    sees_all = may_read_all(user, report)
    decides, takes_back = may_decide(user, report, today(at)), may_take_back(user, report)
    if decides and revision is revisions[-1]:
        _note_opening(report, revision, user, at)
    shown = {
        **_revision_context(report, revision, revisions, sees_handed_in=sees_all),
        "steps": report.steps.select_related("taken_by", "revision") if sees_all else [],
        "reads_accepted": not sees_all,
        "is_unseen": takes_back and not queries.opened(revisions[-1]),
        "ask_form": ReportReasonForm() if takes_back else None,
        "may_decide": decides,
        "reason_form": ReportReasonForm() if may_reopen(user, report, today(at)) else None,
        "may_fill": may_fill(user, report),
        "may_send": may_send(user, report),
    }
    return render(request, "reports/revision.html", shown)


def _revision_context(
    report: Report, revision: Revision, revisions: list[Revision], *, sees_handed_in: bool = True
) -> dict[str, Any]:
    revision.report = report  # spares asking for it again
    since = queries.seen_before(revision) if revision is not revisions[0] else None
    return {
        "report": report,
        "obligation": report.obligation,
        "revision": revision,
        "revisions": revisions,
        "since": since,
        "sheet": papers.revision_sheet(revision, since, sees_handed_in=sees_handed_in),
        "state": state_of(report.obligation, timezone.now()),
        "closed": closed_words([report.unit_id], today(timezone.now())).get(report.unit_id, ""),
        "standing": queries.counting_revisions(report),
        "taken_back": revision.steps.filter(step=Step.WITHDRAWN).exists(),
    }


@login_required
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the checker what came in, and take the decision."""
    user, at = signed_in(request), timezone.now()
    below = Report.objects.kept(checked_by(user, today(at), "obligation__"))
    report = get_object_or_404(below, pk=pk)
    revisions = list(report.revisions.select_related("submitted_by"))
    if not revisions:
        raise Http404
    is_waiting = report.is_waiting
    _note_opening(report, revisions[-1], user, at)
    asked_back = queries.asked_back(revisions[-1]) if is_waiting else None
    shown = _revision_context(report, revisions[-1], revisions)
    if shown["since"] or report.is_returned:
        shown["sheet"].mark(queries.open_places_of(report))
    is_return = request.method == "POST" and request.POST.get("do") != "accept"
    form = ReturnForm(
        request.POST if is_return else None,
        sheet=shown["sheet"],
        initial={"reason": asked_back.reason if asked_back else ""},
    )
    status = 422 if form.errors else 200
    if request.method == "POST" and (not is_return or form.is_valid()):
        if _decide(request, report, form, at):
            return to_last_version(report)
        status = 409
    shown |= {
        "reason_form": form,
        "is_open": report.is_returnable,
        "folds": not shown["since"] and bool(shown["sheet"].striking),
        "may_accept": is_waiting,
        "is_returned": report.is_returned,
        "asked_back": asked_back,
        "correction": queries.correction(revisions[-1], user) if is_waiting else None,
    }
    return render(request, "reports/check.html", shown, status=status)


def _note_opening(report: Report, revision: Revision, user: User, at: datetime) -> None:
    if report.is_waiting and not queries.opened(revision):
        actions.note_opening(report, by=user, at=at)


def _decide(request: HttpRequest, report: Report, form: ReturnForm, at: datetime) -> bool:
    """Take the decision, or say why not: what was typed then stays on the page beside how it stands."""
    user, number = signed_in(request), read_number(request.POST.get("seen", "")) or 0
    try:
        if request.POST.get("do") == "accept":
            actions.accept_report(report, by=user, at=at, seen=number)
            words = _("Accepted: %(what)s. The totals above follow at once.")
        else:
            reason, places = form.cleaned_data["reason"], form.places
            actions.return_report(
                report, reason, by=user, at=at, seen=number, places=places, found=_found(request)
            )
            words = _("Returned: %(what)s. The unit has been told why.")
        what = f"{title_of(report.obligation)}, {report.unit.name}"
        say_decided(request, user, words % {"what": what}, at)
    except actions.AlreadyDecided as refusal:
        messages.error(request, str(refusal))
        return False
    return True


def _found(request: HttpRequest) -> Status | None:
    """Return how the report stood on the page the decision was taken on."""
    said = request.POST.get("found", "")
    return Status(said) if said in Status.values else None


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a report back that nobody has opened."""
    user, at = signed_in(request), timezone.now()
    mine = Report.objects.visible_to(user, today(at), FILL)
    report = get_object_or_404(mine, pk=pk)
    try:
        actions.withdraw_report(report, by=user, at=at)
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
        return to_last_version(report)
    messages.success(request, _("Taken back. It waits for no check until you hand it in again."))
    return redirect("reports:entry", pk)


@login_required
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a report that somebody has opened."""
    user, at = signed_in(request), timezone.now()
    mine = Report.objects.visible_to(user, today(at), FILL)
    report = get_object_or_404(mine, pk=pk)
    return _with_reason(
        request,
        report,
        lambda reason: actions.ask_back(report, reason, by=user, at=at),
        _("Asked. Whoever checks it has been told why."),
    )


def _with_reason(
    request: HttpRequest, report: Report, act: Callable[[str], object], done: str
) -> HttpResponse:
    """Do what needs a reason, say what became of it, and show the last revision."""
    form = ReportReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for error in form.errors["reason"]))
        return to_last_version(report)
    try:
        act(form.cleaned_data["reason"])
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return to_last_version(report)


@login_required
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open an accepted report for a correction."""
    user, at = signed_in(request), timezone.now()
    report = get_object_or_404(Report.objects.visible_to(user, today(at)), pk=pk)
    answer = _with_reason(
        request,
        report,
        lambda reason: actions.reopen_report(report, reason, by=user, at=at),
        _("Open for a correction. What was accepted counts until then."),
    )
    report.refresh_from_db(fields=["status"])
    if may_fill(user, report):
        return redirect("reports:entry", pk)
    return answer
