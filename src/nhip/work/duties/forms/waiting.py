"""More time a unit asks for, and why it is declined."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from nhip.kit.guard.forms import GuardedCharField
from nhip.kit.text.forms import DayField

from .grants import NOT_TOO_FAR


class AskTimeForm(forms.Form):
    """Until when a unit wishes more time, and why."""

    until = DayField(label=_("Wished deadline"), validators=[NOT_TOO_FAR])
    reason = GuardedCharField(
        label=_("Reason"),
        help_text=_("Whoever checks the report reads it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DeclineForm(forms.Form):
    """Why no more time is given."""

    reason = GuardedCharField(
        label=_("Why not"),
        help_text=_("The unit reads it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why: the unit reads it.")},
    )
