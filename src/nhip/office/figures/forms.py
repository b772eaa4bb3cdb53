"""What an editor answers to a changed figure."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nhip.kit.guard.forms import GuardedCharField

from .choices import PinVerdict


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
