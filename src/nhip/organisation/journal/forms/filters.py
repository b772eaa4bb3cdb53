"""What is looked for in the journal, as it stands in the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nhip.kit.text.forms import DayField

from ..queries import Asked
from ..registry import deeds


class JournalFilter(forms.Form):
    """By what a row is about, unit, person, time and verb."""

    tim = forms.CharField(
        label=_("Text, figure or record"),
        required=False,
        max_length=100,
        help_text=_("Words of a title or a name"),
    )
    nguoi = forms.CharField(label=_("Person"), required=False, max_length=100)
    don_vi = forms.CharField(label=_("Unit code"), required=False, max_length=32)
    viec = forms.ChoiceField(label=_("Deed"), required=False)
    tu = DayField(label=_("From"), required=False)
    den = DayField(label=_("To"), required=False)
    ve = forms.CharField(widget=forms.HiddenInput, required=False, max_length=130)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = sorted(((verb, str(words)) for verb, words in deeds().items()), key=lambda v: v[1])
        field = self.fields["viec"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("every one")), *known]

    def asked(self) -> Asked:
        """Return what is asked; a field that is wrong asks nothing and says so."""
        self.is_valid()
        given = self.cleaned_data
        return Asked(
            words=given.get("tim", ""),
            about=given.get("ve", ""),
            unit=given.get("don_vi", ""),
            person=given.get("nguoi", ""),
            verb=given.get("viec", ""),
            since=given.get("tu"),
            until=given.get("den"),
        )
