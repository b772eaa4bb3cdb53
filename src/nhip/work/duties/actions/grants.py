"""Granting more time, excusing, and lifting an excuse."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.kit.text.rules import write_day
from nhip.office.notices.actions import notify
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.journal.rules import NoReason
from nhip.organisation.people.choices import Role
from nhip.organisation.people.queries import people_with
from nhip.organisation.periods.rules import today
from nhip.organisation.units.models import UnitEvent

from .. import queries
from ..access import may_check
from ..models import Extension, Obligation
from .refusals import AlreadyDecided, NotLater


@transaction.atomic
def extend_deadline(
    obligation: Obligation, until: date, reason: str, *, by: User, at: datetime
) -> Obligation:
    """Grant a unit more time, saying why; both deadlines are kept.

    Raises NotLater, NoReason, AlreadyDecided or PermissionDenied.
    """
    obligation, reason = _open_obligation(obligation, reason, by, at)
    if until <= max(obligation.due_on, today(at) - timedelta(days=1)):
        raise NotLater(_("The new deadline is later than the old one, and not over yet."))
    Extension.objects.create(
        obligation=obligation,
        due_before=obligation.due_on,
        due_on=until,
        reason=reason,
        granted_by=by,
        granted_at=at,
    )
    said = {"from": str(obligation.due_on), "to": str(until), "reason": reason}
    obligation.due_on = until
    obligation.save(update_fields=["due_on"])
    record("obligation.extended", about=obligation, by=by, at=at, unit=obligation.unit, said=said)
    text = _("More time until %(day)s: %(title)s. %(reason)s") % {
        "day": write_day(until), "title": queries.title_of(obligation), "reason": reason,
    }  # fmt: skip
    tell(obligation, text, at)
    return obligation


@transaction.atomic
def excuse_unit(obligation: Obligation, reason: str, *, by: User, at: datetime) -> Obligation:
    """Excuse a unit from one report, saying why: it counts in no denominator any more.

    Only what was never handed in. Raises NoReason, AlreadyDecided or PermissionDenied.
    """
    obligation, reason = _open_obligation(obligation, reason, by, at)
    obligation.excused_at, obligation.excused_by, obligation.excuse = at, by, reason
    obligation.save(update_fields=["excused_at", "excused_by", "excuse"])
    said = {"reason": reason}
    record("obligation.excused", about=obligation, by=by, at=at, unit=obligation.unit, said=said)
    text = _("Excused: %(title)s. %(reason)s") % {
        "title": queries.title_of(obligation), "reason": reason,
    }  # fmt: skip
    tell(obligation, text, at)
    return obligation


@transaction.atomic
def lift_excuse(obligation: Obligation, reason: str, *, by: User, at: datetime) -> Obligation:
    """Let a unit owe again what it was excused from, saying why; the journal keeps the excuse.

    The deadline is the old one: who lifts an excuse late grants more time besides. Raises NoReason,
    AlreadyDecided or PermissionDenied.
    """
    obligation, reason = _locked(obligation, reason, by, at)
    if not obligation.is_excused:
        raise AlreadyDecided(_("It is not excused: there is nothing to lift."))
    said = {"reason": reason, "excuse": obligation.excuse}
    obligation.excused_at, obligation.excused_by, obligation.excuse = None, None, ""
    obligation.save(update_fields=["excused_at", "excused_by", "excuse"])
    record(
        "obligation.excuse_lifted", about=obligation, by=by, at=at, unit=obligation.unit, said=said
    )
    text = _("No longer excused: %(title)s. %(reason)s") % {
        "title": queries.title_of(obligation), "reason": reason,
    }  # fmt: skip
    tell(obligation, text, at)
    return obligation


def end_obligations(unit_ids: Collection[int], event: UnitEvent) -> None:
    """Excuse closed units from what was never handed in for periods they do not see the end of.

    What they owe for earlier periods stays as it is, and so does what was handed in.
    """
    later = Obligation.objects.of(unit_ids).open().filter(period__end_on__gt=event.on)
    with office_words():
        reason = event.words
    for obligation in later.filter(answered_at=None).select_for_update(of=["self"]):
        obligation.excused_at, obligation.excused_by = event.at, event.by
        obligation.excuse = reason
        obligation.save(update_fields=["excused_at", "excused_by", "excuse"])
        record(
            "obligation.excused",
            about=obligation,
            by=event.by,
            at=event.at,
            unit=obligation.unit,
            said={"reason": reason},
        )


def _open_obligation(
    obligation: Obligation, reason: str, by: User, at: datetime
) -> tuple[Obligation, str]:
    """Lock an obligation that was neither handed in nor excused."""
    obligation, reason = _locked(obligation, reason, by, at)
    if not obligation.is_undecided:
        raise AlreadyDecided(_("It has been handed in or excused: there is nothing to decide."))
    return obligation, reason


def _locked(obligation: Obligation, reason: str, by: User, at: datetime) -> tuple[Obligation, str]:
    """Lock an obligation that the unit directly above decides on, with a reason."""
    if not may_check(by, obligation.unit_id, today(at)):
        raise PermissionDenied(_("Only the unit directly above decides on this obligation."))
    found = Obligation.objects.select_for_update(of=["self"])
    obligation = found.select_related("unit", "regime", "period").get(pk=obligation.pk)
    if not (reason := reason.strip()):
        raise NoReason(_("Say why: the reason stays with the decision."))
    return obligation, reason


def tell(obligation: Obligation, text: str, at: datetime) -> None:
    """Tell the unit's reporters, with the way to what they owe."""
    people = people_with(Role.REPORTER, obligation.unit_id, today(at))
    notify(people, text[:300], reverse("duties:obligation", args=[obligation.pk]), at)
