"""A form being designed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from nhip.kit.design.forms import PickMany
from nhip.kit.guard.forms import GuardedCharField, GuardedForm
from nhip.kit.text.rules import NotAFigure, parse_figure
from nhip.organisation.units.forms import offer_organs
from nhip.organisation.units.models import Organ

from .actions import CheckTerms
from .choices import Asks, Check, FileKind, Severity
from .models import Row, Section
from .papers import SheetPart
from .rules import Asking, Problem, RowAsked

LARGEST, DEFAULT = 30, 10  # megabytes: no larger file is looked into for marks


class FormForm(forms.Form):
    """A form's name, and which organ designs it where it is new."""

    name = GuardedCharField(label=_("Name of the form"), max_length=200)
    organ = forms.ModelChoiceField(
        label=_("Designed by"), queryset=Organ.objects.none(), to_field_name="id"
    )

    def __init__(self, *args: Any, own: Collection[int] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own is None:
            del self.fields["organ"]
            return
        offer_organs(self.fields["organ"], Organ.objects.filter(unit__in=own))


class SectionTitleForm(forms.Form):
    """A new section."""

    title = GuardedCharField(label=_("Title of the new section"), max_length=200)


class SectionForm(GuardedForm, forms.ModelForm[Section]):
    """A section's words, and beside each row the heading above it and whether it must be filled in.

    What was typed beside a row stands in its line of `part` again.
    """

    class Meta:
        model = Section
        fields = ["title", "guidance", "asks_files"]
        widgets = {"guidance": forms.Textarea(attrs={"rows": 3})}

    file_kinds = forms.MultipleChoiceField(
        label=_("Kinds of files taken"),
        choices=FileKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    most_megabytes = forms.IntegerField(
        label=_("A file's most, MB"), min_value=1, max_value=LARGEST, required=False
    )

    def __init__(self, *args: Any, part: SheetPart | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asks_files"].required = False
        self._lines = part.lines if part else []
        self.rows: dict[int, tuple[str, bool]] = {}

    def clean(self) -> dict[str, Any]:
        """Take what was typed beside the rows; a row that was not sent stays as it is."""
        cleaned = super().clean()
        if cleaned.get("asks_files", "") not in ("", Asks.NONE):
            for name in ("file_kinds", "most_megabytes"):
                if name not in self.errors and not cleaned.get(name):
                    self.add_error(name, _("Say which files are taken: kinds, and how large."))
        heading = GuardedCharField(
            max_length=Row._meta.get_field("group").max_length, required=False
        )
        for line in self._lines:
            row = line.asked.row_id
            if f"nhom-{row}" not in self.data:
                continue
            line.group = text_of(self.data, f"nhom-{row}")
            is_required = f"can-{row}" in self.data
            line.asked = replace(line.asked, is_required=is_required and not line.is_computed)
            try:
                self.rows[row] = (heading.clean(line.group), is_required)
            except ValidationError as refusal:
                line.problems = [Problem(row, str(each)) for each in refusal.messages]
                self.add_error(
                    None,
                    _("The heading above “%(name)s” cannot be kept.") % {"name": line.asked.name},
                )
        return cleaned

    @property
    def asking(self) -> Asking | None:
        """Return what files the section asks for; None where that was not on the page."""
        said = self.cleaned_data
        if not said["asks_files"]:
            return None
        megabytes = said["most_megabytes"] or DEFAULT
        return Asking(said["asks_files"], tuple(said["file_kinds"]), megabytes)


class CheckForm(forms.Form):
    """A rule a row must keep. Which fields count depends on the rule; the action says what lacks."""

    row = forms.TypedChoiceField(label=_("Row"), coerce=int)
    rule = forms.ChoiceField(label=_("Must be"), choices=Check.choices)
    others = forms.TypedMultipleChoiceField(
        label=_("Other rows"),
        help_text=_("One to compare with, or several that add up"),
        coerce=int,
        required=False,
        widget=PickMany,
    )
    lowest = forms.CharField(label=_("Least"), required=False, max_length=30)
    highest = forms.CharField(label=_("Most"), required=False, max_length=30)
    percent = forms.IntegerField(
        label=_("Percent it may differ from the previous period"),
        required=False,
        min_value=0,
        max_value=10_000,
    )
    severity = forms.ChoiceField(label=_("If it is not"), choices=Severity.choices)
    text = GuardedCharField(
        label=_("What to tell"),
        help_text=_("Empty: the system says what is wrong"),
        required=False,
        max_length=300,
    )

    def __init__(
        self, *args: Any, asked: Collection[RowAsked], section: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        typed = [row for row in asked if row.quotient is None]
        self.decimals = {row.row_id: row.decimals for row in typed}
        named = [
            (row.place[0], row.row_id, f"{row.place[0]}.{row.place[1]}. {row.name}")
            for row in typed
        ]
        rows = cast(forms.ChoiceField, self.fields["row"])
        rows.choices = [(pk, name) for number, pk, name in named if number == section]
        others = cast(forms.ChoiceField, self.fields["others"])
        sections = groupby(named, key=lambda each: each[0])
        others.choices = [
            (_("Section %(n)s") % {"n": number}, [(pk, name) for _n, pk, name in rows])
            for number, rows in sections
        ]

    def clean(self) -> dict[str, Any]:
        """Read the bounds by the row's decimals."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("lowest", "highest"):
            written = cleaned.get(name, "")
            cleaned[name] = None
            if written and "row" in cleaned:
                try:
                    cleaned[name] = parse_figure(written, self.decimals[cleaned["row"]])
                except NotAFigure as fault:
                    self.add_error(name, str(fault.message))
        return cleaned

    @property
    def terms(self) -> CheckTerms:
        """Return what the check asks."""
        said = self.cleaned_data
        return CheckTerms(
            said["rule"],
            said["severity"],
            said["text"],
            tuple(said["others"]),
            said["lowest"],
            said["highest"],
            said["percent"],
        )


def text_of(post: Mapping[str, Any], name: str) -> str:
    """Return a field without what browsers do to line ends, and without space around it."""
    return str(post.get(name, "")).replace("\r\n", "\n").strip()
