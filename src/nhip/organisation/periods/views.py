"""The page of the calendar: periods, holidays and swapped days of a year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from nhip.kit.text.rules import write_day, write_figure
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import WrongRow, state_digest

from .access import KEEP, may_keep
from .actions import (
    NotAWeekend,
    drop_special_day,
    open_calendar,
    set_special_day,
    take_in_special_days,
)
from .choices import PeriodKind
from .forms import FIRST_YEAR, LAST_YEAR, DaysForm, NewCalendarForm, SpecialDayForm, read_year
from .models import Calendar, SpecialDay
from .queries import bare_years, working_days
from .registry import foreseen
from .rules import Span, label_of, places_in, span_of, today

SHOWN = (
    PeriodKind.MONTH,
    PeriodKind.QUARTER,
    PeriodKind.HALF,
    PeriodKind.NINE_MONTHS,
    PeriodKind.YEAR,
)


@dataclass(frozen=True)
class CalendarLine:
    """One period, with its days on each calendar."""

    label: str
    spans: list[Span]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def calendar(request: HttpRequest) -> HttpResponse:
    """Show a year's periods on every calendar and its special days; take one more."""
    require(cast(User, request.user), "periods.see")
    year = read_year(request.GET.get("nam", ""), today(timezone.now()).year)
    form = SpecialDayForm(request.POST or None)
    moves: list[str] = []
    if request.method == "POST":
        require(cast(User, request.user), KEEP)
        if form.is_valid():
            moves = _moves({form.cleaned_data["on"]: form.cleaned_data["is_worked"]})
        if form.is_valid() and _was_seen(request, moves) and _is_set(request, form):
            words = _("Kept: %(day)s. Deadlines are counted with it from now on.")
            messages.success(request, words % {"day": write_day(form.cleaned_data["on"])})
            return _days_of(form.cleaned_data["on"].year)
    calendars = list(Calendar.objects.order_by("-first_day", "name"))
    shown = {
        "year": year,
        "before": max(year - 1, FIRST_YEAR),
        "after": min(year + 1, LAST_YEAR),
        "calendars": calendars,
        "kinds": [(kind.label, _lines(calendars, kind, year)) for kind in SHOWN],
        "days": SpecialDay.objects.filter(on__year=year),
        "bare": bare_years({year, today(timezone.now()).year + 1}),
        "form": form if may_keep(cast(User, request.user)) else None,
        "moves": moves,
        "seen": _digest(moves),
    }
    return render(request, "periods/calendar.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_calendar(request: HttpRequest) -> HttpResponse:
    """Open another calendar beside those there are; a regime then chooses it."""
    user = cast(User, request.user)
    require(user, KEEP)
    form = NewCalendarForm(request.POST or None)
    if form.is_valid():
        said, code = form.cleaned_data, form.code
        made = open_calendar(
            code, said["name"], said["first_day"], named=said["named"], by=user, at=timezone.now()
        )
        if made.code == code:
            words = _("Calendar opened. Regimes can choose it from now on.")
            messages.success(request, words)
            return redirect(f"{reverse('periods:calendar')}#cac-ky")
        words = _("“%(name)s” cuts the same way already: choose that one.")
        form.add_error(None, words % {"name": made.name})
    shown = {"form": form}
    return render(request, "periods/add_calendar.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def take_in_days(request: HttpRequest) -> HttpResponse:
    """Take a list of days: what it would bring is shown first, and kept by a second press."""
    require(cast(User, request.user), KEEP)
    year = read_year(request.GET.get("nam", ""), today(timezone.now()).year)
    form = DaysForm(request.POST or None, request.FILES or None, year=year)
    moves = _moves({day.on: day.is_worked for day in form.days}) if form.is_valid() else []
    does_keep = form.is_valid() and request.POST.get("do") == "keep"
    if does_keep and _was_seen(request, moves) and _are_kept(request, form):
        return _days_of(form.days[0].on.year)
    standing = SpecialDay.objects.in_bulk([day.on for day in form.days], field_name="on")
    lines = [(day, standing.get(day.on)) for day in form.days]
    shown = {"form": form, "year": year, "lines": lines, "may_keep": form.is_valid()}
    shown |= {"moves": moves, "seen": _digest(moves)}
    return render(request, "periods/days.html", shown, status=422 if form.errors else 200)


@require_POST
@login_required
def drop_day(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a day be again what its weekday says."""
    require(cast(User, request.user), KEEP)
    day = get_object_or_404(SpecialDay, pk=pk)
    moves = _moves({day.on: None})
    if not _was_seen(request, moves):
        shown = {"day": day, "moves": moves, "seen": _digest(moves)}
        return render(request, "periods/drop_day.html", shown)
    drop_special_day(day, by=cast(User, request.user), at=timezone.now())
    words = _("Removed: %(day)s. It is again what its weekday says.")
    messages.success(request, words % {"day": write_day(day.on)})
    return _days_of(day.on.year)


def _moves(days: Mapping[date, bool | None]) -> list[str]:
    """Return which deadlines would move, in words, once these days are what they are to be."""
    before = working_days()
    return foreseen(before, before.changed(days), timezone.now())


def _digest(moves: list[str]) -> str:
    return state_digest({"moves": moves}) if moves else ""


def _was_seen(request: HttpRequest, moves: list[str]) -> bool:
    """Return whether the page that was pressed on showed just these deadlines moving."""
    return request.POST.get("seen", "") == _digest(moves)


def _days_of(year: int) -> HttpResponse:
    return redirect(f"{reverse('periods:calendar')}?nam={year}#ngay-nghi")


def _is_set(request: HttpRequest, form: SpecialDayForm) -> bool:
    try:
        set_special_day(**form.cleaned_data, by=cast(User, request.user), at=timezone.now())
    except NotAWeekend as refusal:
        form.add_error("is_worked", str(refusal))
        return False
    return True


def _are_kept(request: HttpRequest, form: DaysForm) -> bool:
    try:
        take_in_special_days(form.rows, by=cast(User, request.user), at=timezone.now())
    except WrongRow as wrong:
        day = form.days[wrong.index]
        words = _("Line %(line)s, “%(written)s”: %(why)s")
        said = {"line": day.line, "written": f"{write_day(day.on)} {day.name}", "why": wrong.words}
        form.add_error("lines", words % said)
        return False
    n = len(form.days)
    messages.success(
        request, ngettext("%(n)s day kept.", "%(n)s days kept.", n) % {"n": write_figure(n, 0)}
    )
    return True


def _lines(calendars: list[Calendar], kind: str, year: int) -> list[CalendarLine]:
    return [
        CalendarLine(
            label_of(kind, *place),
            [span_of(calendar.cut, kind, *place) for calendar in calendars],
        )
        for place in places_in(kind, year)
    ]
