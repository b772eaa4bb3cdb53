"""What the figure chooser sends, and what is asked of a withdrawal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from nhip.kit.guard.forms import GuardedCharField
from nhip.office.figures.choices import Basis, Format
from nhip.office.figures.registry import Reference


class WithdrawalForm(forms.Form):
    """Why an article is withdrawn, in words for its readers."""

    reason = GuardedCharField(
        label=_("Why the article is withdrawn"),
        help_text=_("Readers who open its address are told this."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class FigureForm(forms.Form):
    """A figure, the way it is written, and the value (scaled) that was seen."""

    key = forms.CharField(max_length=64)
    unit_id = forms.IntegerField()
    start_on = forms.DateField(input_formats=["%Y-%m-%d"])
    end_on = forms.DateField(input_formats=["%Y-%m-%d"])
    basis = forms.ChoiceField(choices=Basis.choices)
    format = forms.ChoiceField(choices=Format.choices)
    seen = forms.IntegerField(required=False)

    def reference(self) -> Reference:
        """Return the figure that was chosen."""
        names = ("key", "unit_id", "start_on", "end_on", "basis")
        return Reference(**{name: self.cleaned_data[name] for name in names})
