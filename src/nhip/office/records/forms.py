"""What is asked on the page of a record, whichever room keeps it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from nhip.kit.guard.forms import GuardedCharField


class StrikeForm(forms.Form):
    """Why a record is struck."""

    reason = GuardedCharField(
        label=_("Why it is struck"),
        max_length=200,
        help_text=_("The reason stays beside the record and beside every figure it changes."),
        error_messages={
            "required": _("Write why it is struck: the reason stays beside the record.")
        },
    )
