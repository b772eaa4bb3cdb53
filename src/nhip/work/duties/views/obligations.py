"""The page of one obligation: its deadlines, more time, an excuse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.periods.rules import today
from nhip.organisation.units.models import Unit
from nhip.organisation.units.queries import closed_words

from .. import actions, queries, registry
from ..access import may_ask_time, may_decide, may_lift
from ..forms import DeclineForm, ExcuseForm, ExtensionForm
from ..models import Obligation


@dataclass(frozen=True)
class DutyAct:
    """One thing the unit above may do with an obligation: its form, and what is said once done."""

    form: type[ExtensionForm | ExcuseForm]
    prefix: str
    do: Callable[..., Obligation]
    done: Promise


ACTS = {
    "extend": DutyAct(
        ExtensionForm,
        "han",
        actions.extend_deadline,
        _("The deadline is later now. The unit has been told."),
    ),
    "excuse": DutyAct(
        ExcuseForm, "mien", actions.excuse_unit, _("Excused. The unit has been told why.")
    ),
    "lift": DutyAct(
        ExcuseForm,
        "bo-mien",
        actions.lift_excuse,
        _("The unit owes it again and has been told why."),
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show_obligation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a unit owes; the unit directly above grants more time, excuses it, or lifts that."""
    user, at = cast(User, request.user), timezone.now()
    seen = Obligation.objects.visible_to(user, today(at))
    obligation = get_object_or_404(seen.select_related("regime__organ", "excused_by"), pk=pk)
    chosen = request.POST.get("do")
    chosen = chosen if chosen in ACTS else "extend"
    posted = request.POST if request.method == "POST" else None
    shown_forms = {
        name: act.form(posted if name == chosen else None, prefix=act.prefix)
        for name, act in ACTS.items()
    }
    form, act = shown_forms[chosen], ACTS[chosen]
    if posted is not None and form.is_valid():
        try:
            act.do(obligation, **form.cleaned_data, by=user, at=at)
            messages.success(request, str(act.done))
        except (actions.AlreadyDecided, actions.NotLater) as refusal:
            messages.error(request, str(refusal))
        return redirect("duties:obligation", pk)
    shown = {
        "obligation": obligation,
        "home": registry.home(),
        "title": queries.title_of(obligation),
        "begin": registry.beginning(obligation, user, today(at)),
        "answer": registry.addresses([obligation], user, today(at)).get(obligation.pk, ""),
        "closed": closed_words([obligation.unit_id], today(at)).get(obligation.unit_id, ""),
        "state": queries.state_of(obligation, at),
        "extensions": obligation.extensions.select_related("granted_by"),
        "may_decide": may_decide(user, obligation, today(at)),
        "may_lift": may_lift(user, obligation, today(at)),
        "forms": shown_forms,
        **_more_time(obligation, user, at),
    }
    return render(request, "duties/obligation.html", shown, status=422 if form.errors else 200)


@login_required
@require_safe
def show_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """List what one unit reports: the map of reports leads here by the unit's name."""
    user, at = cast(User, request.user), timezone.now()
    unit = get_object_or_404(Unit, pk=pk)
    lines = queries.reports_of(unit, user, at)
    if not lines and pk not in unit_ids(user, "duties.see", today(at)):
        raise Http404
    shown = {"unit": unit, "lines": lines, "home": registry.home()}
    return render(request, "duties/of_unit.html", shown)


def _more_time(obligation: Obligation, user: User, at: datetime) -> dict[str, object]:
    """Return what the unit asked for, whether this person may ask, and what declining takes."""
    asked = obligation.time_requests.select_related("asked_by", "answered_by")
    requests = list(asked)
    for each in requests:
        each.obligation = obligation  # spares asking for it again
    may_ask = obligation.is_undecided and may_ask_time(user, obligation, today(at))
    return {
        "time_requests": requests,
        "may_ask_time": may_ask and not any(each.is_waiting for each in requests),
        "decline_form": DeclineForm(),
    }
