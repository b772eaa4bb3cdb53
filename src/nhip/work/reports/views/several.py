"""Filling in for several units at once, from above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhip.kit.text.rules import read_number
from nhip.work.duties.models import Obligation
from nhip.work.forms.models import Form

from .. import actions, grids, papers, queries
from ..forms import Posted, read_cells
from .reports import signed_in


@login_required
def show_groups(request: HttpRequest) -> HttpResponse:
    """Show which reports of which periods are filled in from above."""
    found = queries.groups(signed_in(request), timezone.now())
    return render(request, "reports/groups.html", {"groups": found})


@dataclass(frozen=True)
class _Around:
    """What stands around the units a page shows: all that are filled in so, those that cannot be."""

    owed: list[Obligation]
    others: list[Obligation]
    pages: int


@login_required
def fill_in(request: HttpRequest, obligation_pk: int) -> HttpResponse:
    """Show one section of what several units owe for one regime and period, or take what was typed.

    The address names any one of them.
    """
    user, at = signed_in(request), timezone.now()
    form, owed, others = queries.entered_together(user, obligation_pk, at)
    if form is None:
        raise Http404
    shown, pages = _chosen(request, owed)
    around = _Around(owed, others, pages)
    if request.method == "POST":
        return _take(request, form, shown, around, at)
    return _show(request, form, shown, around, at)


def _chosen(request: HttpRequest, owed: list[Obligation]) -> tuple[list[Obligation], int]:
    """Return the units this page shows: the one asked for, or as many as stand beside each other."""
    alone = read_number(request.GET.get("don-vi", ""))
    if one := [each for each in owed if each.pk == alone]:
        return one, 1
    pages = -(-len(owed) // grids.ACROSS)
    page = min(max(read_number(request.GET.get("trang", "")) or 1, 1), pages)
    return owed[(page - 1) * grids.ACROSS : page * grids.ACROSS], pages


def _take(
    request: HttpRequest, form: Form, shown: list[Obligation], around: _Around, at: datetime
) -> HttpResponse:
    """Save what was typed; then hand in what is complete, where the button says so."""
    user, number = signed_in(request), read_number(request.GET.get("muc", ""))
    columns = grids.columns(shown, form, at)
    posted = {
        column.obligation: read_cells(request.POST, part, column.prefix)
        for column in columns
        if (part := column.sheet.part(number))
    }
    saved = actions.save_drafts(
        {each: actions.Typing(said.figures, said.seen_figures) for each, said in posted.items()},
        by=user,
        at=at,
    )
    fresh = queries.read_again(shown)
    kept = [result for result in saved.values() if isinstance(result, actions.Saved)]
    if len(kept) < len(saved) or not all(result.is_whole for result in kept):
        return _show(request, form, fresh, around, at, posted=posted, saved=saved)
    if "X-Autosave" in request.headers:
        return _show(request, form, fresh, around, at)
    if request.POST.get("do") == "submit":
        begun = [report for each in fresh if (report := getattr(each, "report", None))]
        handed_in = actions.submit_complete(begun, by=user, at=at)
        if handed_in:
            names = ", ".join(report.unit.name for report in handed_in)
            words = ngettext("Handed in for %(n)d unit: %(names)s.",
                             "Handed in for %(n)d units: %(names)s.", len(handed_in))  # fmt: skip
            messages.success(request, words % {"n": len(handed_in), "names": names})
        else:
            messages.error(request, _("No unit's report is complete yet."))
    return redirect(request.get_full_path())


def _show(
    request: HttpRequest,
    form: Form,
    shown: list[Obligation],
    around: _Around,
    at: datetime,
    *,
    posted: dict[Obligation, Posted] | None = None,
    saved: dict[int, actions.Saved | actions.Refused] | None = None,
) -> HttpResponse:
    unsaved: dict[int, papers.Unsaved] = {}
    refusals: dict[int, str] = {}
    for obligation, said in (posted or {}).items():
        result = (saved or {}).get(obligation.pk)
        if isinstance(result, actions.Refused):
            refusals[obligation.pk] = str(result)
            unsaved[obligation.pk] = said.unsaved(actions.Saved(), everything=True)
        elif result:
            unsaved[obligation.pk] = said.unsaved(result)
    columns = grids.columns(shown, form, at, unsaved, refusals)
    status = 409 if unsaved else 200
    context = {
        "grid": grids.grid(columns, read_number(request.GET.get("muc", ""))),
        "sections": [part.section for part in columns[0].sheet.parts],
        "regime": shown[0].regime,
        "period": shown[0].period,
        "owed": around.owed,
        "others": around.others,
        "pages": range(1, around.pages + 1),
        "page": read_number(request.GET.get("trang", "")) or 1,
        "alone": shown[0].pk if "don-vi" in request.GET else None,
        "query": request.GET.urlencode(),
        "saved_at": max((c.report.saved_at for c in columns if c.report and c.report.saved_at), default=None),
        "is_partial": status == 409,
    }  # fmt: skip
    live = "X-Autosave" in request.headers
    template = "reports/_several_live.html" if live else "reports/several.html"
    return render(request, template, context, status=status)
