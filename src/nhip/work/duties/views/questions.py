"""The page on which something is asked at once, without a form designed first."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.periods.rules import today
from nhip.organisation.units.models import Unit
from nhip.work.indicators.access import may_define

from .. import actions, queries
from ..access import REGULATE
from ..forms import QuestionForm


def _say_asked(request: HttpRequest, units: Collection[Unit], on: date) -> None:
    """Say how many units were told, and name those in which nobody could be."""
    untold = queries.untold(units, on)
    if told := len(units) - len(untold):
        words = ngettext(
            "Asked of %(n)s unit. It has it on its desk and has been told.",
            "Asked of %(n)s units. They have it on their desks and have been told.",
            told,
        )
        messages.success(request, words % {"n": told})
    if untold:
        words = ngettext(
            "%(n)s unit was asked where nobody has an account to be told in: %(names)s.",
            "%(n)s units were asked where nobody has an account to be told in: %(names)s.",
            len(untold),
        )
        messages.warning(request, words % {"n": len(untold), "names": ", ".join(untold)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask(request: HttpRequest) -> HttpResponse:
    """Ask units for figures, words or both, due today if need be."""
    user, at = cast(User, request.user), timezone.now()
    require(user, REGULATE)
    own = unit_ids(user, REGULATE, today(at))
    direct, below = queries.whom_to_ask(own, unit_ids(user, "duties.oblige", today(at)), today(at))
    form = QuestionForm(
        request.POST or None, own=own, direct=direct, below=below, defines=may_define(user), at=at
    )
    if form.is_valid():
        try:
            regime = actions.put_question(form.question, by=user, at=at)
        except actions.NotLater as refusal:
            form.add_error("due_on", str(refusal))
        except actions.AlreadyDecided as refusal:
            form.add_error("title", str(refusal))
        except actions.Lacking as refusal:
            form.add_error(None, str(refusal))
        else:
            _say_asked(request, form.question.units, today(at))
            return redirect("duties:regime", regime.pk)
    status = 422 if form.errors else 200
    context = {"form": form, "untold": queries.untold(below, today(at))}
    return render(request, "duties/ask.html", context, status=status)
