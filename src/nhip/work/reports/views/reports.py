"""Pages of reports: what is owed, filling in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nhip.kit.text.rules import read_number
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import home_unit
from nhip.organisation.periods.rules import today
from nhip.organisation.units.queries import closed_words
from nhip.work.duties.access import checked, checkers
from nhip.work.duties.choices import ObligationState
from nhip.work.duties.models import Obligation
from nhip.work.duties.queries import heat_maps, late_below, reminders, state_of, time_requests_for
from nhip.work.forms.papers import Sheet
from nhip.work.forms.rules import Named

from .. import actions, papers, queries
from ..access import entered_units, filled_units, must_present, owing_units, signs_anywhere
from ..choices import Step
from ..forms import AcceptForm, ClassificationForm, Posted, read_places, read_section
from ..models import Report
from .numbers import bind_posted, entry_of, typed_in
from .onward import say_sent_up


def signed_in(request: HttpRequest) -> User:
    """Return the user; every page here asks for a sign-in first."""
    return cast(User, request.user)


def fillable(request: HttpRequest, pk: int, at: datetime) -> Report:
    """Return a report this person may fill in, or a 404."""
    mine = Report.objects.of(filled_units(signed_in(request), today(at)))
    return get_object_or_404(mine, pk=pk)


def closed(report: Report) -> HttpResponse:
    """Lead to where a report stands that nobody writes in now: before its chief, or handed in."""
    if report.is_presented:
        return redirect("reports:sign", report.pk)
    return redirect("reports:revision", report.pk, report.revisions.latest("number").number)


@login_required
def show_list(request: HttpRequest) -> HttpResponse:
    """Show what I owe, what I must check, who is late, and units by periods."""
    user, at = signed_in(request), timezone.now()
    unit = home_unit(user, today(at))
    shown = {
        "owed": queries.owed_by(user, at),
        "fills": bool(owing_units(user, today(at))),
        "enters": bool(entered_units(user, today(at))),
        "arrivals": queries.to_check(user, at),
        "presented": queries.to_sign(user, at),
        "signs": signs_anywhere(user),
        "checks": bool(checked(user, today(at))),
        "time_requests": time_requests_for(user, at),
        "late": late_below(user, at),
        "reminders": reminders(user, at),
        "maps": heat_maps(user, unit, at) if unit else [],
        "states": ObligationState,
    }
    return render(request, "reports/list.html", shown)


@login_required
def show_arrivals(request: HttpRequest) -> HttpResponse:
    """Show every report that waits for my check; accept those that are ticked, or none of them."""
    user, at = signed_in(request), timezone.now()
    arrivals = queries.to_check(user, at)
    all_ticked = request.GET.get("chon") == "het"
    posted = request.POST if request.method == "POST" else None
    form = AcceptForm(posted, arrivals=arrivals, all_ticked=all_ticked)
    if form.is_valid() and form.perform(by=user, at=at):
        messages.success(request, form.done)
        return redirect("reports:to_check")
    shown = {"form": form, "lines": list(zip(arrivals, form.ticks, strict=True))}
    return render(request, "reports/to_check.html", shown, status=422 if form.errors else 200)


@login_required
@require_POST
def open_draft(request: HttpRequest, obligation_pk: int) -> HttpResponse:
    """Begin a report."""
    user, at = signed_in(request), timezone.now()
    owed = Obligation.objects.of(filled_units(user, today(at)))
    obligation = get_object_or_404(owed, pk=obligation_pk)
    try:
        report = actions.open_report(obligation, by=user, at=at)
    except actions.AlreadyDecided as refusal:
        messages.error(request, str(refusal))
        return redirect("duties:obligation", obligation_pk)
    return redirect("reports:entry", report.pk)


@login_required
def fill_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one section of a draft to fill in, or take what was typed."""
    at = timezone.now()
    report = fillable(request, pk, at)
    if request.method == "POST":
        return _take_section(request, report, at)
    if not report.is_changeable:
        return closed(report)
    return _show_section(request, report, papers.draft_sheet(report))


def _take_section(request: HttpRequest, report: Report, at: datetime) -> HttpResponse:
    """Save what was typed; then hand in, go to another section, or stay, as the button says."""
    user, number = signed_in(request), _section_number(request)
    part = papers.bare_sheet(report).part(number)
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
        if "gan" in request.POST:
            bind_posted(request, report)
            return redirect(f"{entry_of(report)}?muc={part.section.number}#con-so")
        if request.POST.get("do") == "submit":
            return _let_go(request, report, at)
    except actions.NotDraft as refusal:
        return _show_again(request, report, posted, actions.Saved(), closed_why=str(refusal))
    except actions.NotMended as refusal:
        messages.error(request, str(refusal))
        sheet = papers.draft_sheet(report)
        return _show_section(request, report, sheet, unmended=refusal.places, status=409)
    except actions.Incomplete as refusal:
        messages.error(request, str(refusal))
        if refusal.is_empty:
            return _show_unwritten(request, report)
        return redirect(_fault_address(report, papers.draft_sheet(report)))
    if request.headers.get("X-Autosave"):
        report.refresh_from_db()
        return _show_section(request, report, papers.draft_sheet(report))
    aim = read_number(request.POST.get("do", "")) or part.section.number
    return redirect(f"{entry_of(report)}?muc={aim}{_answered_at(request)}")


