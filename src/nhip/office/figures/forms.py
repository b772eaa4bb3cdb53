"""What an editor answers to a changed figure."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nhip.kit.guard.forms import GuardedCharField

from .choices import Basis, PinVerdict
from .registry import Reference

LARGEST = 2**63 - 1  # a number the database can hold


class PinDecisionForm(forms.Form):
    """Accept the value the editor saw, or keep the published one with a reason."""

    verdict = forms.ChoiceField(choices=PinVerdict.choices)
    amount = forms.IntegerField(required=False)
    seen = forms.CharField(required=False, max_length=16)
    note = GuardedCharField(required=False, max_length=500)
    reason = GuardedCharField(required=False, max_length=500)

    def clean(self) -> dict[str, Any]:
        """Ask for the reason where a value is kept."""
        answers = super().clean() or self.cleaned_data
        if (
            answers.get("verdict") == PinVerdict.KEPT
            and not answers.get("reason")
            and "reason" not in self.errors
        ):
            self.add_error("reason", _("Say why the published value stays."))
        return answers


class ReleaseForm(forms.Form):
    """A figure to let out, and its value (scaled) as the page showed it."""

    key = forms.CharField(max_length=64)
    unit_id = forms.IntegerField(min_value=1, max_value=LARGEST)
    start_on = forms.DateField(input_formats=["%Y-%m-%d"])
    end_on = forms.DateField(input_formats=["%Y-%m-%d"])
    basis = forms.ChoiceField(choices=Basis.choices)
    seen = forms.IntegerField(min_value=-LARGEST, max_value=LARGEST)

    def reference(self) -> Reference:
        """Return the figure that was chosen."""
        names = ("key", "unit_id", "start_on", "end_on", "basis")
        return Reference(**{name: self.cleaned_data[name] for name in names})


class WithdrawReleaseForm(forms.Form):
    """Why a figure may be cited in public no longer."""

    reason = GuardedCharField(
        label=_("Why it is withdrawn"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Staff see the reason, readers do not."),
    )
