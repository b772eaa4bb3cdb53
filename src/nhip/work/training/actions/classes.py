"""Classes entered, one by one or many at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.kit.text.rules import write_day
from nhip.office.records.actions import check_fields
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record_all
from nhip.organisation.journal.rules import WrongRow, one_row, row
from nhip.organisation.people.queries import authority
from nhip.organisation.units.models import Unit
from nhip.organisation.units.queries import tree
from nhip.organisation.units.rules import NotStanding

from ..models import Audience, TrainingClass
from ..rules import ClassCodeTaken, EndsTooEarly, NoSuchAudience, next_code, read_code
from .telling import AT_ONCE, OF_A_CLASS, ToldClass, tell


@dataclass(frozen=True)
class NewClass:
    """A class to be entered, its days inclusive; `audiences` are codes, `audience` other words.

    Without a code it is given the next of its year; `at`: when, if not with all the others.
    """

    unit: Unit
    name: str
    opened_on: date
    closed_on: date
    code: str = ""
    audiences: tuple[str, ...] = ()
    audience: str = ""
    is_sample: bool = False
    at: datetime | None = None

    def made(self) -> TrainingClass:
        """Return the class as it will be kept, coded if it has a code. Raises NotACode."""
        return TrainingClass(
            unit=self.unit,
            code=read_code(self.code) if self.code.strip() else "",
            name=self.name.strip(),
            audience=self.audience.strip(),
            opened_on=self.opened_on,
            closed_on=self.closed_on,
            is_sample=self.is_sample,
        )


def open_class(
    unit: Unit,
    *,
    name: str,
    opened_on: date,
    closed_on: date,
    code: str = "",
    audiences: Iterable[str] = (),
    audience: str = "",
    by: User,
    at: datetime,
    is_sample: bool = False,
) -> TrainingClass:
    """Enter a class a unit held, days inclusive; see `NewClass`.

    Raises BeyondAuthority, NotStanding, EndsTooEarly, ClassCodeTaken, NotACode, NoSuchAudience,
    ValidationError for a text that is too long, or PermissionDenied.
    """
    new = NewClass(unit, name, opened_on, closed_on, code, tuple(audiences), audience, is_sample)
    with one_row():
        return take_in_classes([new], by=by, at=at)[0]


@transaction.atomic
def take_in_classes(rows: Sequence[NewClass], *, by: User, at: datetime) -> list[TrainingClass]:
    """Enter many classes as `open_class` enters each, all of them or none.

    Raises WrongRow for the first that is refused; `faults_of_classes` tells all.
    """
    one_at_a_time()
    taking = _ClassTaking(by)
    opened = [taking.take(index, new) for index, new in enumerate(rows)]
    TrainingClass.objects.bulk_create(opened, batch_size=AT_ONCE)
    through = TrainingClass.audiences.through
    through.objects.bulk_create(
        (
            through(trainingclass_id=held.pk, audience_id=taking.audiences[code].pk)
            for held, new in zip(opened, rows, strict=True)
            for code in dict.fromkeys(new.audiences)
        ),
        batch_size=AT_ONCE,
    )
    moments = [new.at or at for new in rows]
    record_all(
        Act("class.opened", held, by, then, held.unit)
        for held, then in zip(opened, moments, strict=True)
    )
    with office_words():
        told = [
            ToldClass(held, _("Class %(code)s was entered.") % {"code": held.code}, then)
            for held, then in zip(opened, moments, strict=True)
        ]
    tell(OF_A_CLASS, told, by=by)
    return opened


def faults_of_classes(rows: Sequence[NewClass], *, by: User) -> list[WrongRow]:
    """Return every row that `take_in_classes` would refuse, and why; nothing is written."""
    taking, faults = _ClassTaking(by), []
    for index, new in enumerate(rows):
        try:
            taking.take(index, new)
        except WrongRow as wrong:
            faults.append(wrong)
    return faults


def one_at_a_time() -> None:
    """Let one list of classes or people be written at a time: codes are of the whole organisation."""
    list(Audience.objects.select_for_update().order_by("pk"))


class _ClassTaking:
    """Looks at one row after another, and knows the codes that those before it took."""

    def __init__(self, by: User) -> None:
        self.by = by
        self.audiences = {each.code: each for each in Audience.objects.all()}
        self.taken = set(TrainingClass.objects.order_by().values_list("code", flat=True))
        self.asked: dict[tuple[int, date], Exception | None] = {}

    def take(self, index: int, new: NewClass) -> TrainingClass:
        """Return the class of a row, with its code. Raises WrongRow."""
        with row(index):
            if refusal := self._refusal(new.unit, new.opened_on):
                raise refusal
            held = new.made()
            held.code = held.code or next_code(held.opened_on.year, self.taken)
            check_class(held, new.audiences, self.audiences)
            if held.code in self.taken:
                words = _("The code %(code)s is taken by another class.")
                raise ClassCodeTaken(words % {"code": held.code})
        self.taken.add(held.code)
        return held

    def _refusal(self, unit: Unit, on: date) -> Exception | None:
        """Return why this person, or the unit itself, may hold no class on that day; asked once."""
        if (unit.pk, on) not in self.asked:
            try:
                may_hold(unit, on, by=self.by)
                self.asked[unit.pk, on] = None
            except (PermissionDenied, ValidationError) as why:
                self.asked[unit.pk, on] = why
        return self.asked[unit.pk, on]


def may_hold(unit: Unit, on: date, *, by: User) -> None:
    """Raise PermissionDenied, NotStanding or BeyondAuthority where this may not be entered."""
    require(by, "training.keep", unit)
    if unit.pk not in tree(on):
        words = _("%(unit)s did not stand on %(day)s.")
        raise NotStanding(words % {"unit": unit.name, "day": write_day(on)}, field="unit")
    authority.require("train", "", unit.pk, None, on)


def check_class(held: TrainingClass, audiences: Iterable[str], known: Collection[str]) -> None:
    """Raise what is wrong with a class by itself, saved or not."""
    check_fields(held)
    if held.closed_on < held.opened_on:
        raise EndsTooEarly(_("The class ends before it begins. Put the last day after the first."))
    if unknown := [code for code in audiences if code not in known]:
        words = _("No audience has the code %(code)s.")
        raise NoSuchAudience(words % {"code": unknown[0]})
