"""Pages of reports: what is owed, filling in, what was handed in, checking."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nhip.kit.text.rules import read_number
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import home_unit, unit_ids
from nhip.organisation.periods.rules import today

from .. import actions, papers, queries
from ..access import checked_units
from ..choices import State, Status
from ..forms import ClassificationForm, Posted, ReasonForm, read_section
from ..models import Obligation, Report, Revision
from ..rules import Typed


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)  # every page here asks for a sign-in first


@login_required
def show_list(request: HttpRequest) -> HttpResponse:
    """Show what I owe, what I must check, who is late, and units by periods."""
    user, at = _user(request), timezone.now()
    unit = home_unit(user, today(at))
    shown = {
        "owed": queries.owed_by(user, at),
        "fills": bool(unit_ids(user, "reports.fill", today(at))),
        "arrivals": queries.to_check(user, at),
        "checks": bool(checked_units(user, today(at))),
        "late": queries.late_below(user, at),
        "maps": queries.heat_maps(user, unit, at) if unit else [],
        "states": State,
    }
    return render(request, "reports/list.html", shown)


@login_required
def show_arrivals(request: HttpRequest) -> HttpResponse:
    """Show every report that waits for my check."""
    arrivals = queries.to_check(_user(request), timezone.now())
    return render(request, "reports/to_check.html", {"arrivals": arrivals})


@login_required
@require_POST
def open_draft(request: HttpRequest, obligation_pk: int) -> HttpResponse:
    """Begin a report."""
    user, at = _user(request), timezone.now()
    owed = Obligation.objects.of(unit_ids(user, "reports.fill", today(at)))
    obligation = get_object_or_404(owed, pk=obligation_pk)
    try:
        report = actions.open_report(obligation, by=user, at=at)
    except actions.AlreadyDecided as refusal:
        messages.error(request, str(refusal))
        return redirect("reports:obligation", obligation_pk)
    return redirect("reports:entry", report.pk)


@login_required
def fill_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one section of a draft to fill in, or take what was typed."""
    user, at = _user(request), timezone.now()
    mine = Report.objects.visible_to(user, today(at), "reports.fill")
    report = get_object_or_404(mine, pk=pk)
    if request.method == "POST":
        return _take_section(request, report, at)
    if report.status not in (Status.DRAFT, Status.RETURNED):
        return redirect("reports:revision", pk, report.revisions.latest("number").number)
    return _show_section(request, report, papers.draft_sheet(report))


def _take_section(request: HttpRequest, report: Report, at: datetime) -> HttpResponse:
    """Save what was typed; then hand in, go to another section, or stay, as the button says."""
    user, number = _user(request), _section_number(request)
    part = papers.draft_sheet(report).part(number)
    if part is None:
        raise Http404
    posted, form = read_section(request.POST, part), ClassificationForm(request.POST)
    if not form.is_valid():
        return _show_again(request, report, posted, actions.Saved(), form=form)
    try:
        saved = actions.save_draft(
            report,
            figures=posted.figures,
            narratives=posted.narratives,
            seen_figures=posted.seen_figures,
            seen_narratives=posted.seen_narratives,
            by=user,
            at=at,
        )
        if not saved.is_whole:
            return _show_again(request, report, posted, saved)
        if request.POST.get("do") == "submit":
            actions.submit_report(report, by=user, at=at)
            messages.success(request, _("Handed in. The unit above has been told."))
            return redirect("reports:list")
    except actions.NotDraft as refusal:
        messages.error(request, str(refusal))
        return _show_again(request, report, posted, actions.Saved(), is_closed=True)
    except actions.Incomplete as refusal:
        messages.error(request, str(refusal))
        return redirect(_fault_address(report, papers.draft_sheet(report)))
    if request.headers.get("X-Autosave"):
        report.refresh_from_db()
        return _show_section(request, report, papers.draft_sheet(report))
    aim = read_number(request.POST.get("do", "")) or part.section.number
    return redirect(f"{reverse('reports:entry', args=[report.pk])}?muc={aim}")


def _show_again(
    request: HttpRequest,
    report: Report,
    posted: Posted,
    saved: actions.Saved,
    *,
    form: ClassificationForm | None = None,
    is_closed: bool = False,
) -> HttpResponse:
    """Show a section with what could not be kept still in its fields, and why."""
    everything = is_closed or form is not None
    unsaved = papers.Unsaved(
        cells={
            row: Typed(*cell)
            for row, cell in posted.figures.items()
            if everything or row in saved.theirs or row in saved.refused
        },
        texts={
            section: text
            for section, text in posted.narratives.items()
            if everything or section in saved.their_texts or section in saved.refused_texts
        },
        problems=saved.refused
        | {
            row: papers.told_clash(papers.in_words_typed(cell))
            for row, cell in saved.theirs.items()
        },
        text_problems=saved.refused_texts
        | {section: papers.told_clash(text) for section, text in saved.their_texts.items()},
    )
    sheet = papers.draft_sheet(report, unsaved)
    return _show_section(request, report, sheet, form=form, is_closed=is_closed, status=409)


