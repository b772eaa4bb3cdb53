"""Regimes, and what the unit above grants of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from nhip.kit.guard.forms import GuardedCharField
from nhip.kit.text.forms import DayField
from nhip.organisation.periods.rules import Span
from nhip.organisation.units.models import Organ, Unit
from nhip.work.forms.models import Form

from .models import Regime

NOT_TOO_FAR = MaxValueValidator(date(2199, 12, 31))  # the day after the last one is no day


class ExtensionForm(forms.Form):
    """Until when a unit has more time, and why."""

    until = DayField(label=_("New deadline"), validators=[NOT_TOO_FAR])
    reason = GuardedCharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class ExcuseForm(forms.Form):
    """Why a unit need not report."""

    reason = GuardedCharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class UnitsField(forms.ModelMultipleChoiceField[Unit]):
    """Units by name; a number no database holds is no unit."""

    def _check_values(self, value: Any) -> Any:
        try:
            return super()._check_values(value)  # type: ignore[misc]
        except OverflowError as fault:
            message = self.error_messages["invalid_pk_value"] % {"pk": "…"}
            raise ValidationError(message) from fault


class RegimeForm(forms.ModelForm[Regime]):
    """The nine fields of a regime, in the order of the decree, and who owes it."""

    levels = forms.TypedMultipleChoiceField(
        label=_("Levels that report"),
        coerce=int,
        required=False,
        choices=[(level, format_lazy(_("Level {level}"), level=level)) for level in range(2, 6)],
        widget=forms.CheckboxSelectMultiple,
    )

    units = UnitsField(
        label=_("Units that report, by name"),
        help_text=_("Beside the levels above; several with Ctrl"),
        queryset=Unit.objects.all(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )

    class Meta:
        model = Regime
        fields = [
            "code",
            "name",
            "content",
            "organ",
            "line",
            "levels",
            "units",
            "recipient",
            "method",
            "due_rule",
            "due_days",
            "days_less_a_level",
            "frequency",
            "calendar",
            "form",
            "start_on",
            "end_on",
        ]

    def __init__(self, *args: Any, own: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organ = cast("forms.ModelChoiceField[Organ]", self.fields["organ"])
        organ.queryset = Organ.objects.filter(unit__in=own)
        asked = cast("forms.ModelChoiceField[Form]", self.fields["form"])
        asked.queryset = Form.objects.in_force().order_by("name")
        self.fields["content"].widget.attrs["rows"] = 4
        for name in ("organ", "line", "calendar", "form"):
            chosen = cast("forms.ModelChoiceField[Any]", self.fields[name])
            chosen.to_field_name = "id"  # `pk` lets numbers pass that SQLite cannot hold


class OnceForm(forms.Form):
    """A report asked for once: over which days, due when, of whom."""

    start_on = DayField(label=_("First day"), validators=[NOT_TOO_FAR])
    last_on = DayField(label=_("Last day"), validators=[NOT_TOO_FAR])
    due_on = DayField(label=_("Due on"), validators=[NOT_TOO_FAR])
    units = UnitsField(
        label=_("Units that report"),
        help_text=_("Several with Ctrl"),
        queryset=Unit.objects.none(),
        widget=forms.SelectMultiple(attrs={"size": 10}),
    )

    def __init__(self, *args: Any, below: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = cast("forms.ModelMultipleChoiceField[Unit]", self.fields["units"])
        units.queryset = Unit.objects.filter(pk__in=below)

    def clean(self) -> dict[str, Any]:
        """Join the two days into a span; say where they cannot be."""
        fields = super().clean() or self.cleaned_data
        start_on, last_on = fields.get("start_on"), fields.get("last_on")
        if start_on and last_on:
            if last_on < start_on:
                self.add_error("last_on", _("The last day is not before the first."))
            else:
                fields["span"] = Span(start_on, last_on + timedelta(days=1))
        return fields
