"""What is asked on the pages of classes."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from nhip.office.records.forms import StrikeForm

from .models import Attendance, Classes, TrainingClass


class TraineeChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Lines of a roll by the trainee's code."""

    def label_from_instance(self, obj: Attendance) -> str:
        return obj.trainee.code


class StrikeAttendanceForm(StrikeForm):
    """Which line of the roll is struck, and why."""

    attendance = TraineeChoice(
        Attendance.objects.none(),
        label=_("Trainee"),
        empty_label=_("Choose a code"),
        error_messages={"required": _("Choose whose attendance is struck.")},
    )
    field_order = ["attendance", "reason"]

    def __init__(self, *args: Any, training_class: TrainingClass, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = training_class.attendances.standing().select_related("trainee")
        field = cast(TraineeChoice, self.fields["attendance"])
        field.queryset = lines.order_by("trainee__code")


class ClassFilter(forms.Form):
    """Which classes to show; the names stand in the address."""

    nam = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, seen: Classes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = cast(forms.TypedChoiceField, self.fields["nam"])
        days = seen.order_by().dates("opened_on", "year", order="DESC")
        year.choices = [("", _("All years")), *((day.year, str(day.year)) for day in days)]

    def kept(self, seen: Classes) -> Classes:
        """Return the classes asked for; a year that cannot be understood is told at its field."""
        year = self.cleaned_data["nam"] if self.is_valid() else None
        return seen.filter(opened_on__year=year) if year else seen
