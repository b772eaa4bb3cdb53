"""What an editor answers to a changed figure."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nhip.kit.guard.forms import GuardedCharField
from nhip.kit.text.forms import DayField
from nhip.kit.text.rules import read_number

from .actions import NewAnswer
from .choices import Basis, Format, PinVerdict
from .queries import LARGEST
from .registry import Reference

LONGEST_SENT = 2000  # letters of what one press says


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


class ChangesForm(forms.Form):
    """Figures of a text that one event moved: all taken, those ticked, or none; with what was seen of each."""

    do = forms.ChoiceField(choices=[(each, each) for each in ("all", "ticked", "none")])
    note = GuardedCharField(required=False, max_length=500)
    reason = GuardedCharField(required=False, max_length=500)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        sent = data or QueryDict()
        self.seen: dict[int, str] = {}
        for name in sent:
            pk = read_number(name.removeprefix("seen-")) if name.startswith("seen-") else None
            if pk and pk <= LARGEST:
                self.seen[pk] = str(sent[name])
        self.ticked = {pk for word in sent.getlist("take") if (pk := read_number(word))}

    @property
    def taken(self) -> dict[int, str]:
        """Return what is taken, with what was seen of it."""
        wanted = {"all": set(self.seen), "ticked": self.ticked}.get(self.cleaned_data["do"], set())
        return {pk: key for pk, key in self.seen.items() if pk in wanted}

    @property
    def kept(self) -> dict[int, str]:
        """Return what stays, with what was seen of it."""
        taken = self.taken
        return {pk: key for pk, key in self.seen.items() if pk not in taken}

    def clean(self) -> dict[str, Any]:
        """Ask for the reason where a value is kept."""
        answers = super().clean() or self.cleaned_data
        lacks = not answers.get("reason") and "reason" not in self.errors
        if "do" in answers and self.kept and lacks:
            self.add_error("reason", _("Say why the published value stays."))
        return answers


class ReleaseForm(forms.Form):
    """A figure to let out, and its value (scaled) as the page showed it."""

    key = forms.CharField(max_length=64)
    unit_id = forms.IntegerField(min_value=1, max_value=LARGEST)
    start_on = DayField(widget=forms.HiddenInput)
    end_on = DayField(widget=forms.HiddenInput)
    basis = forms.ChoiceField(choices=Basis.choices)
    seen = forms.IntegerField(min_value=-LARGEST, max_value=LARGEST)
    seen_of = forms.CharField(max_length=24, required=False)

    def reference(self) -> Reference:
        """Return the figure that was chosen."""
        names = ("key", "unit_id", "start_on", "end_on", "basis")
        return Reference(**{name: self.cleaned_data[name] for name in names})


class SaidNumberForm(forms.Form):
    """What one press says a number of plain words is: a figure, a line of the text's own table, or no figure.

    What was sent is trusted in nothing: the figure is asked anew, by whoever may cite it.
    """

    passage = forms.CharField(max_length=80)
    around = forms.CharField(max_length=255)
    nth = forms.IntegerField(min_value=0, max_value=9999)
    words = forms.CharField(max_length=120)
    line = forms.CharField(max_length=64, required=False)
    format = forms.ChoiceField(choices=Format.choices, required=False)

    def __init__(self, sent: str) -> None:
        super().__init__(QueryDict(sent[:LONGEST_SENT]))
        self.figure = ReleaseForm(self.data) if self.data.get("key") else None

    def clean(self) -> dict[str, Any]:
        """Ask for a whole figure where one is named."""
        said = super().clean() or self.cleaned_data
        if self.figure and not self.figure.is_valid():
            self.add_error(None, _("This figure could not be read. Choose it again."))
        return said

    def answer(self) -> NewAnswer:
        """Return what was said."""
        said = dict(self.cleaned_data)
        format = said.pop("format") or Format.PLAIN
        if self.figure is None:
            return NewAnswer(**said)
        figure = {"ref": self.figure.reference(), "seen": self.figure.cleaned_data["seen"]}
        return NewAnswer(**said | {"line": ""}, format=format, **figure)


class WithdrawReleaseForm(forms.Form):
    """Why a figure may be cited in public no longer."""

    reason = GuardedCharField(
        label=_("Why it is withdrawn"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Staff see the reason, readers do not."),
    )
