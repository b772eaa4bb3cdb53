"""Pages of regimes: the list, one with its nine fields, writing and publishing."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhip.kit.design.notes import say_done
from nhip.kit.text.rules import read_number
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.periods.choices import PeriodKind
from nhip.organisation.periods.rules import DueTooSoon, today

from .. import actions, queries
from ..access import REGULATE, may_ask_once, may_change, may_decide_on, may_regulate
from ..forms import DECISIONS, OnceForm, RegimeForm
from ..models import Regime

ASKED_SHOWN = 30  # of what was asked once, the latest


@require_safe
@login_required
def show_regimes(request: HttpRequest) -> HttpResponse:
    """List the regimes in force and the drafts one may change."""
    user, on = cast(User, request.user), today(timezone.now())
    require(user, "duties.see")
    found = Regime.objects.visible_to(user, on).select_related("organ", "calendar")
    shown = {
        "regimes": [(each, each.state(on)) for each in found.filter(is_one_off=False)],
        "asked": found.filter(is_one_off=True).order_by("-pk")[:ASKED_SHOWN],
        "may_regulate": may_regulate(user),
    }
    return render(request, "duties/regimes.html", shown)


@require_safe
@login_required
def show_regime(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a regime's nine fields, who owes it, its deadlines level by level, and how complete it is."""
    user, at = cast(User, request.user), timezone.now()
    regime = seen_by(user, pk)
    lacking = queries.lacking(regime, today(at)) if regime.is_draft else []
    seen = unit_ids(user, "duties.see", today(at))
    shown = {
        "regime": regime,
        "state": regime.state(today(at)),
        "changes": regime.changes.select_related("by"),
        "follower": Regime.objects.filter(replaces=regime).first(),
        "listed": queries.listed_units(regime, today(at)),
        "foreseen": queries.publishing(regime, at) if regime.is_draft and not lacking else None,
        "decisions": _offered(user, regime, today(at)),
        "answers": queries.answers_of(regime, seen, user, at) if regime.is_one_off else [],
        "totals": queries.totals_of(regime) if regime.is_one_off else "",
        "page": queries.regime_page(regime, seen, at),
        "lacking": lacking,
        "elsewhere": queries.collected_elsewhere(regime, today(at)) if regime.is_draft else [],
        "reuses": regime.reuses.select_related("indicator", "source"),
        "may_change": may_change(user, regime),
        "may_ask_once": may_ask_once(user, regime),
    }
    return render(request, "duties/regime.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def write_regime(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Write a new regime, or change a draft."""
    user, at = cast(User, request.user), timezone.now()
    require(user, REGULATE)
    regime = Regime() if pk is None else seen_by(user, pk)
    if pk is not None:
        require(user, REGULATE, regime.organ)
    form = RegimeForm(
        request.POST or None, instance=regime, own=unit_ids(user, REGULATE, today(at))
    )
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.save_regime(regime, form.cleaned_data, by=user, at=at)
            say_done(
                request, _("The draft is kept. Nobody owes anything before it comes into force.")
            )
            return redirect("duties:regime", saved.pk)
        except actions.AlreadyPublished as refusal:
            form.add_error(None, str(refusal))
    shown = {"form": form, "regime": regime}
    return render(request, "duties/write_regime.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask_once(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask units for one report outside the calendar, of an ad hoc regime."""
    user, at = cast(User, request.user), timezone.now()
    regime = seen_by(user, pk)
    require(user, REGULATE, regime.organ)
    below = unit_ids(user, "duties.oblige", today(at))
    owing = queries.owing_units(regime, today(at)).keys() & below
    form = OnceForm(request.POST or None, below=below, initial={"units": owing})
    if request.method == "POST" and form.is_valid():
        asked = {name: form.cleaned_data[name] for name in ("span", "due", "units")}
        try:
            made = actions.ask_once(regime, **asked, by=user, at=at)
        except actions.NotLater as refusal:
            form.add_error("due_on", str(refusal))
        except actions.WrongPeriod as refusal:
            form.add_error(None, str(refusal))
        except actions.AlreadyDecided as refusal:
            form.add_error("units", str(refusal))
        else:
            words = ngettext(
                "%(n)s unit has been asked.", "%(n)s units have been asked.", len(made)
            )
            messages.success(request, words % {"n": len(made)})
            return redirect("duties:regime", pk)
    shown = {"form": form, "regime": regime}
    return render(request, "duties/ask_once.html", shown, status=422 if form.errors else 200)


@require_POST
@login_required
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a regime into force, with the figures it takes from another one."""
    user = cast(User, request.user)
    regime = seen_by(user, pk)
    reuse = {read_number(written) for written in request.POST.getlist("dung-lai")} - {None}
    at, seen = timezone.now(), request.POST.get("seen")
    try:
        actions.publish_regime(regime, reuse=cast("set[int]", reuse), by=user, at=at, seen=seen)
        if regime.frequency == PeriodKind.AD_HOC:
            words = _("In force. Nobody owes anything before a report is asked for here.")
        else:
            words = _("In force. The units that owe it have it on their desks.")
        messages.success(request, words)
    except (actions.Refused, DueTooSoon) as refusal:
        messages.error(request, str(refusal))
        return redirect("duties:regime", pk)
    return redirect(f"{reverse('duties:regime', args=[pk])}#ky-va-han")


def seen_by(user: User, pk: int) -> Regime:
    """Return a regime this person may see, or a 404."""
    seen = Regime.objects.visible_to(user, today(timezone.now()))
    return get_object_or_404(
        seen.select_related("organ__unit", "calendar", "form", "line", "replaces"), pk=pk
    )


def _offered(user: User, regime: Regime, on: date) -> list[tuple[str, Promise, Promise]]:
    """Return the decisions a person may take on a regime in force: place in its address, title, what for."""
    if not may_decide_on(user, regime):
        return []
    without = {"don-vi", "ky-da-qua"} if regime.is_outward else set()
    if regime.frequency == PeriodKind.AD_HOC:
        without.add("ky-da-qua")
    if regime.has_ended(on) or Regime.objects.filter(replaces=regime).exists():
        without |= {"thay-the", "ket-thuc", "don-vi"}
    return [
        (name, each.title, each.about) for name, each in DECISIONS.items() if name not in without
    ]
