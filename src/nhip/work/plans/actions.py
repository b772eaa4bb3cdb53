"""Every change of units' plans, and what a change of the register means for the figures over it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.office.documents.actions import Entered
from nhip.office.documents.models import Document
from nhip.office.records.rules import AlreadyStruck, cause_of, reason_to_strike
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.people.queries import authority
from nhip.organisation.units.models import Organ, Unit
from nhip.work.indicators.actions import RecordChange, all_records_changed, records_changed

from .models import UnitPlan
from .rules import AlreadyAppraised, counted_under


@transaction.atomic
def receive_plan(
    unit: Unit,
    *,
    kind: str,
    year: int,
    title: str,
    received_on: date,
    organ: Organ,
    by: User,
    at: datetime,
    is_sample: bool = False,
) -> UnitPlan:
    """Enter a plan a unit handed up to an organ. It counts once it is appraised. Raises PermissionDenied."""
    require(by, "plans.keep", unit)
    plan = UnitPlan.objects.create(
        unit=unit,
        kind=kind,
        year=year,
        title=title,
        received_on=received_on,
        organ=organ,
        is_sample=is_sample,
    )
    record("plan.received", about=plan, by=by, at=at, unit=unit)
    return plan


@transaction.atomic
def appraise_plan(plan: UnitPlan, *, remarks: str, on: date, by: User, at: datetime) -> UnitPlan:
    """Appraise a plan for its organ.

    Raises AlreadyAppraised, AlreadyStruck, BeyondAuthority or PermissionDenied.
    """
    require(by, "plans.appraise", plan.organ)
    plan = _locked(plan)
    if plan.struck_at is not None:
        raise AlreadyStruck(_("This plan has been struck."))
    if plan.appraised_on is not None:
        raise AlreadyAppraised(_("This plan has already been appraised."))
    authority.require("appraise", plan.kind, plan.organ.unit_id, plan.organ, on)
    plan.appraised_on, plan.remarks = on, remarks
    plan.save(update_fields=["appraised_on", "remarks"])
    said = {"reason": remarks} if remarks else None
    record("plan.appraised", about=plan, by=by, at=at, unit=plan.unit, said=said)
    with office_words():
        cause = capfirst(_("%(what)s was appraised.") % {"what": _words(plan)})
    _tell(plan, cause, by, at)
    return plan


@transaction.atomic
def strike_plan(plan: UnitPlan, *, reason: str, by: User, at: datetime) -> UnitPlan:
    """Strike a plan. Raises AlreadyStruck, NoReason or PermissionDenied."""
    require(by, "plans.keep", plan)
    plan = _locked(plan)
    plan.strike_reason = reason_to_strike(plan.struck_at, reason)
    plan.struck_at = at
    plan.save(update_fields=["struck_at", "strike_reason"])
    said = {"reason": plan.strike_reason}
    record("plan.struck", about=plan, by=by, at=at, unit=plan.unit, said=said)
    with office_words():
        cause = cause_of(_words(plan), plan.strike_reason)
    _tell(plan, cause, by, at)
    return plan


def tell_figures(
    sender: object, *, document: Document, cause: str, by: User, at: datetime, **rest: object
) -> None:
    """Tell the figures over the register that one of its lines was struck, restored or corrected."""
    tell_figures_of_new(sender, entered=[Entered(document, cause, by, at)])


def tell_figures_of_new(sender: object, *, entered: Sequence[Entered], **rest: object) -> None:
    """Tell the figures over the register that lines have come into it."""
    changes = []
    for each in entered:
        paper = each.document
        keys = counted_under(paper.kind, paper.about_start_on, paper.about_end_on)
        link = reverse("documents:document", args=[paper.pk])
        unit_id, on = paper.organ.unit_id, paper.issued_on
        if keys:
            changes.append(RecordChange(keys, unit_id, on, each.cause, link, each.by, each.at))
    all_records_changed(changes)


def _locked(plan: UnitPlan) -> UnitPlan:
    return UnitPlan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)


def _words(plan: UnitPlan) -> str:
    """Name a plan briefly: "yearly plan 2021 of Unit 07"."""
    words = {"kind": plan.get_kind_display(), "year": plan.year, "unit": plan.unit.name}
    return _("%(kind)s %(year)s of %(unit)s") % words


def _tell(plan: UnitPlan, cause: str, by: User, at: datetime) -> None:
    """Tell the figure that counts appraised plans; one not yet appraised counts nowhere."""
    if plan.appraised_on is not None:
        records_changed(
            ["plans_appraised"],
            unit_id=plan.unit_id,
            on=plan.appraised_on,
            cause=cause,
            link=reverse("plans:plan", args=[plan.pk]),
            by=by,
            at=at,
        )
