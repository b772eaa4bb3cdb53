"""Lists of units: trial first, then import; a template to begin with."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from nhip.kit.sheets.reading import Fault
from nhip.kit.sheets.writing import write_table
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User

from ..access import CREATE
from ..actions import import_units
from ..forms import UnitListForm
from ..forms.lists import HEADINGS, SinceForm, pack, unpack
from ..queries import known_units, listed_units
from ..rules import ListedUnit, WrongList, check_list, top_since


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request: HttpRequest) -> HttpResponse:
    """Show what a list of units would set up and what is wrong with it; set it up once that was seen."""
    return take_list(request, "units/import.html", reverse("units:tree"), here="units:import")


def take_list(
    request: HttpRequest,
    page: str,
    done: str,
    *,
    here: str,
    around: Mapping[str, object] | None = None,
    after: Callable[[], object] | None = None,
) -> HttpResponse:
    """Answer for a page that takes a list of units, wherever it stands: trial first, then import.

    `page` is its template, `here` its address's name, `done` where people go afterwards; `after` is
    called in the transaction of the import.
    """
    assert isinstance(request.user, User)
    require(request.user, CREATE)
    if "list" in request.POST:
        return _imported(request, request.user, page, done, here, around or {}, after)
    form = UnitListForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {**(around or {}), "form": form, "back": done}
    if request.method == "POST" and form.is_valid():
        context |= _looked_at(form.rows, request.user, form.faults) | {"table": form.table}
    is_wrong = bool(form.errors or (context.get("plan") and context["plan"].faults))
    return render(request, page, context, status=422 if is_wrong else 200)


def _looked_at(
    rows: Sequence[ListedUnit], user: User, faults: Sequence[Fault], since: date | None = None
) -> dict[str, Any]:
    """Return what a list would change, with what is asked before it may, and the list itself, signed."""
    known = known_units()
    since = since or top_since(known) or timezone.localdate()
    plan = check_list(rows, known, since)
    told = {fault.cell for fault in faults if fault.cell}
    plan.faults = [*faults, *(fault for fault in plan.faults if fault.cell not in told)]
    shown: dict[str, Any] = {"plan": plan, "rows": plan.in_order()}
    if plan.undated:
        shown["asked"] = SinceForm(initial={"since": since})
    if not plan.faults and not plan.changes_nothing:
        shown["packed"] = pack(rows, user.pk)
    return shown


def _imported(
    request: HttpRequest,
    user: User,
    page: str,
    done: str,
    here: str,
    around: Mapping[str, object],
    after: Callable[[], object] | None,
) -> HttpResponse:
    rows = unpack(request.POST["list"], user.pk)
    if rows is None:
        messages.error(request, _("This list is not the one that was shown. Send the file again."))
        return redirect(here)
    first = top_since(known_units())
    asked = SinceForm(request.POST, first=first) if "since" in request.POST else None
    context: dict[str, Any] = {**around, "form": UnitListForm(), "back": done}
    if asked and not asked.is_valid():
        context |= _looked_at(rows, user, []) | {"asked": asked}
        return render(request, page, context, status=422)
    since = asked.cleaned_data["since"] if asked else None
    try:
        with transaction.atomic():
            plan = import_units(rows, since=since, by=user, at=timezone.now())
            if after:
                after()
    except (
        WrongList
    ) as refusal:  # the day does not suit, or somebody changed the units since the look
        context |= {"plan": refusal}
        if asked:
            context |= {"asked": asked, "packed": request.POST["list"]}
        return render(request, page, context, status=409)
    words = _("%(new)d units set up, %(reordered)d put in another order.")
    if plan.changes_nothing:  # pressed twice
        words = _("Everything of this list stands already.")
    messages.success(request, words % {"new": len(plan.new), "reordered": len(plan.reordered)})
    return redirect(done)


@login_required
@require_safe
def list_template(request: HttpRequest) -> HttpResponse:
    """Send the units that stand, as a list to go on with, and one line as an example."""
    assert isinstance(request.user, User)
    require(request.user, CREATE)
    today = timezone.localdate()
    rows = listed_units(today)
    top, since = (rows[0][0], rows[0][4]) if rows else ("07", "1/1/2022")
    # Words where a number belongs: the example is told as a fault and cannot slip in.
    example = (f"{top}.9"[:32], "Đơn vị ví dụ", top, "xóa dòng này", since)
    headings = [names[0] for names in HEADINGS.values()]
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    answer = HttpResponse(write_table("Đơn vị", headings, [*rows, example]), content_type=kind)
    answer["Content-Disposition"] = 'attachment; filename="mau-danh-sach-don-vi.xlsx"'
    return answer
