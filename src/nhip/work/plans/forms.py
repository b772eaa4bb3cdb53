"""What is asked on the pages of plans."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from nhip.kit.guard.forms import GuardedCharField
from nhip.kit.text.forms import DayField
from nhip.office.records.forms import CorrectForm, Refusing
from nhip.office.records.rules import AlreadyStruck
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.units.forms.changing import Organs, Units, offer_organs
from nhip.organisation.units.models import Organ, Unit

from .access import KEEP, may_correct_appraisal
from .actions import appraise_plan, correct_plan, receive_plan
from .models import UnitPlan, UnitPlans
from .queries import kind_names, organs_above
from .rules import YEARS


class AppraiseForm(Refusing):
    """When a plan was appraised, and what was remarked."""

    appraised_on = DayField(label=_("Appraised on"))
    remarks = GuardedCharField(
        label=_("Remarks"), required=False, max_length=2000, widget=forms.Textarea
    )

    def perform(self, plan: UnitPlan, *, by: User, at: datetime) -> bool:
        """Appraise, and tell whether it was done."""
        on, remarks = self.cleaned_data["appraised_on"], self.cleaned_data["remarks"]
        try:
            appraise_plan(plan, remarks=remarks, on=on, by=by, at=at)
        except (AlreadyStruck, ValidationError) as wrong:
            self.refuse(wrong)
        return not self.errors


class PlanForm(Refusing):
    """What a plan is: whose, of what kind, for which year, handed up to which organ."""

    unit = Units(Unit.objects.none(), label=_("Unit"), empty_label=_("Choose a unit"))
    kind = forms.ChoiceField(label=_("Kind"))
    year = forms.IntegerField(
        label=_("Plan of the year"), min_value=YEARS[0], max_value=YEARS[-1], localize=False
    )
    title = GuardedCharField(label=_("Title"), max_length=200)
    received_on = DayField(label=_("Received on"), help_text=_("As in 28/7/2022"))
    organ = Organs(Organ.objects.none(), label=_("Appraised by"), empty_label=_("Choose an organ"))

    def __init__(self, *args: Any, keeper: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = keeper
        units = unit_ids(keeper, KEEP, on)
        cast(Units, self.fields["unit"]).queryset = Unit.objects.filter(pk__in=units)
        offer_organs(self.fields["organ"], organs_above(units, on))
        kinds = [(code, capfirst(name)) for code, name in kind_names().items()]
        cast(forms.ChoiceField, self.fields["kind"]).choices = kinds


class NewPlanForm(PlanForm):
    """A plan to be entered."""

    def perform(self, *, at: datetime) -> UnitPlan | None:
        """Enter the plan and return it, or show what was refused."""
        try:
            return receive_plan(**self.cleaned_data, by=self.by, at=at)
        except ValidationError as wrong:
            self.refuse(wrong)
        return None


class CorrectPlanForm(CorrectForm, PlanForm):
    """A plan written otherwise, with the reason; its appraisal too, for whoever may appraise."""

    appraised_on = DayField(label=_("Appraised on"))
    remarks = GuardedCharField(
        label=_("Remarks"), required=False, max_length=2000, widget=forms.Textarea
    )

    def __init__(self, *args: Any, kept: UnitPlan, by: User, **kwargs: Any) -> None:
        names = ("unit", "year", "title", "received_on", "organ", "appraised_on", "remarks")
        initial = {name: getattr(kept, name) for name in names} | {"kind": kept.kind_id}
        super().__init__(*args, kept=kept, by=by, keeper=by, initial=initial, **kwargs)
        may_appraise = may_correct_appraisal(by, kept)
        if kept.appraised_on is None or not may_appraise:
            del self.fields["appraised_on"], self.fields["remarks"]
        if kept.appraised_on is not None and not may_appraise:
            del self.fields["kind"], self.fields["organ"]  # what was appraised, and by whom

    def act(self, *, at: datetime) -> bool:
        """Correct, and tell whether it was done."""
        return self.perform(correct_plan, by=self.by, at=at)


class PlanFilter(forms.Form):
    """Which plans to show; the names stand in the address."""

    nam = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    loai = forms.ChoiceField(label=_("Kind"), required=False)
    tham_dinh = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All states")), ("cho", _("to appraise")), ("roi", _("appraised"))],
    )

    def __init__(self, *args: Any, seen: UnitPlans, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = cast(forms.TypedChoiceField, self.fields["nam"])
        kind = cast(forms.ChoiceField, self.fields["loai"])
        names = kind_names().items()
        kind.choices = [("", _("All kinds")), *((code, capfirst(name)) for code, name in names)]
        years = seen.order_by("-year").values_list("year", flat=True).distinct()
        year.choices = [("", _("All years")), *((each, str(each)) for each in years)]

    def kept(self, seen: UnitPlans) -> UnitPlans:
        """Return the plans asked for; what cannot be understood is told at its field and left out."""
        self.is_valid()
        if state := self.cleaned_data.get("tham_dinh"):
            seen = seen.waiting() if state == "cho" else seen.standing().exclude(appraised_on=None)
        wanted = {"year": self.cleaned_data.get("nam"), "kind": self.cleaned_data.get("loai")}
        return seen.filter(**{name: value for name, value in wanted.items() if value})
