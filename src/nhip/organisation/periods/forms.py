"""What is asked on the page of the calendar."""

from django import forms
from django.utils.translation import gettext_lazy as _

from nhip.kit.text.forms import DayField
from nhip.kit.text.rules import read_number

FIRST_YEAR, LAST_YEAR = 1990, 2100


def read_year(written: str, otherwise: int) -> int:
    """Return the year asked for in an address, or another one where it cannot be read."""
    year = read_number(written)
    return year if year and FIRST_YEAR <= year <= LAST_YEAR else otherwise


class SpecialDayForm(forms.Form):
    """A holiday, or a Saturday worked in exchange."""

    on = DayField(label=_("Day"))
    name = forms.CharField(label=_("Name"), max_length=160)
    legal_basis = forms.CharField(
        label=_("Legal basis"),
        max_length=200,
        help_text=_("The text that makes it so, with its number and day"),
    )
    is_worked = forms.BooleanField(label=_("Worked in exchange for another day"), required=False)
