"""What is asked on the page of the calendar."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from nhip.kit.sheets.opening import ACCEPT, open_book
from nhip.kit.sheets.scanning import BadFile
from nhip.kit.sheets.values import value_of
from nhip.kit.text.forms import DayField
from nhip.kit.text.rules import free_among, plain_address, read_number, write_figure

from .actions import NewSpecialDay
from .models import Calendar
from .rules import SATURDAY, ListedDay, NoSuchDays, check_named, lines_of, read_days

FIRST_YEAR, LAST_YEAR = 1990, 2100
MOST = 60_000  # letters of a list of days


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


class NewCalendarForm(forms.Form):
    """Another calendar: how it is called, when its months begin, on which days its periods end."""

    name = forms.CharField(label=_("Name"), max_length=120)
    first_day = forms.IntegerField(
        label=_("A month begins on day"),
        help_text=_("1, or the day of the month before, up to 28: the decree's is 15"),
        min_value=1,
        max_value=28,
        initial=1,
    )
    named = forms.CharField(
        label=_("Named days on which periods end"),
        help_text=_(
            "Only for reports up to named days: 7, 17, 27; 31 is the last day of the month"
        ),
        max_length=80,
        required=False,
    )

    def clean_named(self) -> tuple[int, ...]:
        """Return the days in order."""
        written = re.split(r"[\s,;]+", self.cleaned_data["named"].strip(" ,;"))
        if written == [""]:
            return ()
        days = [read_number(each) for each in written]
        try:
            return check_named([day or 0 for day in days])
        except NoSuchDays as refusal:
            raise ValidationError(str(refusal)) from refusal

    @property
    def code(self) -> str:
        """Return a code of its own, made of the name."""
        stem = plain_address(self.cleaned_data["name"], 40) or "lich"
        taken = Calendar.objects.filter(code__startswith=stem).values_list("code", flat=True)
        return free_among(set(taken), stem)


class DaysForm(forms.Form):
    """A year's holidays and swapped days, pasted or from a text file: looked at before they are kept."""

    lines = forms.CharField(
        label=_("Days, one a line"),
        help_text=_(
            "1/1/2027 Tết Dương lịch · 5/2/2027–11/2/2027 Tết Nguyên đán · 13/2/2027 làm bù."
            " A day without its year is of the year shown."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
    )
    file = forms.FileField(
        label=_("Or a file with such lines (.xlsx, .xls, .ods, .csv or .txt)"),
        widget=forms.FileInput(attrs={"accept": f"{ACCEPT},.txt"}),
        required=False,
    )
    legal_basis = forms.CharField(
        label=_("Legal basis"),
        max_length=200,
        help_text=_("The text that makes it so, with its number and day"),
    )

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year, self.days = year, list[ListedDay]()

    def clean(self) -> dict[str, Any]:
        """Read the lines; each that cannot be read is told with its number."""
        fields = super().clean() or self.cleaned_data
        text = fields.get("lines") or ""
        if fields.get("file"):
            text = "\n".join(filter(None, [text, self._read_file()]))
            # A file is not sent a second time: its lines are kept in the field.
            self.data = {**dict(self.data.items()), "lines": text}
        if len(text) > MOST:
            words = _("More than %(most)s letters. Send the list in parts.")
            raise ValidationError({"lines": words % {"most": write_figure(MOST, 0)}})
        self.days, bad = read_days(text, self.year)
        for each in bad:
            words = _("Line %(line)s, “%(written)s”: %(why)s")
            self.add_error(
                "lines", words % {"line": each.line, "written": each.written[:80], "why": each.why}
            )
        for day in self.days:
            if day.is_worked and day.on.weekday() < SATURDAY:
                words = _("Line %(line)s: only a Saturday or Sunday is worked in exchange.")
                self.add_error("lines", words % {"line": day.line})
        if not self.days and not bad:
            self.add_error("lines", _("Paste or choose a list with at least one day."))
        return fields

    def _read_file(self) -> str:
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith(".txt"):
            return self._read_book(file)
        try:
            return str(file.read(4 * MOST).decode("utf-8-sig"))
        except UnicodeDecodeError:
            self.add_error("file", _("This file is no text in UTF-8. Paste its lines instead."))
            return ""

    def _read_book(self, file: Any) -> str:
        try:
            pages = open_book(file.name, file.file).values()
        except BadFile as wrong:
            self.add_error("file", wrong)
            return ""
        found = (
            lines_of([[value_of(cell) for cell in row] for row in page.rows]) for page in pages
        )
        return "\n".join(filter(None, found))

    @property
    def rows(self) -> list[NewSpecialDay]:
        """Return the days to keep."""
        basis = self.cleaned_data["legal_basis"]
        return [NewSpecialDay(day.on, day.name, basis, day.is_worked) for day in self.days]
