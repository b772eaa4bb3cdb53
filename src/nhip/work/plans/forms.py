"""What is asked on the pages of plans."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from nhip.kit.guard.forms import GuardedCharField

from .models import UnitPlans
from .queries import kind_names


class AppraiseForm(forms.Form):
    """When a plan was appraised, and what was remarked."""

    appraised_on = forms.DateField(label=_("Appraised on"))
    remarks = GuardedCharField(
        label=_("Remarks"), required=False, max_length=2000, widget=forms.Textarea
    )


class PlanFilter(forms.Form):
    """Which plans to show; the names stand in the address."""

    nam = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    loai = forms.ChoiceField(label=_("Kind"), required=False)

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
        wanted = {"year": self.cleaned_data.get("nam"), "kind": self.cleaned_data.get("loai")}
        return seen.filter(**{name: value for name, value in wanted.items() if value})
