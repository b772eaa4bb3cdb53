"""A day as offices write it, on every page alike: shown as 28/7/2022, refused where no record reaches."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .rules import FIRST_DAY, LAST_DAY, is_in_reach, write_day


class DayInput(forms.DateInput):
    """Shows a day as people write it, not as 28/07/2022."""

    def format_value(self, value: Any) -> str | None:
        return write_day(value) if isinstance(value, date) else super().format_value(value)


def refuse_out_of_reach(day: date) -> None:
    """Raise ValidationError for a day no record may speak of."""
    if not is_in_reach(day):
        words = _("Write a day between %(first)s and %(last)s.")
        said = {"first": write_day(FIRST_DAY), "last": write_day(LAST_DAY)}
        raise ValidationError(words, code="out_of_reach", params=said)


class DayField(forms.DateField):
    """A day, written and read as offices do."""

    widget = DayInput
    default_validators = [refuse_out_of_reach]
