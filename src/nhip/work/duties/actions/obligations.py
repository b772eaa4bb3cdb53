"""Making units owe reports: by a regime, once outside the calendar, and on which version of a form."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.periods.actions import open_ad_hoc, open_period
from nhip.organisation.periods.models import Period
from nhip.organisation.periods.queries import working_days
from nhip.organisation.periods.rules import Due, Span, due_day, today
from nhip.organisation.units.models import Unit
from nhip.organisation.units.queries import tree
from nhip.work.forms.models import Form

from .. import queries
from ..access import REGULATE
from ..models import Obligation, Regime
from .grants import tell
from .owing import lock_asking, note_obliged, note_version
from .refusals import AlreadyDecided, NotLater, WrongPeriod


@transaction.atomic
def oblige(
    regime: Regime,
    period: Period,
    units: Iterable[Unit],
    *,
    due_on: date | None = None,
    hour: time | None = None,
    by: User,
    at: datetime,
) -> list[Obligation]:
    """Make the units owe a regime's report for a period; what they owe already stays as it is.

    The root owes nobody. Due by the regime's term, or on `due_on` by this hour. Raises WrongPeriod,
    DueTooSoon or PermissionDenied.
    """
    units = list(units)
    if not {unit.pk for unit in units} <= unit_ids(by, "duties.oblige", today(at)):
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
    hour = hour if due_on else regime.due_time
    lock_asking(Regime.objects.filter(pk=regime.pk))
    made = _make(regime, period, due, hour, by=by, at=at)
    note_obliged(regime, [period], by=by, at=at)
    return made


@transaction.atomic
def ask_once(
    regime: Regime,
    span: Span,
    due: Due,
    units: Iterable[Unit],
    *,
    by: User,
    at: datetime,
) -> list[Obligation]:
    """Ask for a report outside the calendar: over days of its own, due when it is said, today too.

    Only of an ad hoc regime in force; whoever is asked is told. The working day after the cut-off is
    for reports that come round (Decree 09/2019/NĐ-CP, art. 8.5), not for what is asked once. Raises
    WrongPeriod, NotLater, AlreadyDecided where no unit is left to ask, or PermissionDenied.
    """
    require(by, REGULATE, regime.organ)
    if not regime.is_asked_once:
        raise WrongPeriod(_("Only an ad hoc regime in force is asked for once."))
    if due.is_over(at, timezone.get_default_timezone()):
        raise NotLater(_("This deadline is over."))
    if due.on < span.last_on:
        raise NotLater(_("The report is about days after its deadline."))
    period = open_ad_hoc(regime.calendar, span.start_on, span.end_on)
    made = oblige(regime, period, units, due_on=due.on, hour=due.hour, by=by, at=at)
    if not made:
        raise AlreadyDecided(_("Nobody is left to ask: they owe it for these days already."))
    for obligation in made:
        text = _("Asked for once, due %(day)s: %(title)s.") % {
            "day": due, "title": queries.title_of(obligation),
        }  # fmt: skip
        tell(obligation, text, at, by_mail=due.on == today(at))
    return made


@transaction.atomic
def generate_obligations(regime: Regime, *, at: datetime) -> list[Obligation]:
    """Make what a published regime asks for by now: up to the period after the running one.

    Run again, it adds only what is missing for periods that are not over. The deadline is never
    sooner than the first working day after the cut-off, whatever holidays were written down since.
    """
    regime = (
        Regime.objects.select_for_update(of=["self"])
        .select_related("calendar", "organ", "replaces")
        .get(pk=regime.pk)
    )
    if regime.is_draft or regime.start_on is None:
        return []
    made: dict[Period, list[Obligation]] = {}
    for asked in queries.missing(regime, today(at)):
        period = open_period(regime.calendar, regime.frequency, *asked.place)
        made[period] = _make(regime, period, asked.due, regime.due_time, by=None, at=at)
    note_obliged(regime, made, by=None, at=at)
    return [obligation for its in made.values() for obligation in its]


def generate_all(at: datetime) -> None:
    """Make what all published regimes ask for; the scheduler runs this."""
    for regime in Regime.objects.exclude(published_at=None):
        generate_obligations(regime, at=at)


@transaction.atomic
def take_up_version(form: Form, *, at: datetime) -> None:
    """Let regimes ask a form's new version, and obligations of periods not begun take it.

    Those somebody has begun to answer keep the version they have.
    """
    asking = Regime.objects.filter(form__code=form.code)
    lock_asking(asking)
    moving = queries.not_begun(form, today(at))
    asked = list(moving.values_list("regime", "period").distinct())
    moving.update(form=form)
    asking.update(form=form)
    note_version(asked, at=at)


def _make(
    regime: Regime,
    period: Period,
    due: dict[int, date],
    hour: time | None,
    *,
    by: User | None,
    at: datetime,
) -> list[Obligation]:
    """Write the obligations that are missing, and one line in the journal.

    What had fallen away with a change of the regime is owed again.
    """
    standing = {each.unit_id: each for each in regime.obligations.filter(period=period)}
    units = Unit.objects.filter(pk__in=due.keys() - standing.keys())
    made = _owed_again([each for pk, each in standing.items() if pk in due], due, hour)
    made += Obligation.objects.bulk_create(
        Obligation(
            regime=regime,
            form_id=regime.form_id,
            unit=unit,
            period=period,
            due_on=due[unit.pk],
            due_time=hour,
            made_at=at,
        )
        for unit in units
    )
    if made or by:
        codes = [obligation.unit.code for obligation in made]
        said = {"period": str(period), "units": codes}
        record("reports.obliged", about=regime, by=by, at=at, said=said)
    return made


def _owed_again(
    standing: list[Obligation], due: dict[int, date], hour: time | None
) -> list[Obligation]:
    again = [each for each in standing if each.has_fallen]
    for each in again:
        each.excused_at = each.excused_by = each.fell_with = None
        each.excuse, each.due_time = "", hour
        each.due_on = max(each.due_on, due[each.unit_id])
    Obligation.objects.bulk_update(
        again, ["excused_at", "excused_by", "excuse", "fell_with", "due_on", "due_time"]
    )
    return again
