"""Granting more time, excusing, and lifting an excuse."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.office.notices.actions import notify
from nhip.office.notices.queries import mailed_about
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record, record_all, write_all
from nhip.organisation.journal.rules import NoReason, WrongRow, one_row, row
from nhip.organisation.periods.rules import Due, today
from nhip.organisation.units.models import UnitEvent

from .. import queries
from ..access import askers, may_grant, reporters
from ..choices import TimeAnswer
from ..models import Extension, Obligation, Regime, TimeRequest
from .owing import lock_asking, note_closed, note_excused
from .refusals import AlreadyDecided, NotLater


@dataclass(frozen=True)
class MoreTime:
    """One obligation is due later, for a reason; by the hour it had, unless another one is named."""

    obligation: Obligation
    until: date
    reason: str
    at: datetime | None = None
    hour: time | None = None


@dataclass(frozen=True)
class Excuse:
    """One unit is excused from one report, for a reason."""

    obligation: Obligation
    reason: str
    at: datetime | None = None


Grant = TypeVar("Grant", MoreTime, Excuse)


def extend_deadline(
    obligation: Obligation,
    until: date,
    reason: str,
    *,
    hour: time | None = None,
    by: User,
    at: datetime,
) -> Obligation:
    """Grant a unit more time, saying why; both deadlines are kept, and the hour unless one is named.

    Raises NotLater, NoReason, AlreadyDecided or PermissionDenied.
    """
    with one_row():
        new = MoreTime(obligation, until, reason, hour=hour)
        return take_in_extensions([new], by=by, at=at)[0]


@transaction.atomic
def take_in_extensions(rows: Sequence[MoreTime], *, by: User, at: datetime) -> list[Obligation]:
    """Grant many units more time (after a storm), as `extend_deadline` does each, or none. Raises WrongRow."""
    owed, moments = _locked_all(rows), [new.at or at for new in rows]
    made = []
    for index, (new, then) in enumerate(zip(rows, moments, strict=True)):
        obligation = owed[new.obligation.pk]
        with row(index):
            due = _check_longer(obligation, new, by, then)
        made.append(
            Extension(
                obligation=obligation,
                due_before=obligation.due_on,
                time_before=obligation.due_time,
                due_on=due.on,
                due_time=due.hour,
                reason=new.reason.strip(),
                granted_by=by,
                granted_at=then,
            )
        )
        obligation.due_on, obligation.due_time = due.on, due.hour
    write_all(made)
    Obligation.objects.bulk_update(owed.values(), ["due_on", "due_time"])
    record_all(
        Act("obligation.extended", each.obligation, by, then, each.obligation.unit, _said(each))
        for each, then in zip(made, moments, strict=True)
    )
    _answer_requests([each.obligation for each in made], TimeAnswer.GRANTED, by, at)
    for each, then in zip(made, moments, strict=True):
        text = _("More time until %(day)s: %(title)s. %(reason)s") % {
            "day": each.due,
            "title": queries.title_of(each.obligation),
            "reason": each.reason,
        }
        tell(each.obligation, text, then)
        _tell_askers(each.obligation, text, by, then)
    return [each.obligation for each in made]


def carry_extensions(old: Iterable[Obligation], new: Regime, *, by: User, at: datetime) -> None:
    """Let more time that was given hold for the regime that follows, where it asks for the same days."""
    its = new.obligations.select_related("unit", "period", "regime")
    owed = {queries.days_of(each): each for each in its}
    pairs = [(each, owed[days]) for each in old if (days := queries.days_of(each)) in owed]
    made = []
    for before, obligation in pairs:
        if before.due.is_later_than(obligation.due):
            last = list(before.extensions.all())[-1]
            made.append(
                Extension(
                    obligation=obligation,
                    due_before=obligation.due_on,
                    time_before=obligation.due_time,
                    due_on=before.due_on,
                    due_time=before.due_time,
                    reason=last.reason,
                    granted_by_id=last.granted_by_id,
                    granted_at=last.granted_at,
                )
            )
            obligation.due_on, obligation.due_time = before.due_on, before.due_time
    write_all(made)
    Obligation.objects.bulk_update([each.obligation for each in made], ["due_on", "due_time"])
    record_all(
        Act("obligation.extended", each.obligation, by, at, each.obligation.unit, _said(each))
        for each in made
    )


def faults_of_extensions(rows: Sequence[MoreTime], *, by: User, at: datetime) -> list[WrongRow]:
    """Return every row that `take_in_extensions` would refuse, and why; nothing is written."""
    return _faults(rows, _check_longer, by, at)


def _check_longer(obligation: Obligation, new: MoreTime, by: User, at: datetime) -> Due:
    """Ask besides whether the new deadline is one; return it."""
    _check_open(obligation, new, by, at)
    due = Due(new.until, new.hour or obligation.due_time)
    if not due.is_later_than(obligation.due) or due.is_over(at, timezone.get_default_timezone()):
        raise NotLater(_("The new deadline is later than the old one, and not over yet."))
    return due


def _said(extension: Extension) -> dict[str, str]:
    return {
        "from": _plain(extension.before),
        "to": _plain(extension.due),
        "reason": extension.reason,
    }


def _plain(due: Due) -> str:
    return f"{due.on} {due.hour:%H:%M}" if due.hour else str(due.on)


def excuse_unit(obligation: Obligation, reason: str, *, by: User, at: datetime) -> Obligation:
    """Excuse a unit from one report, saying why: it counts in no denominator any more.

    Only what was never handed in. Raises NoReason, AlreadyDecided or PermissionDenied.
    """
    with one_row():
        return take_in_excuses([Excuse(obligation, reason)], by=by, at=at)[0]


@transaction.atomic
def take_in_excuses(rows: Sequence[Excuse], *, by: User, at: datetime) -> list[Obligation]:
    """Excuse many units, as `excuse_unit` does each, or none. Raises WrongRow."""
    lock_asking(Regime.objects.filter(pk__in={new.obligation.regime_id for new in rows}))
    owed, done = _locked_all(rows), []
    for index, new in enumerate(rows):
        obligation, then = owed[new.obligation.pk], new.at or at
        with row(index):
            reason = _check_open(obligation, new, by, then)
        obligation.excused_at, obligation.excused_by, obligation.excuse = then, by, reason
        done.append((obligation, then))
    Obligation.objects.bulk_update(owed.values(), ["excused_at", "excused_by", "excuse"])
    record_all(
        Act("obligation.excused", each, by, then, each.unit, {"reason": each.excuse})
        for each, then in done
    )
    _answer_requests([each for each, _then in done], TimeAnswer.LAPSED, by, at)
    for each, then in done:
        text = _("Excused: %(title)s. %(reason)s") % {
            "title": queries.title_of(each), "reason": each.excuse,
        }  # fmt: skip
        was_mailed = mailed_about([reverse("duties:obligation", args=[each.pk])])
        tell(each, text, then, by_mail=bool(was_mailed))
        _tell_askers(each, text, by, then)
    note_excused((each for each, _then in done), by=by, at=at)
    return [each for each, _then in done]


def faults_of_excuses(rows: Sequence[Excuse], *, by: User, at: datetime) -> list[WrongRow]:
    """Return every row that `take_in_excuses` would refuse, and why; nothing is written."""
    return _faults(rows, _check_open, by, at)


@transaction.atomic
def lift_excuse(obligation: Obligation, reason: str, *, by: User, at: datetime) -> Obligation:
    """Let a unit owe again what it was excused from, saying why; the journal keeps the excuse.

    The deadline is the old one: who lifts an excuse late grants more time besides. Raises NoReason,
    AlreadyDecided or PermissionDenied.
    """
    lock_asking(Regime.objects.filter(pk=obligation.regime_id))
    obligation = _locked_all([Excuse(obligation, reason)])[obligation.pk]
    reason = _check(obligation, reason, by, at)
    if not obligation.is_excused:
        raise AlreadyDecided(_("It is not excused: there is nothing to lift."))
    if obligation.has_fallen:
        raise AlreadyDecided(_("It fell away when its regime changed: there is nothing to lift."))
    said = {"reason": reason, "excuse": obligation.excuse}
    obligation.excused_at, obligation.excused_by, obligation.excuse = None, None, ""
    obligation.save(update_fields=["excused_at", "excused_by", "excuse"])
    record(
        "obligation.excuse_lifted", about=obligation, by=by, at=at, unit=obligation.unit, said=said
    )
    note_excused([obligation], by=by, at=at)
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
    lock_asking(Regime.objects.filter(pk__in=later.values("regime")))
    ended = list(later.filter(answered_at=None).select_for_update(of=["self"]))
    for obligation in ended:
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
    note_closed(ended, by=event.by, at=event.at)


def _tell_askers(obligation: Obligation, text: str, by: User, at: datetime) -> None:
    """Tell who asked a question what somebody between decided on one of its answers."""
    people = askers(obligation, by, today(at))
    words = f"{obligation.unit.name}: {text}"
    notify(people, words[:300], reverse("duties:obligation", args=[obligation.pk]), at)


def _answer_requests(
    obligations: Collection[Obligation], answer: TimeAnswer, by: User, at: datetime
) -> None:
    """Let what units asked for more time be answered by what was decided on the same reports."""
    waiting = TimeRequest.objects.filter(answer=TimeAnswer.WAITING).about(obligations)
    if waiting.exists():
        waiting.update(answer=answer, answered_by=by, answered_at=at)


def _locked_all(rows: Sequence[MoreTime | Excuse]) -> dict[int, Obligation]:
    """Lock what the rows are about, in the order of their keys."""
    found = Obligation.objects.select_for_update(of=["self"]).order_by("pk")
    found = found.select_related("unit", "regime__organ", "period")
    return {each.pk: each for each in found.filter(pk__in={new.obligation.pk for new in rows})}


def _check(obligation: Obligation, reason: str, by: User, at: datetime) -> str:
    """Ask whether this is decided by this person; return why as it is kept."""
    if not may_grant(by, obligation, today(at)):
        raise PermissionDenied(
            _("Who writes regimes for the unit on top notes what a body outside grants.")
            if obligation.regime.is_outward
            else _("Only the unit directly above decides on this obligation.")
        )
    if not (reason := reason.strip()):
        raise NoReason(_("Say why: the reason stays with the decision."))
    return reason


def _check_open(obligation: Obligation, new: MoreTime | Excuse, by: User, at: datetime) -> str:
    """Ask besides whether there is anything to decide; return why as it is kept."""
    reason = _check(obligation, new.reason, by, at)
    if not obligation.is_undecided:
        raise AlreadyDecided(_("It has been handed in or excused: there is nothing to decide."))
    return reason


@transaction.atomic
def _faults(
    rows: Sequence[Grant],
    check: Callable[[Obligation, Grant, User, datetime], object],
    by: User,
    at: datetime,
) -> list[WrongRow]:
    owed, faults = _locked_all(rows), []
    for index, new in enumerate(rows):
        try:
            with row(index):
                check(owed[new.obligation.pk], new, by, new.at or at)
        except WrongRow as wrong:
            faults.append(wrong)
    return faults


def tell(obligation: Obligation, text: str, at: datetime, *, by_mail: bool = False) -> None:
    """Tell whoever reports for the unit, with the way to what they owe; what is due today by mail too."""
    people = reporters(obligation.unit_id, today(at))
    link = reverse("duties:obligation", args=[obligation.pk])
    notify(people, text[:300], link, at, by_mail=by_mail)
