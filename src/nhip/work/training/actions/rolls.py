"""Rolls: who attended a class, by code; entered one by one or many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record_all
from nhip.organisation.journal.rules import WrongRow, row
from nhip.organisation.units.models import Unit

from ..access import check_roll
from ..models import Attendance, Classes, Trainee, TrainingClass
from ..rules import AlreadyOnRoll, NoUnit, OtherUnit, read_code, spell
from .classes import one_at_a_time
from .telling import AT_ONCE, OF_AN_ATTENDANCE, ToldClass, tell, words_of


@dataclass(frozen=True)
class NewAttendance:
    """Somebody attended a class: by code, and by unit where nobody knows the code yet."""

    training_class: TrainingClass
    code: str
    unit: Unit | None = None
    at: datetime | None = None


@transaction.atomic
def take_in_attendances(
    rows: Sequence[NewAttendance], *, by: User, at: datetime
) -> list[Attendance]:
    """Enter who attended which class, all of them or none; whoever is new is known by that row from now.

    The classes are locked, so that nobody stands on a roll twice. Raises WrongRow for the first row
    that is refused (ClassStruck, NotACode, NoUnit, OtherUnit, AlreadyOnRoll or PermissionDenied);
    `faults_of_attendances` tells all.
    """
    one_at_a_time()
    locked = TrainingClass.objects.select_for_update(of=("self",))
    taking = _RollTaking(rows, _as_they_are(rows, locked), by)
    lines = [taking.take(index, new) for index, new in enumerate(rows)]
    Trainee.objects.bulk_create(taking.new_people, batch_size=AT_ONCE)
    for line in lines:
        line.trainee = line.trainee  # takes up the key the person has been given
    Attendance.objects.bulk_create(lines, batch_size=AT_ONCE)
    moments = [new.at or at for new in rows]
    record_all(
        Act("attendance.recorded", line, by, then, line.training_class.unit)
        for line, then in zip(lines, moments, strict=True)
    )
    with office_words():
        told = [
            ToldClass(
                line.training_class,
                capfirst(_("%(what)s was entered.") % {"what": words_of(line)}),
                then,
            )
            for line, then in zip(lines, moments, strict=True)
        ]
    tell(OF_AN_ATTENDANCE, told, by=by)
    return lines


def faults_of_attendances(rows: Sequence[NewAttendance], *, by: User) -> list[WrongRow]:
    """Return every row that `take_in_attendances` would refuse, and why; nothing is written.

    Classes that are not entered yet may stand in the rows.
    """
    held = {new.training_class.code: new.training_class for new in rows}
    held |= _as_they_are(rows, TrainingClass.objects.all())
    taking, faults = _RollTaking(rows, held, by), []
    for index, new in enumerate(rows):
        try:
            taking.take(index, new)
        except WrongRow as wrong:
            faults.append(wrong)
    return faults


def _as_they_are(rows: Sequence[NewAttendance], among: Classes) -> dict[str, TrainingClass]:
    """Read the classes of the rows again, by code."""
    ids = {new.training_class.pk for new in rows}
    found = among.filter(pk__in=ids).select_related("unit").order_by("pk")
    return {held.code: held for held in found}


class _RollTaking:
    """Looks at one row after another; `held` are the classes as they are now, by code."""

    def __init__(
        self, rows: Sequence[NewAttendance], held: dict[str, TrainingClass], by: User
    ) -> None:
        self.held, self.by = held, by
        codes = {spell(new.code) for new in rows}
        people = Trainee.objects.select_related("unit")
        self.people = people.in_bulk(list(codes), field_name="code")
        self.new_people: list[Trainee] = []
        entered = Attendance.objects.filter(training_class__in=[each.pk for each in held.values()])
        lines = entered.values_list("training_class__code", "trainee__code", "struck_at")
        self.rolls = {(held, person): struck_at is not None for held, person, struck_at in lines}

    def take(self, index: int, new: NewAttendance) -> Attendance:
        """Return the attendance of a row. Raises WrongRow."""
        with row(index):
            held = self.held[new.training_class.code]
            check_roll(self.by, held)
            person = self._person(read_code(new.code), new.unit)
            self._enter(held, person)
        return Attendance(training_class=held, trainee=person)

    def _enter(self, held: TrainingClass, person: Trainee) -> None:
        said = {"person": person.code, "code": held.code}
        is_struck = self.rolls.get((held.code, person.code))
        if is_struck:
            words = _("%(person)s was struck from the roll of class %(code)s. Restore that line.")
            raise AlreadyOnRoll(words % said)
        if is_struck is not None:
            words = _("%(person)s already stands on the roll of class %(code)s.")
            raise AlreadyOnRoll(words % said)
        self.rolls[held.code, person.code] = False

    def _person(self, code: str, unit: Unit | None) -> Trainee:
        known = self.people.get(code)
        person = self.people[code] = whoever(code, unit, known)
        if known is None:
            self.new_people.append(person)
        return person


def whoever(code: str, unit: Unit | None, known: Trainee | None) -> Trainee:
    """Return who has this code, known already or to be kept. Raises NoUnit or OtherUnit."""
    if known is None and unit is None:
        words = _("Nobody is known by the code %(code)s yet. Write the unit too.")
        raise NoUnit(words % {"code": code})
    if known is None:
        return Trainee(code=code, unit=unit)
    if unit is not None and unit.pk != known.unit_id:
        words = _("%(code)s is known with unit %(unit)s. Write that unit, or another code.")
        raise OtherUnit(words % {"code": code, "unit": known.unit.code})
    return known
