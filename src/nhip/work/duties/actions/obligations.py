"""Making units owe reports; granting more time, and excusing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.kit.text.rules import write_day
from nhip.office.notices.actions import notify
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.people.choices import Role
from nhip.organisation.people.queries import people_with, unit_ids
from nhip.organisation.periods.actions import open_ad_hoc, open_period
from nhip.organisation.periods.choices import Kind as PeriodKind
from nhip.organisation.periods.models import Period
from nhip.organisation.periods.queries import working_days
from nhip.organisation.periods.rules import DueTooSoon, Span, due_day, earliest_due, today
from nhip.organisation.units.models import Unit, UnitEvent
from nhip.organisation.units.queries import tree

from .. import queries, rules
from ..access import checked_units
from ..models import Extension, Obligation, Regime
from .refusals import AlreadyDecided, NoReason, NotLater, WrongPeriod


@transaction.atomic
def oblige(
    regime: Regime,
    period: Period,
    units: Iterable[Unit],
    *,
    due_on: date | None = None,
    by: User,
    at: datetime,
) -> list[Obligation]:
    """Make the units owe a regime's report for a period; what they owe already stays as it is.

    The root owes nobody. Due by the regime's term, or on `due_on`. Raises WrongPeriod, DueTooSoon or
    PermissionDenied.
    """
    units = list(units)
    if not {unit.pk for unit in units} <= unit_ids(by, "reports.oblige", today(at)):
        raise PermissionDenied(_("You may not oblige all of these units."))
    if (period.calendar_id, period.kind) != (regime.calendar_id, regime.frequency):
        raise WrongPeriod(_("This period is not one of the regime's calendar and frequency."))
    places = tree(period.span.last_on)
    worked = working_days()
    due = {
        unit.pk: due_on or due_day(regime.term, period.span, places.node(unit.pk).level, worked)
        for unit in units
        if places.parent(unit.pk)
    }
    return _make(regime, period, due, by=by, at=at)


@transaction.atomic
def ask_once(
    regime: Regime,
    span: Span,
    due_on: date,
    units: Iterable[Unit],
    *,
    by: User,
    at: datetime,
) -> list[Obligation]:
    """Ask for a report outside the calendar: over days of its own, due on a day of its own.

    Only of an ad hoc regime in force; whoever is asked is told. At least a working day lies between
    the last day and the deadline, as for every report. Raises WrongPeriod, DueTooSoon, NotLater,
    AlreadyDecided where no unit is left to ask, or PermissionDenied.
    """
    require(by, "reports.regulate", regime.organ)
    if regime.frequency != PeriodKind.AD_HOC or regime.published_at is None:
        raise WrongPeriod(_("Only an ad hoc regime in force is asked for once."))
    if due_on < today(at):
        raise NotLater(_("This deadline is over."))
    if due_on < (earliest := earliest_due(span, working_days())):
        words = _("At least one working day after the last day: not before %(day)s.")
        raise DueTooSoon(words % {"day": write_day(earliest)})
    period = open_ad_hoc(regime.calendar, span.start_on, span.end_on)
    made = oblige(regime, period, units, due_on=due_on, by=by, at=at)
    if not made:
        raise AlreadyDecided(_("Nobody is left to ask: they owe it for these days already."))
    for obligation in made:
        text = _("Asked for once, due %(day)s: %(title)s.") % {
            "day": write_day(due_on), "title": queries.title_of(obligation),
        }  # fmt: skip
        _tell(obligation, text, at)
    return made


@transaction.atomic
def generate_obligations(regime: Regime, *, at: datetime) -> list[Obligation]:
    """Make what a published regime asks for by now: up to the period after the running one.

    Run again, it adds only what is missing for periods that are not over. The deadline is never
    sooner than the first working day after the cut-off, whatever holidays were written down since.
    """
    regime = (
        Regime.objects.select_for_update(of=["self"]).select_related("calendar").get(pk=regime.pk)
    )
    if (
        regime.published_at is None
        or regime.start_on is None
        or regime.frequency == PeriodKind.AD_HOC
    ):
        return []
    made, worked, on = [], working_days(), today(at)
    served = set(regime.obligations.values_list("period_id", flat=True))
    for place in rules.asked_periods(
        regime.calendar.first_day, regime.frequency, regime.start_on, regime.end_on, on
    ):
        period = open_period(regime.calendar, regime.frequency, *place)
        if period.end_on > on or period.pk not in served:
            due = {
                unit_id: rules.due_given(regime.term, period.span, level, worked)
                for unit_id, level in queries.owing_units(regime, period.span.last_on).items()
            }
            made += _make(regime, period, due, by=None, at=at)
    return made


def generate_all(at: datetime) -> None:
    """Make what all published regimes ask for; the scheduler runs this."""
    for regime in Regime.objects.exclude(published_at=None):
        generate_obligations(regime, at=at)


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
    _tell(obligation, text, at)
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
    _tell(obligation, text, at)
    return obligation


@transaction.atomic
def lift_excuse(obligation: Obligation, reason: str, *, by: User, at: datetime) -> Obligation:
    """Let a unit owe again what it was excused from, saying why; the journal keeps the excuse.

    The deadline is the old one: who lifts an excuse late grants more time besides. Raises NoReason,
    AlreadyDecided or PermissionDenied.
    """
    obligation, reason = _locked(obligation, reason, by, at)
    if obligation.excused_at is None:
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
    _tell(obligation, text, at)
    return obligation


def end_obligations(unit_ids: Collection[int], event: UnitEvent) -> None:
    """Excuse closed units from what was never handed in for periods they do not see the end of.

    What they owe for earlier periods stays as it is, and so does what was handed in.
    """
    later = Obligation.objects.of(unit_ids).open().filter(period__end_on__gt=event.on)
    with office_words():
        reason = event.words
    for obligation in later.filter(report__submitted_at=None).select_for_update(of=["self"]):
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


def _make(
    regime: Regime, period: Period, due: dict[int, date], *, by: User | None, at: datetime
) -> list[Obligation]:
    """Write the obligations that are missing, and one line in the journal."""
    owing = set(regime.obligations.filter(period=period).values_list("unit_id", flat=True))
    units = Unit.objects.filter(pk__in=due.keys() - owing)
    made = Obligation.objects.bulk_create(
        Obligation(
            regime=regime,
            form_id=regime.form_id,
            unit=unit,
            period=period,
            due_on=due[unit.pk],
            made_at=at,
        )
        for unit in units
    )
    if made or by:
        codes = [obligation.unit.code for obligation in made]
        said = {"period": str(period), "units": codes}
        record("reports.obliged", about=regime, by=by, at=at, said=said)
    return made


def _open_obligation(
    obligation: Obligation, reason: str, by: User, at: datetime
) -> tuple[Obligation, str]:
    """Lock an obligation that was neither handed in nor excused."""
    obligation, reason = _locked(obligation, reason, by, at)
    if obligation.facts.submitted_at or obligation.excused_at:
        raise AlreadyDecided(_("It has been handed in or excused: there is nothing to decide."))
    return obligation, reason


def _locked(obligation: Obligation, reason: str, by: User, at: datetime) -> tuple[Obligation, str]:
    """Lock an obligation that the unit directly above decides on, with a reason."""
    if obligation.unit_id not in checked_units(by, today(at)):
        raise PermissionDenied(_("Only the unit directly above decides on this obligation."))
    Obligation.objects.select_for_update().get(pk=obligation.pk)
    # Asked for once more: what was handed in while this waited for the lock is not overlooked.
    obligation = Obligation.objects.select_related("unit", "regime", "period", "report").get(
        pk=obligation.pk
    )
    if not (reason := reason.strip()):
        raise NoReason(_("Say why: the reason stays with the decision."))
    return obligation, reason


def _tell(obligation: Obligation, text: str, at: datetime) -> None:
    people = people_with(Role.REPORTER, obligation.unit_id, today(at))
    notify(people, text[:300], reverse("reports:obligation", args=[obligation.pk]), at)
