"""What is asked of a decision's list: several lines at once, or one written otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhip.kit.guard.forms import GuardedCharField
from nhip.kit.text.forms import DayField
from nhip.office.documents.models import Document
from nhip.office.records.forms import CorrectForm
from nhip.organisation.periods.rules import Span
from nhip.organisation.units.models import Unit

from .actions import Award
from .choices import Recipient
from .models import Certificate
from .rules import UnitChoice, unit_named

ROWS = 5  # typed at once
UNITS = "don-vi"  # the id of the list of units beside the fields


class LineForm(forms.Form):
    """One line of a decision."""

    recipient = forms.ChoiceField(
        label=gettext_lazy("Recipient"), choices=[("", "–"), *Recipient.choices]
    )
    unit = GuardedCharField(
        label=gettext_lazy("Unit, by code or name"),
        max_length=200,
        widget=forms.TextInput(attrs={"list": UNITS, "autocomplete": "off"}),
    )
    written_as = GuardedCharField(label=gettext_lazy("Written as"), max_length=200, required=False)
    merit = GuardedCharField(
        label=capfirst(gettext_lazy("for what")), max_length=300, required=False
    )

    def __init__(self, *args: Any, places: Mapping[int, UnitChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places

    def clean_unit(self) -> Unit:
        """Return the unit of a code, or of a name only one bears."""
        words: str = self.cleaned_data["unit"]
        if (pk := unit_named(words, self.places)) is None:
            said = _("“%(words)s” is no code of a unit, nor a name only one unit bears.")
            raise forms.ValidationError(said, params={"words": words})
        return Unit.objects.get(pk=pk)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        is_individual = given.get("recipient") == Recipient.INDIVIDUAL
        if is_individual and not given.get("written_as"):
            self.add_error("written_as", _("Write the post, as the decision does."))
        return given

    @property
    def written(self) -> str:
        """Return how the recipient is written: a collective by its unit's name where nothing is."""
        name: str = self.cleaned_data["unit"].name
        return self.cleaned_data["written_as"] or name[:200]


class CertificateListForm(forms.Form):
    """What all lines of one entry share."""

    given_on = DayField(label=gettext_lazy("Given on"))
    start_on = DayField(label=gettext_lazy("First day of the reviewed span"))
    last_on = DayField(label=gettext_lazy("Last day of the reviewed span"))
    shared_merit = GuardedCharField(
        label=gettext_lazy("For what, where a line says nothing"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Written here for all, or on each line."),
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = given.get("start_on"), given.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _("The last day stands before the first."))
        return given

    def award(self, decision: Document, line: LineForm) -> Award | None:
        """Return the row of a line, or None where nobody says for what."""
        given, typed = self.cleaned_data, line.cleaned_data
        merit = typed["merit"] or given["shared_merit"]
        if not merit:
            line.add_error("merit", _("Write for what, here or above for all."))
            return None
        reviewed = Span(given["start_on"], given["last_on"] + timedelta(days=1))
        return Award(
            decision,
            typed["unit"],
            typed["recipient"],
            line.written,
            merit,
            given["given_on"],
            reviewed,
            is_sample=decision.is_sample,
        )


class CorrectCertificateForm(CorrectForm, LineForm):
    """One line written otherwise."""

    given_on = DayField(label=gettext_lazy("Given on"))
    start_on = DayField(label=gettext_lazy("First day of the reviewed span"))
    last_on = DayField(label=gettext_lazy("Last day of the reviewed span"))

    def __init__(self, *args: Any, kept: Certificate, **kwargs: Any) -> None:
        initial = {
            "recipient": kept.recipient,
            "unit": kept.unit.code,
            "written_as": kept.written_as,
            "merit": kept.merit,
            "given_on": kept.given_on,
            "start_on": kept.review_start_on,
            "last_on": kept.review_end_on - timedelta(days=1),
        }
        super().__init__(*args, kept=kept, initial=initial, **kwargs)
        self.fields["merit"].required = True

    def values(self) -> dict[str, Any]:
        """Return the model's fields."""
        given = self.cleaned_data
        return {
            "recipient": given["recipient"],
            "unit": given["unit"],
            "written_as": self.written,
            "merit": given["merit"],
            "given_on": given["given_on"],
            "review_start_on": given["start_on"],
            "review_end_on": given["last_on"] + timedelta(days=1),
        }