def _answered_at(request: HttpRequest) -> str:
    """Return the anchor of the cell whose question was answered, if that was pressed."""
    pressed = [name for name in request.POST if name.startswith("nghia-")]
    return "".join(f"#so-{name.removeprefix('nghia-')}" for name in pressed[:1])


def _let_go(request: HttpRequest, report: Report, at: datetime) -> HttpResponse:
    """Hand a report in, or present it to the unit's chief where its regime asks him."""
    user, left = signed_in(request), read_places(request.POST.getlist("giu-nguyen"))
    if must_present(user, report, today(at)):
        actions.present_report(report, by=user, at=at, left=left)
        messages.success(request, _("Presented to your chief, who has been told. He hands it in."))
        return redirect("reports:sign", report.pk)
    revision = actions.submit_report(report, by=user, at=at, left=left)
    if report.obligation.regime.is_outward:
        messages.success(request, _("Made. Print it, send it, then note here that it was sent."))
    else:
        say_handed_in(request, report, _("Handed in. The unit above has been told."), at)
    return redirect("reports:revision", report.pk, revision.number)


def say_handed_in(request: HttpRequest, report: Report, words: str, at: datetime) -> None:
    """Say that a report was handed in, and where nobody was told of it because nobody checks there."""
    if checkers(report.obligation, today(at)):
        say_sent_up(request, signed_in(request), words, at)
    else:
        messages.warning(
            request, _("Handed in. Nobody checks at the unit above yet, so nobody was told.")
        )


def _show_again(
    request: HttpRequest,
    report: Report,
    posted: Posted,
    saved: actions.Saved,
    *,
    form: ClassificationForm | None = None,
    closed_why: str = "",
) -> HttpResponse:
    """Show a section with what could not be kept still in its fields, and why."""
    unsaved = posted.unsaved(saved, everything=bool(closed_why) or form is not None)
    sheet = papers.draft_sheet(report, unsaved)
    return _show_section(request, report, sheet, form=form, closed_why=closed_why, status=409)


def _show_unwritten(request: HttpRequest, report: Report) -> HttpResponse:
    """Show where the answer is to be written that was handed in empty."""
    sheet = papers.draft_sheet(report)
    if part := sheet.part(sheet.first_unwritten):
        part.text_problem = _("Write the answer here. Where there is nothing, say that in words.")
    return _show_section(request, report, sheet, status=422)


def _show_section(
    request: HttpRequest,
    report: Report,
    sheet: Sheet,
    *,
    form: ClassificationForm | None = None,
    closed_why: str = "",
    unmended: Collection[Named] = (),
    status: int = 200,
) -> HttpResponse:
    part = sheet.part(_section_number(request) or sheet.first_open)
    last = report.revisions.order_by("number").last()
    seen = report.revisions.exclude(steps__step=Step.WITHDRAWN)
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
        "is_closed": bool(closed_why),
        "closed_why": closed_why,
        "is_partial": status == 409 and not closed_why and not unmended,
        "unmended": papers.left_places(sheet, unmended),
        "last": last,
        "times": seen.count() if last else 0,
        "returned": queries.last_return(report),
        "corrects": last and queries.counting_revisions(report).accepted is not None,
        "asked": sheet.asked,
        "typed": typed_in(report, sheet, part) if part and not closed_why else None,
        "saved_today": report.saved_at and today(report.saved_at) == today(now),
        "state": state_of(report.obligation, now),
        "closed": closed_words([report.unit_id], today(now)).get(report.unit_id, ""),
        "sent_back": queries.sent_back(report),
        "presents": must_present(signed_in(request), report, today(now)),
    }
    is_live = "X-Autosave" in request.headers
    template = "reports/_entry_live.html" if is_live else "reports/entry.html"
    return render(request, template, shown, status=status)


def _section_number(request: HttpRequest) -> int | None:
    return read_number(request.GET.get("muc", ""))


def _fault_address(report: Report, sheet: Sheet) -> str:
    """Return where the first error or gap is; "" when there is none."""
    entry = entry_of(report)
    if sheet.first_fault:
        section, row = sheet.first_fault
        return f"{entry}?muc={section}#so-{row}"
    if sheet.first_unwritten:
        return f"{entry}?muc={sheet.first_unwritten}#nhan-xet"
    return f"{entry}?muc={sheet.first_unfiled}#tep" if sheet.first_unfiled else ""
