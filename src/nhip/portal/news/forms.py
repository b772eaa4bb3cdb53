"""What the figure chooser sends."""

from django import forms

from nhip.office.figures.choices import Basis, Format
from nhip.office.figures.registry import Reference


class FigureForm(forms.Form):
    """A figure and the way it is written."""

    key = forms.CharField(max_length=64)
    unit_id = forms.IntegerField()
    start_on = forms.DateField(input_formats=["%Y-%m-%d"])
    end_on = forms.DateField(input_formats=["%Y-%m-%d"])
    basis = forms.ChoiceField(choices=Basis.choices)
    format = forms.ChoiceField(choices=Format.choices)

    def reference(self) -> Reference:
        """Return the figure that was chosen."""
        names = ("key", "unit_id", "start_on", "end_on", "basis")
        return Reference(**{name: self.cleaned_data[name] for name in names})
