"""Forms of the administrators' screens: saving one is one action."""

from datetime import datetime

from django import forms
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from nhip.organisation.accounts.models import User

from .actions import create_unit, open_organ
from .models import Organ, Unit


class ActionForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form that hands what it gathered to an action."""

    def act(self, *, by: User, at: datetime) -> Model:
        """Do it, and return what it made or changed."""
        raise NotImplementedError


class UnitForm(ActionForm):
    """A new unit, under another, from a day on."""

    parent = forms.ModelChoiceField(
        Unit.objects.all(), required=False, label=capfirst(_("unit above"))
    )
    start_on = forms.DateField(label=capfirst(_("from")), widget=AdminDateInput)

    class Meta:
        model = Unit
        fields = ["code", "name", "sort_order"]

    def act(self, *, by: User, at: datetime) -> Unit:
        """Set the unit up."""
        given = self.cleaned_data
        return create_unit(
            given["code"],
            given["name"],
            given["parent"],
            on=given["start_on"],
            by=by,
            at=at,
            sort_order=given["sort_order"],
        )


class OrganForm(ActionForm):
    """A new issuing organ of a unit, from a day on."""

    class Meta:
        model = Organ
        fields = ["unit", "kind", "name", "layout", "start_on"]
        widgets = {"start_on": AdminDateInput}

    def act(self, *, by: User, at: datetime) -> Organ:
        """Open the organ."""
        given = self.cleaned_data
        return open_organ(
            given["unit"],
            given["kind"],
            given["name"],
            given["layout"],
            on=given["start_on"],
            by=by,
            at=at,
        )
