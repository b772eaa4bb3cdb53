"""Pages that every room of records has: a list taken in, the look first; a kind called otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhip.kit.sheets.faults import first_of_cells
from nhip.kit.sheets.reading import SheetRow
from nhip.kit.sheets.scanning import BadFile
from nhip.kit.text.rules import write_figure
from nhip.organisation.accounts.models import User

from .forms import DoingForms, KindForm, ListForm
from .models import Kind
from .tables import NotAsShown, RecordList, pack, unpack

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def take_list(
    request: HttpRequest, kind: RecordList[Any], *, done: str, template: str
) -> HttpResponse:
    """Show what a list would become and what is wrong with it; take in what was shown.

    `done` is where people go afterwards, `template` where the empty table lies. The room's view has
    asked whether the person may.
    """
    around = {"kind": kind, "done": done, "template": template}
    if "list" in request.POST:
        return _taken(request, kind, around)
    form = ListForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {**around, "form": form}
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            table = kind.read(upload.name or "", upload.file)
        except BadFile as wrong:
            form.add_error("file", wrong)
        else:
            look = kind.look(table.rows, at=timezone.now())
            look.faults = first_of_cells([*table.faults, *look.faults])
            context |= {"look": look, "table": table, **_bound(kind, table.rows, look)}
    is_wrong = bool(form.errors or (context.get("look") and context["look"].faults))
    return render(request, "records/list.html", context, status=422 if is_wrong else 200)


def _bound(kind: RecordList[Any], rows: list[SheetRow], look: Any) -> dict[str, str]:
    """Return the list, signed, where it can be taken in."""
    return {"packed": pack(kind, rows, look)} if look.new and not look.faults else {}


def _taken(request: HttpRequest, kind: RecordList[Any], around: dict[str, Any]) -> HttpResponse:
    if (shown := unpack(kind, request.POST["list"])) is None:
        words = _("This list is not the one that was shown. Send the file again.")
        messages.error(request, words)
        return redirect(request.path)
    rows, digest = shown
    try:
        number = kind.take(rows, digest, at=timezone.now())
    except NotAsShown as refusal:  # something changed since the look, or it is sent twice
        context = {**around, "form": ListForm(), "look": refusal.look, "is_overtaken": True}
        context |= _bound(kind, rows, refusal.look)
        return render(request, "records/list.html", context, status=409)
    words = ngettext("%(number)s row taken in.", "%(number)s rows taken in.", number)
    messages.success(request, words % {"number": write_figure(number, 0)})
    return redirect(around["done"])


def corrected(request: HttpRequest, where: str, *about: object) -> HttpResponse:
    """Show a record as it is written now, and say so."""
    messages.success(request, _("Corrected. Its history below says what it was before."))
    return redirect(where, *about)


def struck_or_restored(
    request: HttpRequest, doings: DoingForms, where: str, *about: object
) -> HttpResponse:
    """Show a record that counts no more, or again, and say so."""
    messages.success(request, doings.done)
    return redirect(where, *about)


def send_template(kind: RecordList[Any]) -> HttpResponse:
    """Send the table to fill in."""
    answer = HttpResponse(kind.template(), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{kind.file_name}"'
    return answer


def rename_page(
    request: HttpRequest, kind: Kind, rename: Callable[..., Kind], *, back: str, place: str
) -> HttpResponse:
    """Ask what a kind is called from now on, and call it so; `place` is the page `back` leads to.

    The room's view has asked whether the person may.
    """
    assert isinstance(request.user, User)
    form = KindForm(request.POST or None, table=type(kind), initial={"name": kind.name})
    if form.is_valid() and form.perform(rename, kind, by=request.user, at=timezone.now()):
        words = _("Renamed from %(before)s to %(now)s, wherever it is written.")
        said = {"before": form.initial["name"], "now": form.cleaned_data["name"]}
        messages.success(request, words % said)
        return redirect(f"{back}#noi-dung")
    context = {
        "form": form,
        "heading": _("Rename a kind"),
        "button": _("Rename"),
        "back": back,
        "place": place,
    }
    return render(request, "records/write.html", context, status=422 if form.errors else 200)
