"""Every change of classes and their rolls."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.office.records.rules import cause_of, reason_to_strike
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.people.queries import authority
from nhip.organisation.units.models import Unit
from nhip.work.indicators.actions import records_changed

from .models import Attendance, Trainee, TrainingClass

OF_A_CLASS = ["classes", "trainees", "attendances"]
OF_AN_ATTENDANCE = ["trainees", "attendances"]


@transaction.atomic
def open_class(
    unit: Unit,
    *,
    code: str,
    name: str,
    audience: str,
    opened_on: date,
    closed_on: date,
    by: User,
    at: datetime,
    is_sample: bool = False,
) -> TrainingClass:
    """Enter a class a unit held, days inclusive. Raises BeyondAuthority or PermissionDenied."""
    require(by, "training.keep", unit)
    authority.require("train", "", unit.pk, None, opened_on)
    opened = TrainingClass.objects.create(
        unit=unit,
        code=code,
        name=name,
        audience=audience,
        opened_on=opened_on,
        closed_on=closed_on,
        is_sample=is_sample,
    )
    record("class.opened", about=opened, by=by, at=at, unit=unit)
    with office_words():
        cause = _("Class %(code)s was entered.") % {"code": code}
    _tell(OF_A_CLASS, opened, cause, by, at)
    return opened


@transaction.atomic
def record_attendance(
    training_class: TrainingClass, trainee: Trainee, *, by: User, at: datetime
) -> Attendance:
    """Enter that a trainee attended a class. Raises PermissionDenied."""
    require(by, "training.keep", training_class)
    attendance = Attendance.objects.create(training_class=training_class, trainee=trainee)
    record("attendance.recorded", about=attendance, by=by, at=at, unit=training_class.unit)
    with office_words():
        cause = capfirst(_("%(what)s was entered.") % {"what": _words(attendance)})
    _tell(OF_AN_ATTENDANCE, training_class, cause, by, at)
    return attendance


@transaction.atomic
def strike_class(
    training_class: TrainingClass, *, reason: str, by: User, at: datetime
) -> TrainingClass:
    """Strike a class; its attendances no longer count. Raises AlreadyStruck, NoReason, PermissionDenied."""
    require(by, "training.keep", training_class)
    struck = TrainingClass.objects.select_for_update().get(pk=training_class.pk)
    struck.strike_reason = reason_to_strike(struck.struck_at, reason)
    struck.struck_at = at
    struck.save(update_fields=["struck_at", "strike_reason"])
    said = {"reason": struck.strike_reason}
    record("class.struck", about=struck, by=by, at=at, unit=struck.unit, said=said)
    with office_words():
        cause = cause_of(_("class %(code)s") % {"code": struck.code}, struck.strike_reason)
    _tell(OF_A_CLASS, struck, cause, by, at)
    return struck


@transaction.atomic
def strike_attendance(attendance: Attendance, *, reason: str, by: User, at: datetime) -> Attendance:
    """Strike one line of a roll. Raises AlreadyStruck, NoReason or PermissionDenied."""
    require(by, "training.keep", attendance.training_class)
    struck = (
        Attendance.objects.select_for_update(of=("self",))
        .select_related("training_class__unit", "trainee")
        .get(pk=attendance.pk)
    )
    struck.strike_reason = reason_to_strike(struck.struck_at, reason)
    struck.struck_at = at
    struck.save(update_fields=["struck_at", "strike_reason"])
    held = struck.training_class
    said = {"reason": struck.strike_reason}
    record("attendance.struck", about=struck, by=by, at=at, unit=held.unit, said=said)
    with office_words():
        cause = cause_of(_words(struck), struck.strike_reason)
    _tell(OF_AN_ATTENDANCE, held, cause, by, at)
    return struck


def _words(attendance: Attendance) -> str:
    codes = {"trainee": attendance.trainee.code, "code": attendance.training_class.code}
    return _("attendance of %(trainee)s at class %(code)s") % codes


def _tell(keys: list[str], held: TrainingClass, cause: str, by: User, at: datetime) -> None:
    """Tell the figures that count this class's records."""
    records_changed(
        keys,
        unit_id=held.unit_id,
        on=held.opened_on,
        cause=cause,
        link=reverse("training:class", args=[held.pk]),
        by=by,
        at=at,
    )
