"""What is asked on the pages of classes."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhip.kit.guard.forms import GuardedCharField
from nhip.kit.text.forms import DayField
from nhip.office.records.forms import CorrectForm, Refusing, refusal
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import WrongRow
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.units.forms.changing import Units
from nhip.organisation.units.models import Unit

from .access import KEEP, check_roll
from .actions import (
    NewAttendance,
    correct_attendance,
    correct_class,
    faults_of_attendances,
    open_class,
    take_in_attendances,
)
from .models import Attendance, Audience, Classes, TrainingClass
from .queries import levels, units_by_code
from .rules import ClassStruck, NotACode, RollLine, read_roll

SHOWN = 100  # faults of a typed roll told at once


def kept_units(by: User) -> QuerySet[Unit]:
    """Return the units whose classes this person keeps: no list shows others."""
    return Unit.objects.filter(pk__in=unit_ids(by, KEEP))


class ClassForm(Refusing):
    """What a class was: who held it, for whom, when."""

    unit = Units(Unit.objects.none(), label=_("Held by"), empty_label=_("Choose a unit"))
    name = GuardedCharField(label=_("Name of the class"), max_length=200)
    opened_on = DayField(label=_("First day of the class"), help_text=_("As in 28/7/2022"))
    closed_on = DayField(label=_("Last day of the class"))
    audiences = forms.ModelMultipleChoiceField(
        Audience.objects.all(),
        to_field_name="code",
        label=_("For whom"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    audience = GuardedCharField(label=_("For whom, in other words"), max_length=200, required=False)
    code = GuardedCharField(label=_("Code"), max_length=32, required=False)

    def __init__(self, *args: Any, keeper: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = keeper
        cast(Units, self.fields["unit"]).queryset = kept_units(keeper)


class NewClassForm(ClassForm):
    """A class to be entered; its code may be left to the register."""

    def __init__(self, *args: Any, proposed: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = gettext("Left empty, the next of the class's year is given: this year %(code)s.")
        self.fields["code"].help_text = words % {"code": proposed}

    def values(self) -> dict[str, Any]:
        """Return what was typed, as the action takes it."""
        given = self.cleaned_data
        return {**given, "audiences": [each.code for each in given["audiences"]]}

    def perform(self, *, at: datetime) -> TrainingClass | None:
        """Enter the class and return it, or show what was refused."""
        try:
            return open_class(**self.values(), by=self.by, at=at)
        except ValidationError as wrong:
            self.refuse(wrong)
        return None


class CorrectClassForm(CorrectForm, ClassForm):
    """A class written otherwise, with the reason."""

    def __init__(self, *args: Any, kept: TrainingClass, by: User, **kwargs: Any) -> None:
        initial = {
            name: getattr(kept, name)
            for name in ("unit", "name", "opened_on", "closed_on", "audience", "code")
        }
        initial["audiences"] = [each.code for each in kept.audiences.all()]
        super().__init__(*args, kept=kept, by=by, keeper=by, initial=initial, **kwargs)

    def values(self) -> dict[str, Any]:
        """Return what was typed, as the action takes it."""
        given = super().values()
        return {**given, "audiences": [each.code for each in given["audiences"]]}

    def act(self, *, at: datetime) -> bool:
        """Correct, and tell whether it was done."""
        return self.perform(correct_class, by=self.by, at=at)


class CorrectRollLineForm(CorrectForm):
    """A line of a roll written otherwise: another person, or the same one of another unit."""

    code = GuardedCharField(label=_("Code"), max_length=32)
    unit = Units(
        Unit.objects.none(),
        label=_("Unit"),
        required=False,
        empty_label=_("As the person is known"),
        help_text=_("The unit of a person is put right on every roll."),
    )

    def __init__(self, *args: Any, kept: Attendance, by: User, **kwargs: Any) -> None:
        initial = {"code": kept.trainee.code, "unit": kept.trainee.unit_id}
        super().__init__(*args, kept=kept, by=by, initial=initial, **kwargs)
        cast(Units, self.fields["unit"]).queryset = kept_units(by)

    def act(self, *, at: datetime) -> bool:
        """Correct, and tell whether it was done."""
        return self.perform(correct_attendance, by=self.by, at=at)


class RollForm(forms.Form):
    """Many people of a class at once, one a line."""

    people = GuardedCharField(
        label=_("People, one a line"),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "autocomplete": "off"}),
        max_length=200_000,
        help_text=_(
            "A code, then the code of the unit: HV-0001, 07. Lines copied from a table are read too."
            " Whoever is known already needs no unit. Never write names."
        ),
        error_messages={"required": _("Write at least one person: a code on a line of its own.")},
    )
    unit = Units(
        Unit.objects.none(),
        label=_("Unit of those whose line names none"),
        required=False,
        empty_label=_("None"),
    )

    def __init__(self, *args: Any, held: TrainingClass, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held, self.by = held, by
        cast(Units, self.fields["unit"]).queryset = kept_units(by)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            check_roll(self.by, self.held)
        except ClassStruck as wrong:
            self.add_error(None, wrong)
            return cleaned
        lines = read_roll(cleaned.get("people", ""))
        units = units_by_code(line.unit for line in lines)
        self.rows = [
            NewAttendance(self.held, line.code, units.get(line.unit) or cleaned.get("unit"))
            for line in lines
        ]
        for number, words in self._faults(lines, units)[:SHOWN]:
            said = {"number": number, "words": words}
            self.add_error("people", gettext("Line %(number)d: %(words)s") % said)
        return cleaned

    def _faults(self, lines: list[RollLine], units: dict[str, Unit]) -> list[tuple[int, str]]:
        """Return every line that is wrong, and why."""
        strange = {
            line.number: gettext("No unit has the code %(code)s.") % {"code": line.unit}
            for line in lines
            if line.unit and line.unit not in units
        }
        wrong = faults_of_attendances(self.rows, by=self.by)
        said = {lines[each.index].number: str((each.params or {})["why"]) for each in wrong}
        names = {lines[each.index].number for each in wrong if isinstance(each.why, NotACode)}
        told = said | {number: words for number, words in strange.items() if number not in names}
        return sorted(told.items())

    def perform(self, *, at: datetime) -> int:
        """Put them on the roll and return how many; 0 where that was refused meanwhile."""
        try:
            return len(take_in_attendances(self.rows, by=self.by, at=at))
        except WrongRow as wrong:
            self.add_error("people", refusal(wrong.why))
            return 0


class ClassFilter(forms.Form):
    """Which classes to show; the names stand in the address."""

    nam = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    cap = forms.TypedChoiceField(label=_("Level"), required=False, coerce=int, empty_value=None)
    doi_tuong = forms.ModelChoiceField(
        Audience.objects.all(),
        to_field_name="code",
        label=_("For whom"),
        required=False,
        empty_label=_("Everybody"),
    )

    def __init__(self, *args: Any, seen: Classes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = cast(forms.TypedChoiceField, self.fields["nam"])
        days = seen.order_by().dates("opened_on", "year", order="DESC")
        year.choices = [("", _("All years")), *((day.year, str(day.year)) for day in days)]
        level = cast(forms.TypedChoiceField, self.fields["cap"])
        level.choices = [("", _("All levels")), *levels(seen).items()]

    def kept(self, seen: Classes) -> Classes:
        """Return the classes asked for; what cannot be understood is told at its field and left out."""
        self.is_valid()
        wanted = {
            "opened_on__year": self.cleaned_data.get("nam"),
            "level": self.cleaned_data.get("cap"),
            "audiences": self.cleaned_data.get("doi_tuong"),
        }
        return seen.filter(**{name: value for name, value in wanted.items() if value})
