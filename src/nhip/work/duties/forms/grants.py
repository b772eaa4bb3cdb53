"""What the unit above grants: more time, an excuse, for one report or for several."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.core.validators import MaxValueValidator
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from nhip.kit.guard.forms import GuardedCharField
from nhip.kit.text.forms import DayField, HourField
from nhip.kit.text.rules import write_figure
from nhip.organisation.accounts.models import User

from ..actions import (
    Excuse,
    MoreTime,
    NotLater,
    faults_of_excuses,
    faults_of_extensions,
    take_in_excuses,
    take_in_extensions,
)
from ..models import Obligation

NOT_TOO_FAR = MaxValueValidator(date(2199, 12, 31))  # the day after the last one is no day


class ExtensionForm(forms.Form):
    """Until when a unit has more time, and why."""

    until = DayField(label=_("New deadline"), validators=[NOT_TOO_FAR])
    hour = HourField(
        label=_("Hour of the day"),
        help_text=_("Empty: by the hour it has; 16:00 or 16h30"),
        required=False,
    )
    reason = GuardedCharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class ExcuseForm(forms.Form):
    """Why a unit need not report."""

    reason = GuardedCharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class SeveralForm(forms.Form):
    """One new deadline, or one excuse, for several obligations; the button pressed says which."""

    owed = forms.MultipleChoiceField(
        label=_("Reports"),
        error_messages={
            "required": _("Tick at least one report."),
            "invalid_choice": _("One that was ticked is not yours to decide. Tick again."),
        },
        widget=forms.CheckboxSelectMultiple,
    )
    until = DayField(
        label=_("New deadline"),
        help_text=_("Only to give more time"),
        validators=[NOT_TOO_FAR],
        required=False,
    )
    hour = HourField(
        label=_("Hour of the day"),
        help_text=_("Empty: by the hour it has; 16:00 or 16h30"),
        required=False,
    )
    reason = GuardedCharField(
        label=_("Reason"),
        help_text=_("Each unit reads it, and it stays with the decision."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, posted: QueryDict | None, *, owed: Sequence[Obligation], all_ticked: bool
    ) -> None:
        self.by_id = {str(each.pk): each for each in owed}
        super().__init__(posted, initial={"owed": list(self.by_id) if all_ticked else []})
        self.is_excusing = self.data.get("do") == "excuse"
        field = cast("forms.MultipleChoiceField", self.fields["owed"])
        field.choices = [(key, str(each.pk)) for key, each in self.by_id.items()]

    @property
    def ticks(self) -> list[bool]:
        """Return whether each of what is shown is ticked."""
        ticked = self["owed"].value() or []
        return [key in ticked for key in self.by_id]

    def clean_owed(self) -> list[Obligation]:
        """Return what was ticked, each once."""
        return [self.by_id[key] for key in dict.fromkeys(self.cleaned_data["owed"])]

    def clean(self) -> dict[str, Any]:
        """Ask for the day where more time is given; a day typed beside an excuse is left alone."""
        fields = super().clean() or self.cleaned_data
        if not self.is_excusing and "until" in fields and fields["until"] is None:
            self.add_error("until", _("Write the day until which they have time."))
        return fields

    @transaction.atomic
    def perform(self, *, by: User, at: datetime) -> bool:
        """Do it for all that are ticked, and tell whether it was done; whoever is refused is named."""
        said = self.cleaned_data
        owed, reason = said["owed"], said["reason"]
        if self.is_excusing:
            excuses = [Excuse(each, reason) for each in owed]
            faults = faults_of_excuses(excuses, by=by, at=at)
            if not faults:
                take_in_excuses(excuses, by=by, at=at)
        else:
            grants = [MoreTime(each, said["until"], reason, hour=said["hour"]) for each in owed]
            faults = faults_of_extensions(grants, by=by, at=at)
            if not faults:
                take_in_extensions(grants, by=by, at=at)
        for fault in faults:
            self._refuse(owed[fault.index], fault.why)
        return not faults

    def _refuse(self, owed: Obligation, why: Exception) -> None:
        words = _("%(unit)s, %(period)s (due %(day)s): %(why)s")
        told = {
            "unit": owed.unit.name,
            "period": owed.period.label,
            "day": owed.due,
            "why": str(why),
        }
        self.add_error("until" if isinstance(why, NotLater) else "owed", words % told)

    @property
    def done(self) -> str:
        """Return what is said once it is done."""
        number = len(self.cleaned_data["owed"])
        if self.is_excusing:
            words = ngettext(
                "Excused from %(n)s report. The unit has been told why.",
                "Excused from %(n)s reports. The units have been told why.",
                number,
            )
        else:
            words = ngettext(
                "%(n)s report is due later now. The unit has been told.",
                "%(n)s reports are due later now. The units have been told.",
                number,
            )
        return words % {"n": write_figure(number, 0)}
