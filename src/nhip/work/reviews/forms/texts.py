"""What a review says in words."""

from __future__ import annotations

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from nhip.kit.guard.forms import GuardedCharField

from ..rules import LONGEST_TEXT


class TextForm(forms.Form):
    """The words of a review, and what stood there when they were opened."""

    text = GuardedCharField(
        label=capfirst(_("text")),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Plain words. Numbers may be bound to figures below once they are typed."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)
