"""What is asked on the register's pages."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from nhip.organisation.units.models import NumberSeries, Organ

from ..models import Documents
from ..queries import kind_names


class RegisterFilter(forms.Form):
    """Which lines of the register to show; the names stand in the address."""

    tim = forms.CharField(label=_("Search"), required=False, max_length=100)
    co_quan = forms.ModelChoiceField(
        Organ.objects.none(), label=_("Organ"), required=False, empty_label=_("All organs")
    )
    loai = forms.ChoiceField(label=_("Kind"), required=False)
    loat = forms.ModelChoiceField(
        NumberSeries.objects.none(), label=_("Series"), required=False, empty_label=_("All series")
    )
    nam = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, seen: Documents, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organ = cast("forms.ModelChoiceField[Organ]", self.fields["co_quan"])
        organ.queryset = Organ.objects.filter(pk__in=seen.order_by().values("organ"))
        series = cast("forms.ModelChoiceField[NumberSeries]", self.fields["loat"])
        series.queryset = NumberSeries.objects.filter(pk__in=seen.order_by().values("series"))
        kind = cast(forms.ChoiceField, self.fields["loai"])
        kind.choices = [("", _("All kinds")), *kind_names().items()]
        year = cast(forms.TypedChoiceField, self.fields["nam"])
        days = seen.order_by().dates("issued_on", "year", order="DESC")
        year.choices = [("", _("All years")), *((day.year, str(day.year)) for day in days)]

    def kept(self, seen: Documents) -> Documents:
        """Return the lines asked for; what cannot be understood is told at its field and left out."""
        asked = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        if words := asked.get("tim"):
            seen = seen.matching(words)
        wanted = {
            "organ": asked.get("co_quan"),
            "kind": asked.get("loai"),
            "series": asked.get("loat"),
            "issued_on__year": asked.get("nam"),
        }
        return seen.filter(**{name: value for name, value in wanted.items() if value})
