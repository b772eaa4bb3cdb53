"""Days and hours as offices write them, on every page alike; a day no record reaches is refused."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils.translation import gettext_lazy as _

from .rules import (
    FIRST_DAY,
    LAST_DAY,
    is_in_reach,
    read_day,
    read_hour,
    read_moment,
    write_day,
    write_hour,
    write_moment,
)


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
    """A day, written and read as offices do: the only field of days in any form."""

    widget = DayInput
    default_validators = [refuse_out_of_reach]

    def to_python(self, value: Any) -> date | None:
        """Return the day; say how one is written where this is none."""
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        day = read_day(value)
        if day is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class HourField(forms.CharField):
    """An hour of the day, read as offices write it (16:00, 16h30); empty is none."""

    def to_python(self, value: Any) -> Any:
        """Return the hour; say how one is written where this is none."""
        if isinstance(value, time) or value in self.empty_values:
            return value or None
        hour = read_hour(value)
        if hour is None:
            raise ValidationError(_("Write the hour like 16:00 or 16h30."), code="invalid")
        return hour

    def prepare_value(self, value: Any) -> Any:
        return write_hour(value) if isinstance(value, time) else value


class MomentInput(forms.DateTimeInput):
    """Shows a moment as people write it: 28/7/2022 16:00."""

    def format_value(self, value: Any) -> str | None:
        return write_moment(value) if isinstance(value, datetime) else super().format_value(value)


class MomentField(forms.DateTimeField):
    """A day and its hour on one line, in either order; a day alone begins at 0:00."""

    widget = MomentInput

    def to_python(self, value: Any) -> datetime | None:
        """Return the moment of this office's clocks; say how one is written where this is none."""
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        moment = read_moment(value)
        if moment is None:
            words = _("Write the day and the hour like 28/7/2022 16:00.")
            raise ValidationError(words, code="invalid")
        refuse_out_of_reach(moment.date())
        return from_current_timezone(moment)
