"""The page of a decision on a regime in force: what is chosen, what it would bring about, the press."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.periods.rules import DueTooSoon

from ..access import REGULATE
from ..actions import RecordOvertaken, Refused
from ..forms import DECISIONS
from ..rules import Consequence
from .regimes import seen_by


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def decide(request: HttpRequest, pk: int, decision: str) -> HttpResponse:
    """Show what a decision would bring about; take it where it still brings about what was shown."""
    user, at = cast(User, request.user), timezone.now()
    regime = seen_by(user, pk)
    if decision not in DECISIONS or regime.is_draft:
        raise Http404
    require(user, REGULATE, regime.organ)
    form = DECISIONS[decision](request.POST or None, regime=regime, by=user, at=at)
    seen, status = request.POST.get("seen"), 200
    if form.is_valid() and seen and request.POST.get("do") != "look":
        try:
            done = form.perform(seen)
        except RecordOvertaken as refusal:
            messages.error(request, str(refusal))
            status = 409
        except (Refused, DueTooSoon) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect(f"{reverse('duties:regime', args=[form.regime.pk])}#thay-doi")
    foreseen: Consequence | None = None
    try:
        foreseen = form.foresee()
    except (Refused, DueTooSoon) as refusal:
        form.add_error(None, str(refusal))
    shown = {"form": form, "regime": regime, "foreseen": foreseen, "decision": decision}
    return render(request, "duties/decide.html", shown, status=422 if form.errors else status)
