"""Which units owe a regime in force: who comes in, who goes, who owes what is over."""

from __future__ import annotations

from datetime import date
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from nhip.kit.text.forms import DayField
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.periods.queries import working_days
from nhip.organisation.periods.rules import today
from nhip.organisation.units.forms import UnitsField
from nhip.organisation.units.models import Unit
from nhip.organisation.units.queries import closed_words

from .. import actions, queries
from ..rules import Consequence
from .decisions import (
    RegimeDecisionForm,
    drafts_field,
    offer_periods,
    period_field,
    reason_field,
)
from .grants import NOT_TOO_FAR

DAYS_GIVEN = 5  # working days a page proposes to those who are asked for past periods


class ChangeUnitsForm(RegimeDecisionForm):
    """Which units come in, which go, from which period on, and why."""

    title = _("Add or take out units")
    press = _("Change the list of units")
    about = _("Who comes in owes from the period chosen on; who goes owes nothing more from there.")

    from_on = period_field(_("From the period"))
    add = UnitsField(
        label=_("Units that come in"),
        queryset=Unit.objects.none(),
        required=False,
    )
    leave = UnitsField(
        label=_("Units that go"),
        queryset=Unit.objects.none(),
        required=False,
    )
    drafts = drafts_field()
    reason = reason_field()

    def offer(self, on: date) -> None:
        offer_periods(self.fields["from_on"], queries.cuts(self.regime, on), on)
        owing = queries.owing_units(self.regime, on).keys()
        below = unit_ids(self.by, "duties.oblige", on)
        come = cast("UnitsField", self.fields["add"])
        come.queryset = Unit.objects.filter(pk__in=below - owing - closed_words(below, on).keys())
        go = cast("UnitsField", self.fields["leave"])
        go.queryset = Unit.objects.filter(pk__in=owing)

    def foresee(self) -> Consequence | None:
        add, leave = list(self.value("add") or ()), list(self.value("leave") or ())
        if (from_on := self.value("from_on")) is None or not (add or leave):
            return None
        return queries.changing_units(
            self.regime, add, leave, from_on, self.at, keeps_drafts=self.keeps_drafts
        )

    def perform(self, seen: str) -> str:
        said = self.cleaned_data
        actions.change_units(
            self.regime,
            add=list(said["add"]),
            leave=list(said["leave"]),
            from_on=said["from_on"],
            reason=said["reason"],
            keeps_drafts=self.keeps_drafts,
            by=self.by,
            at=self.at,
            seen=seen,
        )
        return str(_("The list has changed. The units concerned have been told."))


class PastForm(RegimeDecisionForm):
    """Which units owe which periods that are over, and until when they have time."""

    title = _("Ask for past periods")
    press = _("Ask for these reports")
    about = _("For units that were written down late: what they owe for periods that are over.")

    units = UnitsField(
        label=_("Units"),
        help_text=_("Those that do not owe some past period yet"),
        queryset=Unit.objects.none(),
    )
    periods = forms.TypedMultipleChoiceField(
        label=_("Periods"), coerce=date.fromisoformat, widget=forms.CheckboxSelectMultiple
    )
    due_on = DayField(
        label=_("Due on"),
        help_text=_("Empty: as the regime says, late at once then"),
        validators=[NOT_TOO_FAR],
        required=False,
    )

    def offer(self, on: date) -> None:
        units = cast("UnitsField", self.fields["units"])
        late = queries.late_comers(self.regime, self.at)
        units.queryset = Unit.objects.filter(pk__in=[each.pk for each in late])
        periods = cast("forms.TypedMultipleChoiceField", self.fields["periods"])
        periods.choices = [
            (str(day), label) for day, label in queries.past_periods(self.regime, on)
        ]
        self.fields["due_on"].initial = working_days().after(on, DAYS_GIVEN)

    @property
    def nothing(self) -> str:
        """Say that nobody came late."""
        if cast("UnitsField", self.fields["units"]).queryset:
            return ""
        return str(_("Every unit that reports owes all past periods already."))

    def clean_due_on(self) -> date | None:
        """Return the day; one that is over would only be late."""
        due_on: date | None = self.cleaned_data["due_on"]
        if due_on is not None and due_on < today(self.at):
            raise forms.ValidationError(_("This deadline is over."))
        return due_on

    def foresee(self) -> Consequence | None:
        units, periods = self.value("units"), self.value("periods")
        if not units or not periods:
            return None
        return queries.owing_past(self.regime, units, periods, self.value("due_on"), self.at)

    def perform(self, seen: str) -> str:
        said = self.cleaned_data
        actions.owe_past(
            self.regime,
            said["units"],
            said["periods"],
            due_on=said["due_on"],
            by=self.by,
            at=self.at,
            seen=seen,
        )
        return str(_("Asked. The units have it on their desks and have been told."))
