"""Changes of a plan that was entered: struck with a reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from nhip.kit.text.language import office_words
from nhip.office.records.rules import cause_of, reason_to_strike
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record

from ..models import UnitPlan
from .telling import Told, locked, tell, words_of


@transaction.atomic
def strike_plan(plan: UnitPlan, *, reason: str, by: User, at: datetime) -> UnitPlan:
    """Strike a plan. Raises AlreadyStruck, NoReason or PermissionDenied."""
    require(by, "plans.keep", plan)
    plan = locked(plan)
    plan.strike_reason = reason_to_strike(plan.struck_at, reason)
    plan.struck_at = at
    plan.save(update_fields=["struck_at", "strike_reason"])
    said = {"reason": plan.strike_reason}
    record("plan.struck", about=plan, by=by, at=at, unit=plan.unit, said=said)
    with office_words():
        cause = cause_of(words_of(plan), plan.strike_reason)
    tell([Told(plan, cause, at)], by=by)
    return plan
