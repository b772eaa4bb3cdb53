"""The page on which one press gives several units more time, or excuses them."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from nhip.kit.text.rules import read_number
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User

from .. import queries
from ..access import CHECK
from ..forms import SeveralForm


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def grant_several(request: HttpRequest) -> HttpResponse:
    """List what the units below still owe; give those ticked more time, or excuse them."""
    user, at = cast(User, request.user), timezone.now()
    require(user, CHECK)
    posted = request.POST if request.method == "POST" else None
    ticked = {read_number(each) for each in request.POST.getlist("owed")} - {None}
    found = queries.undecided_below(user, at, cast("set[int]", ticked))
    regime_id = read_number(request.GET.get("che-do", ""))
    owed = [each for each in found if regime_id in (None, each.regime_id) or each.pk in ticked]
    form = SeveralForm(posted, owed=owed, all_ticked=request.GET.get("chon") == "het")
    if form.is_valid() and form.perform(by=user, at=at):
        messages.success(request, form.done)
        return redirect(f"{request.path}?che-do={regime_id}" if regime_id else request.path)
    context = {
        "form": form,
        "lines": list(zip(queries.duties_of(owed, at), form.ticks, strict=True)),
        "regimes": sorted({each.regime for each in found}, key=lambda each: each.name),
        "regime_id": regime_id,
    }
    return render(request, "duties/several.html", context, status=422 if form.errors else 200)
