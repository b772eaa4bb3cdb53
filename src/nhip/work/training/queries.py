"""Counts of classes, people and attendances; what the pages of classes show."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count as Number
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils.translation import gettext as _

from nhip.kit.text.rules import write_figure
from nhip.office.records.queries import Mapped, authors
from nhip.organisation.units.models import Unit
from nhip.organisation.units.queries import level_names, level_words
from nhip.work.indicators.registry import WHOLE, Count, CountedRow, Part, Share

from .models import Attendance, Attendances, Classes, Trainee, TrainingClass
from .rules import next_code, spell


def levels(seen: Classes) -> dict[int, str]:
    """Return the levels that held some of these classes, by number."""
    rows: Any = seen.with_level().order_by()
    numbers = rows.values_list("level", flat=True).distinct()
    names = level_names()
    return {each: level_words(each, names) for each in sorted(filter(None, numbers))}


def units_by_code(codes: Iterable[str]) -> dict[str, Unit]:
    """Return the units that somebody wrote by these codes, blind to capitals."""
    known = {spell(unit.code): unit for unit in Unit.objects.all()}
    return {code: known[spell(code)] for code in codes if spell(code) in known}


def proposed_code(year: int) -> str:
    """Return the code the next class of a year would be given."""
    return next_code(year, TrainingClass.objects.order_by().values_list("code", flat=True))


def held(
    unit_ids: Collection[int], start_on: date, end_on: date, year: int | None = None
) -> Classes:
    """Return the standing classes the units opened in a window, or in one year of it."""
    found = TrainingClass.objects.standing().opened_between(start_on, end_on)
    return found.filter(unit__in=unit_ids, **({"opened_on__year": year} if year else {}))


def attended(
    unit_ids: Collection[int], start_on: date, end_on: date, year: int | None = None
) -> Attendances:
    """Return the standing attendances of those classes."""
    return Attendance.objects.standing().filter(
        training_class__in=held(unit_ids, start_on, end_on, year).order_by()
    )


class ClassCounter:
    """`classes`: those opened in the window; the register is what they are, so none can be missing."""

    sees = "training.see"

    def count(self, unit_ids: Collection[int], start_on: date, end_on: date) -> Count:
        years = _by_year(held(unit_ids, start_on, end_on), "opened_on", Number("pk"))
        return Count(sum(years.values()), parts=_("from the class register"), years=years)

    def rows(
        self, unit_ids: Collection[int], start_on: date, end_on: date, part: Part = WHOLE
    ) -> Mapped[TrainingClass, CountedRow]:
        return Mapped(held(unit_ids, start_on, end_on, part.year), _class_rows)

    def shares(self, unit_ids: Collection[int], start_on: date, end_on: date) -> list[Share]:
        years = _by_year(held(unit_ids, start_on, end_on), "opened_on", Number("pk"))
        return [Share(_("Classes"), years)]


class AttendanceCounter:
    """`attendances`: every line of the rolls of the classes opened in the window; a roll may be missing."""

    sees = "training.see"

    def count(self, unit_ids: Collection[int], start_on: date, end_on: date) -> Count:
        found = _rolls(unit_ids, start_on, end_on)
        return Count(
            amount=found.turns,
            n=found.with_roll,
            of_n=found.classes,
            of_what=_("class rolls"),
            parts=_("%(count)s people") % {"count": write_figure(found.people, 0)},
            years=_by_year(
                attended(unit_ids, start_on, end_on), "training_class__opened_on", Number("pk")
            ),
        )

    def rows(
        self, unit_ids: Collection[int], start_on: date, end_on: date, part: Part = WHOLE
    ) -> Mapped[Attendance, CountedRow]:
        found = attended(unit_ids, start_on, end_on, part.year)
        found = found.select_related("trainee", "training_class")
        return Mapped(found.order_by("training_class__opened_on", "pk"), _attendance_rows)

    def shares(self, unit_ids: Collection[int], start_on: date, end_on: date) -> list[Share]:
        found = attended(unit_ids, start_on, end_on)
        years = _by_year(found, "training_class__opened_on", Number("pk"))
        return [Share(_("Attendances"), years)]


class TraineeCounter:
    """`trainees`: people, each once however often they attended; years do not add up to them."""

    sees = "training.see"

    def count(self, unit_ids: Collection[int], start_on: date, end_on: date) -> Count:
        found = _rolls(unit_ids, start_on, end_on)
        turns = write_figure(found.turns, 0)
        return Count(
            amount=found.people,
            n=found.with_roll,
            of_n=found.classes,
            of_what=_("class rolls"),
            parts=_("each person once; by attendance %(count)s") % {"count": turns},
        )

    def rows(
        self, unit_ids: Collection[int], start_on: date, end_on: date, part: Part = WHOLE
    ) -> Mapped[Trainee, CountedRow]:
        theirs = attended(unit_ids, start_on, end_on, part.year).filter(trainee=OuterRef("pk"))
        first = theirs.order_by("training_class__opened_on", "pk").values("pk")[:1]
        people = Trainee.objects.filter(Exists(theirs)).annotate(first=Subquery(first))
        return Mapped(people.order_by("code"), _trainee_rows)

    def shares(self, unit_ids: Collection[int], start_on: date, end_on: date) -> list[Share]:
        found = attended(unit_ids, start_on, end_on)
        people = Number("trainee", distinct=True)
        years = _by_year(found, "training_class__opened_on", people)
        return [Share(_("People, once in each year"), years, adds_up=False)]


@dataclass(frozen=True)
class Rolls:
    """What the rolls of some classes hold."""

    people: int
    turns: int
    with_roll: int
    classes: int


def _rolls(unit_ids: Collection[int], start_on: date, end_on: date) -> Rolls:
    found = attended(unit_ids, start_on, end_on).aggregate(
        people=Number("trainee", distinct=True),
        turns=Number("pk"),
        with_roll=Number("training_class", distinct=True),
    )
    return Rolls(**found, classes=held(unit_ids, start_on, end_on).count())


def _by_year(found: Classes | Attendances, day: str, number: Number) -> dict[int, int]:
    years = found.order_by().annotate(in_year=ExtractYear(day)).values("in_year")
    return dict(years.annotate(number=number).order_by("in_year").values_list("in_year", "number"))


def _class_rows(classes: list[TrainingClass]) -> list[CountedRow]:
    entered_by = authors(classes)
    return [
        CountedRow(
            text=str(held),
            on=held.opened_on,
            unit_id=held.unit_id,
            url=reverse("training:class", args=[held.pk]),
            by=entered_by[held.pk],
        )
        for held in classes
    ]


def _attendance_rows(attendances: list[Attendance]) -> list[CountedRow]:
    entered_by = authors(attendances)
    return [
        CountedRow(
            text=f"{line.trainee.code}, {line.training_class}",
            on=line.training_class.opened_on,
            unit_id=line.training_class.unit_id,
            url=_address(line),
            by=entered_by[line.pk],
        )
        for line in attendances
    ]


def _trainee_rows(people: list[Trainee]) -> list[CountedRow]:
    """Show each person where they were first trained."""
    firsts = Attendance.objects.filter(pk__in=[person.first for person in people])  # type: ignore[attr-defined]
    found = {line.trainee_id: line for line in firsts.select_related("trainee", "training_class")}
    rows = _attendance_rows(list(found.values()))
    by_person = dict(zip(found, rows, strict=True))
    return [by_person[person.pk] for person in people]


def _address(line: Attendance) -> str:
    """Return the roll the line stands in, at the line."""
    return f"{reverse('training:class', args=[line.training_class_id])}#luot-{line.pk}"


@dataclass(frozen=True)
class UnitRoll:
    """Who of one unit attended a class, by code; struck lines stay in sight."""

    unit: str
    standing: int
    lines: list[Attendance]


def roll(training_class: TrainingClass) -> list[UnitRoll]:
    """Return the attendances of a class by the trainees' units."""
    lines = training_class.attendances.select_related("trainee__unit")
    by_unit: dict[int, list[Attendance]] = {}
    for line in lines.order_by("trainee__unit__sort_order", "trainee__unit__code", "trainee__code"):
        by_unit.setdefault(line.trainee.unit_id, []).append(line)
    return [
        UnitRoll(
            unit=unit_lines[0].trainee.unit.name,
            standing=sum(not line.is_struck for line in unit_lines),
            lines=unit_lines,
        )
        for unit_lines in by_unit.values()
    ]
