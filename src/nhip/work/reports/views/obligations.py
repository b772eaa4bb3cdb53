"""The page of one obligation: its deadlines, more time, an excuse."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.periods.rules import today

from .. import actions, queries
from ..access import checked_units
from ..forms import ExcuseForm, ExtensionForm
from ..models import Obligation


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show_obligation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a unit owes; the unit directly above grants more time, or excuses it."""
    user, at = cast(User, request.user), timezone.now()
    seen = Obligation.objects.of(unit_ids(user, "reports.see", today(at)))
    obligation = get_object_or_404(seen.select_related("regime__organ", "excused_by"), pk=pk)
    excuses = request.POST.get("do") == "excuse"
    more_time = ExtensionForm(None if excuses else request.POST or None, prefix="han")
    excuse = ExcuseForm(request.POST if excuses else None, prefix="mien")
    form = excuse if excuses else more_time
    if request.method == "POST" and form.is_valid():
        try:
            if excuses:
                actions.excuse_unit(obligation, **form.cleaned_data, by=user, at=at)
                messages.success(request, _("Excused. The unit has been told why."))
            else:
                actions.extend_deadline(obligation, **form.cleaned_data, by=user, at=at)
                messages.success(request, _("The deadline is later now. The unit has been told."))
        except (actions.AlreadyDecided, actions.NotLater) as refusal:
            messages.error(request, str(refusal))
        return redirect("reports:obligation", pk)
    shown = {
        "obligation": obligation,
        "title": queries.title_of(obligation),
        "state": queries.state_of(obligation, at),
        "extensions": obligation.extensions.select_related("granted_by"),
        "decides": obligation.unit_id in checked_units(user, today(at))
        and not (obligation.facts.submitted_at or obligation.excused_at),
        "extension_form": more_time,
        "excuse_form": excuse,
    }
    status = 422 if more_time.errors or excuse.errors else 200
    return render(request, "reports/obligation.html", shown, status=status)
