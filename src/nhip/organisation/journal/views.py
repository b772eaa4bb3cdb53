"""The journal's page, and its rows as a file."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from nhip.kit.sheets.writing import write_table
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User

from .access import READ
from .actions import note_export
from .forms import JournalFilter
from .queries import JournalLine, found, lines_of
from .rules import plain_cell

PAGE = 50
MOST = 20_000  # rows a file
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@never_cache
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """Show who did what, newest first."""
    require(cast(User, request.user), READ)
    form = JournalFilter(request.GET)
    user = cast(User, request.user)
    page = Paginator(found(form.asked()), PAGE).get_page(request.GET.get("trang"))
    lines = lines_of(list(page.object_list))
    context = {
        "form": form,
        "page": page,
        "lines": [replace(line, about=line.about.as_seen_by(user)) for line in lines],
        "asked": request.GET.urlencode(),
        "most": MOST,
    }
    return render(request, "journal/entries.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Send the rows the address asks for as a file, and write down that they were taken away."""
    by = cast(User, request.user)
    require(by, READ)
    form = JournalFilter(request.GET)
    rows = lines_of(list(found(form.asked())[:MOST]))
    asked = {name: value[:130] for name, value in request.GET.dict().items() if value}
    note_export(asked, len(rows), by=by, at=timezone.now())
    headings = [
        _("At"),
        _("Deed"),
        _("Kind"),
        _("What it is about"),
        _("Unit"),
        _("By"),
        _("Details"),
    ]
    table = [_cells(line) for line in rows]
    if request.POST.get("dang") == "csv":
        out = io.StringIO()
        csv.writer(out).writerows(
            [headings, *([plain_cell(cell) for cell in row] for row in table)]
        )
        answer = HttpResponse(f"\ufeff{out.getvalue()}", content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="nhat-ky.csv"'
        return answer
    answer = HttpResponse(write_table(_("Journal"), headings, table), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="nhat-ky.xlsx"'
    return answer


def _cells(line: JournalLine) -> list[str]:
    at = f"{timezone.localtime(line.at):%d/%m/%Y %H:%M:%S}"
    said = json.dumps(line.said, ensure_ascii=False) if line.said else ""
    return [at, line.deed, line.kind, line.about.words, line.unit, line.by.words, said[:32_000]]
