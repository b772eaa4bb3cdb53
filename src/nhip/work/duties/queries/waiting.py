"""What units ask of whoever checks them: more time."""

from __future__ import annotations

from datetime import datetime

from nhip.organisation.accounts.models import User
from nhip.organisation.periods.rules import today

from ..models import TimeRequest, checked_by


def time_requests_for(user: User, at: datetime) -> list[TimeRequest]:
    """Return the requests for more time that wait for this person, the soonest due first."""
    waiting = TimeRequest.objects.waiting().filter(checked_by(user, today(at), "obligation__"))
    related = ("obligation__unit", "obligation__regime", "obligation__period")
    return list(waiting.select_related(*related).order_by("obligation__due_on", "pk"))
