"""Which indicators count what is invented."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from nhip.kit.text.rules import write_figure
from nhip.organisation.accounts.models import User

from .actions import call_genuine, call_invented
from .models import Indicator


class InventedForm(forms.Form):
    """Indicators to be called invented, or genuine again; the button pressed says which."""

    keys = forms.MultipleChoiceField(
        label=_("Indicators"),
        error_messages={
            "required": _("Tick at least one indicator."),
            "invalid_choice": _("One that was ticked is not there any more. Tick again."),
        },
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: object, known: Sequence[Indicator]) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.known = known
        self.is_marking = self.data.get("do") != "genuine"
        self.moved = 0
        field = cast("forms.MultipleChoiceField", self.fields["keys"])
        field.choices = [(each.key, each.name) for each in known]

    @property
    def lines(self) -> list[tuple[Indicator, bool]]:
        """Return every indicator, and whether it is ticked."""
        ticked = self["keys"].value() or []
        return [(each, each.key in ticked) for each in self.known]

    def perform(self, *, by: User, at: datetime) -> bool:
        """Do it, and tell whether anything changed; that nothing did is told at the list."""
        call = call_invented if self.is_marking else call_genuine
        self.moved = len(call(self.cleaned_data["keys"], by=by, at=at))
        if not self.moved:
            self.add_error("keys", _("All that are ticked are called so already."))
        return bool(self.moved)

    @property
    def done(self) -> str:
        """Return what is said once it is done."""
        if self.is_marking:
            words = ngettext(
                "%(n)s indicator is called invented from now on.",
                "%(n)s indicators are called invented from now on.",
                self.moved,
            )
        else:
            words = ngettext(
                "%(n)s indicator is no longer called invented.",
                "%(n)s indicators are no longer called invented.",
                self.moved,
            )
        return words % {"n": write_figure(self.moved, 0)}
