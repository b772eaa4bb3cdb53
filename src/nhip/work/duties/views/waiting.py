"""Pages on which a unit asks for more time, and whoever checks it answers."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nhip.organisation.accounts.models import User
from nhip.organisation.periods.rules import today

from .. import actions, queries
from ..access import checkers, may_ask_time, may_check
from ..forms import AskTimeForm, DeclineForm
from ..models import Obligation, TimeRequest


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask_time(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for more time for one report, where its unit reads the deadline."""
    user, at = cast(User, request.user), timezone.now()
    obligation = get_object_or_404(Obligation.objects.visible_to(user, today(at)), pk=pk)
    if not may_ask_time(user, obligation, today(at)):
        raise PermissionDenied
    form = AskTimeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_more_time(obligation, **form.cleaned_data, by=user, at=at)
        except actions.NotLater as refusal:
            form.add_error("until", str(refusal))
        except actions.AlreadyDecided as refusal:
            form.add_error(None, str(refusal))
        else:
            if checkers(obligation, today(at)):
                messages.success(request, _("Asked. Whoever checks the report has been told."))
            else:
                messages.warning(request, _("Asked. Nobody checks yet, so nobody was told."))
            return _back(pk)
    return _page(request, form, _("Ask for more time"), obligation)


@require_POST
@login_required
def answer_time(request: HttpRequest, pk: int) -> HttpResponse:
    """Grant the time a unit asked for with one press, or decline with a reason."""
    user, at = cast(User, request.user), timezone.now()
    asked = TimeRequest.objects.filter(
        obligation__in=Obligation.objects.visible_to(user, today(at)).values("pk")
    )
    wish = get_object_or_404(
        asked.select_related("obligation__regime", "obligation__unit", "obligation__period"), pk=pk
    )
    if not may_check(user, wish.obligation, today(at)):
        raise PermissionDenied
    form = DeclineForm(request.POST)
    what = f"{queries.title_of(wish.obligation)}, {wish.obligation.unit.name}"
    try:
        if request.POST.get("do") == "grant":
            actions.grant_time(wish, by=user, at=at)
            words = _("The deadline is later now: %(what)s. The unit has been told.")
            messages.success(request, words % {"what": what})
        elif form.is_valid():
            actions.decline_time(wish, form.cleaned_data["reason"], by=user, at=at)
            words = _("Declined: %(what)s. The unit has been told why.")
            messages.success(request, words % {"what": what})
        else:
            return _page(request, form, _("Decline"), wish.obligation, wish)
    except (actions.AlreadyDecided, actions.NotLater) as refusal:
        messages.error(request, str(refusal))
    return _back(wish.obligation_id)


def _page(
    request: HttpRequest,
    form: AskTimeForm | DeclineForm,
    press: str,
    obligation: Obligation,
    wish: TimeRequest | None = None,
) -> HttpResponse:
    shown = {"form": form, "press": press, "obligation": obligation, "wish": wish}
    shown |= {"title": queries.title_of(obligation)}
    return render(request, "duties/more_time.html", shown, status=422 if form.errors else 200)


def _back(obligation_pk: int) -> HttpResponse:
    return redirect(f"{reverse('duties:obligation', args=[obligation_pk])}#xin-gia-han")
