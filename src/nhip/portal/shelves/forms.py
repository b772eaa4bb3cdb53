"""What is asked of an author, a topic or a tag."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nhip.kit.guard.forms import GuardedCharField

from .choices import ShelfKind


class ShelfForm(forms.Form):
    """A name; of an author also the unit. Nothing else of a person is asked."""

    name = GuardedCharField(label=_("Name"), max_length=120)
    unit = GuardedCharField(label=_("Unit"), max_length=160, required=False)
    about = GuardedCharField(
        label=_("In two lines, for readers"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    is_used = forms.BooleanField(label=_("Offered to writers"), required=False, initial=True)

    def __init__(self, kind: str, *args: Any, is_new: bool = False, **named: Any) -> None:
        super().__init__(*args, **named)
        if kind != ShelfKind.AUTHOR:
            del self.fields["unit"]
        if is_new:
            del self.fields["is_used"]
