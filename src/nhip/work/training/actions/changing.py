"""Changes of classes and of lines of their rolls: corrected, struck, restored, each with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.office.records.actions import correct_record, restore_record, strike_record
from nhip.office.records.rules import (
    NothingChanged,
    cause_of,
    cause_of_correcting,
    cause_of_restoring,
    reason_to_correct,
)
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.units.models import Unit

from ..access import check_change, check_change_line, check_restore, check_restore_line
from ..models import Attendance, Audience, Trainee, TrainingClass
from ..rules import AlreadyOnRoll, ClassCodeTaken, read_code
from .classes import check_class, may_hold, one_at_a_time
from .rolls import whoever
from .telling import OF_A_CLASS, OF_AN_ATTENDANCE, ToldClass, tell, words_of


@transaction.atomic
def correct_class(
    training_class: TrainingClass, fields: Mapping[str, Any], *, reason: str, by: User, at: datetime
) -> TrainingClass:
    """Write a class otherwise; `fields` are those of `NewClass`, what is left out stays.

    Raises what `open_class` raises, AlreadyStruck, NoReason or NothingChanged.
    """
    held = _locked_class(training_class)
    check_change(by, held)
    wanted = copy(held)
    for name, value in fields.items():
        if name != "audiences":
            setattr(wanted, name, value)
    wanted.code = read_code(wanted.code) if wanted.code.strip() else held.code
    audiences = {each.code: each for each in Audience.objects.all()}
    asked = fields.get("audiences", [each.code for each in held.audiences.all()])
    if (wanted.unit, wanted.opened_on) != (held.unit, held.opened_on):
        may_hold(wanted.unit, wanted.opened_on, by=by)
    check_class(wanted, asked, audiences)
    if TrainingClass.objects.exclude(pk=held.pk).filter(code=wanted.code).exists():
        raise ClassCodeTaken(
            _("The code %(code)s is taken by another class.") % {"code": wanted.code}
        )
    said = {name: getattr(wanted, name) for name in ("code", *fields) if name != "audiences"}
    said["audiences"] = [audiences[code] for code in asked]
    before = correct_record(
        held, "class.corrected", said, unit=held.unit, reason=reason, by=by, at=at
    )
    with office_words():
        cause = cause_of_correcting(_("class %(code)s") % {"code": held.code}, reason.strip())
    tell(OF_A_CLASS, [ToldClass(before, cause, at), ToldClass(held, cause, at)], by=by)
    return held


@transaction.atomic
def strike_class(
    training_class: TrainingClass, *, reason: str, by: User, at: datetime
) -> TrainingClass:
    """Strike a class; its attendances no longer count. Raises AlreadyStruck, NoReason, PermissionDenied."""
    held = _locked_class(training_class)
    check_change(by, held)
    strike_record(held, "class.struck", unit=held.unit, reason=reason, by=by, at=at)
    with office_words():
        cause = cause_of(_("class %(code)s") % {"code": held.code}, held.strike_reason)
    tell(OF_A_CLASS, [ToldClass(held, cause, at)], by=by)
    return held


@transaction.atomic
def restore_class(
    training_class: TrainingClass, *, reason: str, by: User, at: datetime
) -> TrainingClass:
    """Let a struck class count again, and with it its roll. Raises NotStruck, NoReason, PermissionDenied."""
    held = _locked_class(training_class)
    check_restore(by, held)
    why = restore_record(held, "class.restored", unit=held.unit, reason=reason, by=by, at=at)
    with office_words():
        cause = cause_of_restoring(_("class %(code)s") % {"code": held.code}, why)
    tell(OF_A_CLASS, [ToldClass(held, cause, at)], by=by)
    return held


@transaction.atomic
def correct_attendance(
    attendance: Attendance, fields: Mapping[str, Any], *, reason: str, by: User, at: datetime
) -> Attendance:
    """Write a line of a roll otherwise: `code`, and `unit` (None: the one the person is known with).

    Another code says somebody else attended; the same code with another unit puts the person's unit
    right, on every roll. Raises AlreadyStruck, ClassStruck, NoReason, NothingChanged, NotACode,
    NoUnit, OtherUnit, AlreadyOnRoll or PermissionDenied.
    """
    line = _locked_line(attendance)
    check_change_line(by, line)
    held, code = line.training_class, read_code(fields["code"])
    if code == line.trainee.code:
        _move(line, fields.get("unit"), reason=reason, by=by, at=at)
        return line
    one_at_a_time()
    known = Trainee.objects.select_related("unit").filter(code=code).first()
    person = whoever(code, fields.get("unit"), known)
    if known and held.attendances.filter(trainee=known).exists():
        said = {"person": code, "code": held.code}
        raise AlreadyOnRoll(_("%(person)s already stands on the roll of class %(code)s.") % said)
    if known is None:
        person.save()
    correct_record(
        line,
        "attendance.corrected",
        {"trainee": person},
        unit=held.unit,
        reason=reason,
        by=by,
        at=at,
    )
    with office_words():
        cause = cause_of_correcting(words_of(line), reason.strip())
    tell(OF_AN_ATTENDANCE, [ToldClass(held, cause, at)], by=by)
    return line


def _move(line: Attendance, unit: Unit | None, *, reason: str, by: User, at: datetime) -> None:
    """Put right which unit a person is of; no figure counts by it."""
    why = reason_to_correct(line.is_struck, reason)
    person = Trainee.objects.select_for_update(of=("self",)).get(pk=line.trainee_id)
    if unit is None or unit.pk == person.unit_id:
        raise NothingChanged(_("Nothing is changed: the record says this already."))
    was = f"{person.code}, {person.unit.code}"
    person.unit = unit
    person.save(update_fields=["unit"])
    changes = [{"field": "trainee", "was": was, "now": f"{person.code}, {unit.code}"}]
    said = {"reason": why, "changes": changes}
    held = line.training_class
    record("attendance.corrected", about=line, by=by, at=at, unit=held.unit, said=said)


@transaction.atomic
def strike_attendance(attendance: Attendance, *, reason: str, by: User, at: datetime) -> Attendance:
    """Strike one line of a roll. Raises AlreadyStruck, ClassStruck, NoReason or PermissionDenied."""
    line = _locked_line(attendance)
    check_change_line(by, line)
    held = line.training_class
    strike_record(line, "attendance.struck", unit=held.unit, reason=reason, by=by, at=at)
    with office_words():
        cause = cause_of(words_of(line), line.strike_reason)
    tell(OF_AN_ATTENDANCE, [ToldClass(held, cause, at)], by=by)
    return line


@transaction.atomic
def restore_attendance(
    attendance: Attendance, *, reason: str, by: User, at: datetime
) -> Attendance:
    """Let a struck line of a roll count again.

    Raises NotStruck, ClassStruck, NoReason or PermissionDenied.
    """
    line = _locked_line(attendance)
    check_restore_line(by, line)
    held = line.training_class
    why = restore_record(line, "attendance.restored", unit=held.unit, reason=reason, by=by, at=at)
    with office_words():
        cause = cause_of_restoring(words_of(line), why)
    tell(OF_AN_ATTENDANCE, [ToldClass(held, cause, at)], by=by)
    return line


def _locked_class(held: TrainingClass) -> TrainingClass:
    locked = TrainingClass.objects.select_for_update(of=("self",)).select_related("unit")
    return locked.get(pk=held.pk)


def _locked_line(line: Attendance) -> Attendance:
    locked = Attendance.objects.select_for_update(of=("self",))
    return locked.select_related("training_class__unit", "trainee__unit").get(pk=line.pk)
