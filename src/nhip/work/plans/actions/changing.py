"""Changes of a plan that was entered: corrected, struck, restored, each with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from datetime import datetime
from typing import Any

from django.db import transaction

from nhip.kit.text.language import office_words
from nhip.office.records.actions import correct_record, restore_record, strike_record
from nhip.office.records.rules import cause_of, cause_of_correcting, cause_of_restoring
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import authority
from nhip.organisation.periods.rules import today

from ..access import check_change, check_restore
from ..models import UnitPlan
from .plans import check_free, check_place, check_plan, kind_of
from .telling import ToldPlan, locked, tell, words_of


@transaction.atomic
def correct_plan(
    plan: UnitPlan, fields: Mapping[str, Any], *, reason: str, by: User, at: datetime
) -> UnitPlan:
    """Write a plan otherwise; `fields` are those of `NewPlan`, what is left out stays.

    The day and the remarks of an appraisal are corrected by whoever may appraise. Raises what
    `receive_plan` raises, BeyondAuthority, AlreadyStruck, NoReason or NothingChanged.
    """
    kept = locked(plan)
    check_change(by, kept)
    wanted = copy(kept)
    said = {**fields, "kind": kind_of(fields["kind"])} if "kind" in fields else dict(fields)
    for name, value in said.items():
        setattr(wanted, name, value)
    if wanted.unit_id != kept.unit_id:
        require(by, "plans.keep", wanted.unit)
    check_plan(wanted, today(at))
    check_place(wanted.unit, wanted.organ, wanted.received_on)
    _check_appraisal(kept, wanted, by)
    others = UnitPlan.objects.standing().exclude(pk=kept.pk).filter(unit=wanted.unit_id)
    places = others.order_by().values_list("unit", "kind", "year")
    check_free(
        (wanted.unit_id, wanted.kind.code, wanted.year),
        {(unit_id, str(kind), year) for unit_id, kind, year in places},
    )
    before = correct_record(
        kept, "plan.corrected", said, unit=kept.unit, reason=reason, by=by, at=at
    )
    with office_words():
        cause = cause_of_correcting(words_of(kept), reason.strip())
    tell([ToldPlan(before, cause, at), ToldPlan(kept, cause, at)], by=by)
    return kept


def _check_appraisal(kept: UnitPlan, wanted: UnitPlan, by: User) -> None:
    """Raise PermissionDenied or BeyondAuthority where another appraisal would stand there by this."""
    place = ("organ_id", "kind_id", "appraised_on", "remarks")
    if all(getattr(kept, name) == getattr(wanted, name) for name in place):
        return
    if kept.appraised_on is None and wanted.appraised_on is None:
        return
    require(by, "plans.appraise", wanted.organ)
    if wanted.appraised_on is not None:
        authority.require(
            "appraise", wanted.kind.code, wanted.organ.unit_id, wanted.organ, wanted.appraised_on
        )


@transaction.atomic
def strike_plan(plan: UnitPlan, *, reason: str, by: User, at: datetime) -> UnitPlan:
    """Strike a plan. Raises AlreadyStruck, NoReason or PermissionDenied."""
    kept = locked(plan)
    check_change(by, kept)
    strike_record(kept, "plan.struck", unit=kept.unit, reason=reason, by=by, at=at)
    with office_words():
        cause = cause_of(words_of(kept), kept.strike_reason)
    tell([ToldPlan(kept, cause, at)], by=by)
    return kept


@transaction.atomic
def restore_plan(plan: UnitPlan, *, reason: str, by: User, at: datetime) -> UnitPlan:
    """Let a struck plan stand again.

    Raises NotStruck, NoReason, PermissionDenied, or PlanExists where another took its place.
    """
    kept = locked(plan)
    check_restore(by, kept)
    standing = UnitPlan.objects.standing().exclude(pk=kept.pk)
    if standing.filter(unit=kept.unit_id, kind=kept.kind, year=kept.year).exists():
        check_free(
            (kept.unit_id, kept.kind.code, kept.year), {(kept.unit_id, kept.kind.code, kept.year)}
        )
    why = restore_record(kept, "plan.restored", unit=kept.unit, reason=reason, by=by, at=at)
    with office_words():
        cause = cause_of_restoring(words_of(kept), why)
    tell([ToldPlan(kept, cause, at)], by=by)
    return kept
