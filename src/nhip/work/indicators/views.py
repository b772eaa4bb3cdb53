"""Pages of totals, and of how each is made."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from nhip.kit.text.rules import read_number, write_days
from nhip.office.figures.choices import Basis
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.units.models import Unit
from nhip.organisation.units.queries import tree, tree_of
from nhip.organisation.units.rules import Node

from . import papers, queries
from .access import DEFINE, SEE, may_define, may_see_handed_in
from .choices import Origin
from .forms import InventedForm
from .models import Indicator
from .queries import CountedList, NamedWindow, Window
from .registry import WHOLE, CountedRow, Part

ROWS_A_PAGE = 50


@dataclass(frozen=True)
class ShownRow:
    """One row of what a total is made of; its page is linked where one may open it."""

    row: CountedRow
    unit: str
    may_open: bool


@dataclass(frozen=True)
class ShownList:
    """A page of the rows behind a total."""

    indicator: Indicator
    page: Page[CountedRow]
    rows: Sequence[ShownRow]
    readable: Collection[int]

    @property
    def of_reports(self) -> bool:
        """Return whether the rows are reports, each of which adds its value."""
        return self.indicator.origin == Origin.COLLECTED


@dataclass(frozen=True)
class TotalsAsked:
    """What a page is asked for, and what else may be chosen on it."""

    unit: Unit
    window: Window
    windows: Sequence[NamedWindow]
    units: Sequence[Node]
    visible: set[int]
    user: User
    part: Part = WHOLE

    @property
    def is_part(self) -> bool:
        """Return whether the rows of one part or year are asked for, and nothing else."""
        return self.part != WHOLE

    @property
    def sees_handed_in(self) -> bool:
        """Return whether values that nobody accepted yet are shown."""
        return may_see_handed_in(self.user, self.unit)

    @property
    def window_code(self) -> str:
        """Return the window as the form sends it."""
        return _code(self.window.start_on, self.window.end_on)

    @property
    def options(self) -> list[tuple[str, str]]:
        """Return the windows one may choose, the one shown first if it is none of the usual."""
        usual = {_code(each.start_on, each.end_on): each.label for each in self.windows}
        return list(({self.window_code: self.window_name} | usual).items())

    @property
    def window_name(self) -> str:
        """Return the window in words: a period's name, else its days."""
        days = (self.window.start_on, self.window.end_on)
        named = (each.label for each in self.windows if (each.start_on, each.end_on) == days)
        return next(named, write_days(*days))


@login_required
@require_safe
def totals(request: HttpRequest) -> HttpResponse:
    """Show every indicator of a unit in a window beside the windows before."""
    asked = _asked(request)
    window = asked.window
    known = Indicator.objects.of_window(window.start_on, window.end_on)
    if named := request.GET.get("chi-tieu"):
        known = known.filter(key__in=named.split(","))
    lines = queries.compared(
        list(known.select_related("numerator", "denominator")),
        asked.unit.pk,
        window.start_on,
        window.end_on,
        window.basis,
        map_on=window.map_on,
    )
    is_sample = any(line.indicator.is_sample for line in lines)
    context = {
        "asked": asked,
        "lines": lines,
        "all_lines": queries.asked_query(asked.unit.code, window) if named else None,
        "is_sample": is_sample,
        "may_define": may_define(asked.user) and queries.has_samples(),
    }
    return render(request, "indicators/totals.html", context)


@login_required
@require_safe
def explain(request: HttpRequest, key: str) -> HttpResponse:
    """Take one total apart: units below, the unit's entries, or the records counted."""
    asked = _asked(request)
    window = asked.window
    known = Indicator.objects.select_related("numerator", "denominator")
    indicator = get_object_or_404(known, key=key)
    found = queries.explain(
        indicator,
        asked.unit.pk,
        window.start_on,
        window.end_on,
        window.basis,
        map_on=window.map_on,
        part=asked.part,
    )
    context: dict[str, object] = {"asked": asked, "indicator": indicator, "found": found}
    if found:
        years = sorted({year for share in found.shares for year in share.years})
        context |= {
            "path": [node for node in found.path if node.id in asked.visible],
            "lists": (lists := [_shown(each, request) for each in found.lists]),
            "opens_entries": any(asked.unit.pk in each.readable for each in lists),
            "entries": found.entries
            if asked.sees_handed_in
            else [each.as_accepted for each in found.entries],
            "years": years,
            "shares": papers.year_table(found.shares, years),
            "chart": papers.year_chart(indicator.name, found.shares, years),
        }
    return render(request, "indicators/explain.html", context)


