"""The table of authority: shown, and where it is shown a line is added, changed from a day on, ended."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from nhip.kit.design.notes import say_done
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User

from ..access import LAY_DOWN, may_lay_down
from ..forms import ChangeAuthorityForm, EndAuthorityForm, NewAuthorityForm
from ..models import Authority
from ..queries import current_day, who_may_begin
from ..queries.authority import others_beside
from ..registry import list_address


@login_required
@require_safe
def authority(request: HttpRequest) -> HttpResponse:
    """Show which level and organ may do what today, and what held before or will hold."""
    user = cast(User, request.user)
    require(user, "people.work")
    rows = list(Authority.objects.all())
    held = {row.pk for row in Authority.objects.on(current_day())}
    context = {
        "rows": [row for row in rows if row.pk in held],
        "others": [row for row in rows if row.pk not in held],
        "may_lay_down": may_lay_down(user),
        "beginners": who_may_begin(LAY_DOWN, current_day()),
        "list_address": list_address(),
    }
    return render(request, "people/authority.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_authority(request: HttpRequest) -> HttpResponse:
    """Write one line of the table of authority."""
    by = cast(User, request.user)
    require(by, LAY_DOWN)
    form = NewAuthorityForm(request.POST or None)
    if form.is_valid() and (line := form.perform(by=by, at=timezone.now())):
        say_done(request, _("The line is laid down."), _("Look at it"), f"#dong-{line.pk}")
        return redirect(_row(line.pk))
    status = 422 if form.errors else 200
    return render(request, "people/new_authority.html", {"form": form}, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mend_authority(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a line from a day on, or end it; what comes of it is said before."""
    by = cast(User, request.user)
    require(by, LAY_DOWN)
    line = get_object_or_404(Authority, pk=pk)
    sent, is_end = request.POST or None, request.POST.get("do") == "end"
    change = ChangeAuthorityForm(None if is_end else sent, kept=line, by=by)
    end = EndAuthorityForm(sent if is_end else None, kept=line, by=by, prefix="end")
    form, words = (end, _("The line has its last day.")) if is_end else (change, CHANGED)
    if form.is_valid() and (done := form.perform(by=by, at=timezone.now())):
        say_done(request, words, _("Look at it"), f"#dong-{done.pk}")
        return redirect(_row(done.pk))
    others = others_beside(line, current_day())
    context = {"line": line, "shown": [line], "change": change, "end": end, "others": others}
    status = 422 if form.errors else 200
    return render(request, "people/mend_authority.html", context, status=status)


CHANGED = _("The line is changed from that day on; until then the old one holds.")


def _row(pk: int) -> str:
    return f"{reverse('people:authority')}#dong-{pk}"