def _show_section(
    request: HttpRequest,
    report: Report,
    sheet: papers.Sheet,
    *,
    form: ClassificationForm | None = None,
    is_closed: bool = False,
    status: int = 200,
) -> HttpResponse:
    part = sheet.part(_section_number(request))
    last = report.revisions.order_by("number").last()
    numbers = [other.section.number for other in sheet.parts]
    now = timezone.now()
    shown = {
        "report": report,
        "obligation": report.obligation,
        "sheet": sheet,
        "part": part,
        "next": next((n for n in numbers if part and n > part.section.number), None),
        "fault": _fault_address(report, sheet),
        "form": form or ClassificationForm(),
        "is_closed": is_closed,
        "is_partial": status == 409 and not is_closed,
        "last": last,
        "returned": queries.last_return(report),
        "saved_today": report.saved_at and today(report.saved_at) == today(now),
        "state": queries.state_of(report.obligation, now),
    }
    is_live = "X-Autosave" in request.headers
    template = "reports/_entry_live.html" if is_live else "reports/entry.html"
    return render(request, template, shown, status=status)


def _section_number(request: HttpRequest) -> int | None:
    return read_number(request.GET.get("muc", ""))


def _fault_address(report: Report, sheet: papers.Sheet) -> str:
    """Return where the first error or gap is; "" when there is none."""
    if sheet.first_fault is None:
        return ""
    section, row = sheet.first_fault
    return f"{reverse('reports:entry', args=[report.pk])}?muc={section}#so-{row}"


@login_required
def show_revision(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show what was handed in, as it was."""
    user, at = _user(request), timezone.now()
    report = get_object_or_404(Report.objects.visible_to(user, today(at)), pk=pk)
    revisions = list(report.revisions.select_related("submitted_by"))
    revision = next((found for found in revisions if found.number == number), None)
    if revision is None:
        raise Http404
    fills = user.has_perm("reports.fill", report.unit)
    checks = report.unit_id in checked_units(user, today(at))
    is_accepted = report.status == Status.ACCEPTED
    shown = {
        **_revision_context(report, revision, revisions),
        "steps": report.steps.select_related("taken_by", "revision"),
        "checks": checks and report.status in (Status.SUBMITTED, Status.ACCEPTED),
        "reason_form": ReasonForm() if is_accepted and (fills or checks) else None,
        "may_fill": fills and report.status in (Status.DRAFT, Status.RETURNED),
    }
    return render(request, "reports/revision.html", shown)


def _revision_context(
    report: Report, revision: Revision, revisions: list[Revision]
) -> dict[str, object]:
    revision.report = report  # spares asking for it again
    since = next((r for r in revisions if r.number == revision.number - 1), None)
    return {
        "report": report,
        "obligation": report.obligation,
        "revision": revision,
        "revisions": revisions,
        "since": since,
        "sheet": papers.revision_sheet(revision, since),
        "state": queries.state_of(report.obligation, timezone.now()),
        "standing": queries.standing(report),
    }


@login_required
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the checker what came in, and take the decision."""
    user, at = _user(request), timezone.now()
    below = Report.objects.visible_to(user, today(at)).filter(
        unit_id__in=checked_units(user, today(at))
    )
    report = get_object_or_404(below, pk=pk)
    revisions = list(report.revisions.select_related("submitted_by"))
    if not revisions:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and (request.POST.get("do") == "accept" or form.is_valid()):
        return _decide(request, report, form, at)
    shown = {
        **_revision_context(report, revisions[-1], revisions),
        "reason_form": form,
        "is_open": report.status in (Status.SUBMITTED, Status.ACCEPTED),
        "may_accept": report.status == Status.SUBMITTED,
    }
    return render(request, "reports/check.html", shown, status=422 if form.errors else 200)


def _decide(request: HttpRequest, report: Report, form: ReasonForm, at: datetime) -> HttpResponse:
    user, number = _user(request), read_number(request.POST.get("seen", ""))
    try:
        if request.POST.get("do") == "accept":
            actions.accept_report(report, by=user, at=at, seen=number)
            messages.success(request, _("Accepted. The totals above follow at once."))
        else:
            reason = form.cleaned_data["reason"]
            actions.return_report(report, reason, by=user, at=at, seen=number)
            messages.success(request, _("Returned. The unit has been told why."))
    except actions.AlreadyDecided as refusal:
        messages.error(request, str(refusal))
        return redirect("reports:check", report.pk)
    return redirect("reports:to_check")


@login_required
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open an accepted report for a correction."""
    user, at = _user(request), timezone.now()
    report = get_object_or_404(Report.objects.visible_to(user, today(at)), pk=pk)
    form = ReasonForm(request.POST)
    number = report.revisions.count()
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for error in form.errors["reason"]))
        return redirect("reports:revision", pk, number)
    try:
        actions.reopen_report(report, form.cleaned_data["reason"], by=user, at=at)
    except actions.AlreadyDecided as refusal:
        messages.error(request, str(refusal))
        return redirect("reports:revision", pk, number)
    messages.success(request, _("Open for a correction. What was accepted counts until then."))
    if user.has_perm("reports.fill", report.unit):
        return redirect("reports:entry", pk)
    return redirect("reports:revision", pk, number)