def _shown(found: CountedList, request: HttpRequest) -> ShownList:
    """Return a page of rows; whose page one may not open stands there without a link."""
    assert isinstance(request.user, User)
    page = Paginator(found.rows, ROWS_A_PAGE).get_page(request.GET.get("trang"))
    names = Unit.objects.in_bulk({row.unit_id for row in page})
    readable = set[int]().union(*(unit_ids(request.user, verb) for verb in found.sees))
    rows = [ShownRow(row, names[row.unit_id].name, row.unit_id in readable) for row in page]
    return ShownList(found.indicator, page, rows, readable)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invented(request: HttpRequest) -> HttpResponse:
    """Say which indicators count what is invented, to try the product out, and take that back."""
    assert isinstance(request.user, User)
    require(request.user, DEFINE)
    form = InventedForm(request.POST or None, known=list(Indicator.objects.all()))
    if form.is_valid() and form.perform(by=request.user, at=timezone.now()):
        messages.success(request, form.done)
        return redirect("indicators:invented")
    return render(
        request, "indicators/invented.html", {"form": form}, status=422 if form.errors else 200
    )


def _asked(request: HttpRequest) -> TotalsAsked:
    """Read the address; a unit one may not see gives the answer of one that does not exist."""
    assert isinstance(request.user, User)
    visible = unit_ids(request.user, SEE)
    if not visible:
        raise Http404
    today = timezone.localdate()
    windows = queries.windows(today, visible)
    first, last = _days(request) or _usual(windows, today)
    basis = request.GET.get("co-so", Basis.ACCEPTED)
    if basis not in Basis.values:
        raise Http404
    map_on = _map_on(request, last, today)
    standing = tree(map_on) if map_on else tree_of(first, last)
    units = [standing.node(each) for each in standing.ids if each in visible]
    code = request.GET.get("don-vi") or (units[0].code if units else "")
    mine = Unit.objects.filter(pk__in=visible)
    unit = get_object_or_404(mine, code=code) if code else mine[0]
    if basis == Basis.SUBMITTED and not may_see_handed_in(request.user, unit):
        raise Http404
    window = Window(first, last, basis, map_on)
    return TotalsAsked(unit, window, windows, units, visible, request.user, _part(request))


def _part(request: HttpRequest) -> Part:
    """Return the part and the year whose rows are asked for; 404 for a year that is none."""
    key, year = request.GET.get("phan", "")[:64], request.GET.get("nam", "")
    if not year:
        return Part(key)
    number = read_number(year) or 0
    if not 1900 < number < 9000:
        raise Http404
    return Part(key, number)


def _map_on(request: HttpRequest, last: date, today: date) -> date | None:
    """Return the day whose map is asked for: today, or the window's last day if that is later."""
    asked = request.GET.get("ban-do", "")
    if asked not in ("", queries.TODAY):
        raise Http404
    return max(today, last - timedelta(days=1)) if asked else None


def _days(request: HttpRequest) -> tuple[date, date] | None:
    """Return the half-open window of the address, whose days are closed; 404 for what is none."""
    asked = request.GET.get("ky") or "/".join(
        filter(None, (request.GET.get("tu"), request.GET.get("den")))
    )
    if not asked:
        return None
    try:
        first, last = (date.fromisoformat(day) for day in asked.split("/"))
    except ValueError:
        raise Http404 from None
    if not 1900 < first.year <= last.year < 9000 or last < first:
        raise Http404
    return first, last + timedelta(days=1)


def _usual(windows: Sequence[NamedWindow], today: date) -> tuple[date, date]:
    """Return the latest window with values, else the latest of all, else this year."""
    reported = [each for each in windows if each.has_values]
    for each in [*reported, *windows]:
        return each.start_on, each.end_on
    return date(today.year, 1, 1), date(today.year + 1, 1, 1)


def _code(start_on: date, end_on: date) -> str:
    return f"{start_on.isoformat()}/{(end_on - timedelta(days=1)).isoformat()}"
