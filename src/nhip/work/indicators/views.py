"""Pages of totals, and of how each is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from nhip.kit.text.rules import write_days
from nhip.office.figures.choices import Basis
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.units.models import Unit
from nhip.organisation.units.queries import tree, tree_of
from nhip.organisation.units.rules import Node

from . import papers, queries
from .access import DEFINE, may_define
from .forms import InventedForm
from .models import Indicator
from .queries import NamedWindow, Window

ROWS_A_PAGE = 50


@dataclass(frozen=True)
class TotalsAsked:
    """What a page is asked for, and what else may be chosen on it."""

    unit: Unit
    window: Window
    windows: Sequence[NamedWindow]
    units: Sequence[Node]
    visible: set[int]
    user: User

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
    lines = queries.compared(
        list(Indicator.objects.select_related("numerator", "denominator")),
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
        "is_sample": is_sample,
        "may_define": may_define(asked.user),
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
    )
    context: dict[str, object] = {"asked": asked, "indicator": indicator, "found": found}
    if found:
        page = Paginator(found.rows, ROWS_A_PAGE).get_page(request.GET.get("trang"))
        names = Unit.objects.in_bulk({row.unit_id for row in page})
        years = sorted({year for share in found.shares for year in share.years})
        context |= {
            "path": [node for node in found.path if node.id in asked.visible],
            "page": page,
            "rows": [(row, names[row.unit_id].name) for row in page],
            "years": years,
            "shares": papers.year_table(found.shares, years),
            "chart": papers.year_chart(indicator.name, found.shares, years),
        }
    return render(request, "indicators/explain.html", context)


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
    visible = unit_ids(request.user, "indicators.see")
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
    return TotalsAsked(
        unit, Window(first, last, basis, map_on), windows, units, visible, request.user
    )


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
