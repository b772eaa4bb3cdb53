"""What pages send in: one section of a draft, a decision, a reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxValueValidator
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from nhip.kit.guard.forms import GuardedCharField, GuardedForm
from nhip.kit.text.rules import NotAFigure, parse_figure
from nhip.organisation.periods.rules import Span
from nhip.organisation.units.models import Organ, Unit

from .actions import CheckTerms, Saved
from .choices import Asks, Check, Classification, FileKind, Severity
from .models import Form, Regime, Report, Row, Section
from .papers import Part, Sheet, Unsaved, told_clash, told_clashes
from .rules import Asked, Asking, Named, Problem, Typed
from .workbooks import Filled, read_draft

LARGEST, DEFAULT = 30, 10  # megabytes: no larger file is looked into for marks

NOT_TOO_FAR = MaxValueValidator(date(2199, 12, 31))  # the day after the last one is no day


@dataclass
class Posted:
    """One section as sent: what was typed, and what the cells held when the page was opened."""

    figures: dict[int, tuple[str, bool]]
    narratives: dict[int, str]
    seen_figures: dict[int, tuple[str, bool]]
    seen_narratives: dict[int, str]

    def unsaved(self, saved: Saved, *, everything: bool = False) -> Unsaved:
        """Return what of it could not be kept, or all of it where nothing was, each with the reason."""
        return Unsaved(
            cells={
                row: Typed(*cell)
                for row, cell in self.figures.items()
                if everything or row in saved.theirs or row in saved.refused
            },
            texts={
                section: text
                for section, text in self.narratives.items()
                if everything or section in saved.their_texts or section in saved.refused_texts
            },
            seen={
                row: Typed(*cell)
                for row, cell in self.seen_figures.items()
                if everything or row in saved.theirs
            },
            seen_texts={
                section: text
                for section, text in self.seen_narratives.items()
                if everything or section in saved.their_texts
            },
            theirs=saved.theirs,
            their_texts=saved.their_texts,
            problems=saved.refused | told_clashes(saved.theirs),
            text_problems=saved.refused_texts
            | {section: told_clash(text) for section, text in saved.their_texts.items()},
        )


def read_sheet(post: QueryDict, sheet: Sheet) -> Posted:
    """Read the fields of a page that holds several sections; see `read_section`."""
    posted = Posted({}, {}, {}, {})
    for part in sheet.parts:
        read_section(post, part, posted, f"nhan-xet-{part.section.number}")
    return posted


def read_cells(post: QueryDict, part: Part, prefix: str) -> Posted:
    """Read the cells of one of several units on a page, whose fields bear a prefix; see `read_section`."""
    return read_section(post, part, remarks="", prefix=prefix)


def read_section(
    post: QueryDict,
    part: Part,
    into: Posted | None = None,
    remarks: str = "nhan-xet",
    prefix: str = "",
) -> Posted:
    """Read a section's fields; one that was not sent was not on the page and stays as it is.

    `seen-…` holds a digit for "nothing to report", then the text. Where two people wrote at one
    place, `chon-…` is which of the two is to stand, and `ho-…` what the other one had written.
    """
    posted = into or Posted({}, {}, {}, {})
    for line in part.lines:
        row, name = line.asked.row_id, f"{prefix}{line.asked.row_id}"
        if f"so-{name}" in post:
            posted.figures[row] = (_text(post, f"so-{name}"), f"nil-{name}" in post)
            chosen = post.get(f"chon-{name}")
            posted.seen_figures[row] = _cell(post, f"ho-{name}" if chosen else f"seen-{name}")
            if chosen == "ho":
                posted.figures[row] = posted.seen_figures[row]
    if remarks and remarks in post:
        posted.narratives[part.section.pk] = _text(post, remarks)
        chosen = post.get(f"chon-{remarks}")
        seen = _text(post, f"ho-{remarks}" if chosen else f"seen-{remarks}")
        posted.seen_narratives[part.section.pk] = seen
        if chosen == "ho":
            posted.narratives[part.section.pk] = seen
    return posted


def _cell(post: QueryDict, name: str) -> tuple[str, bool]:
    text = _text(post, name) or "0"
    return text[1:].strip(), text[:1] == "1"


def _text(post: Mapping[str, Any], name: str) -> str:
    """Return a field without what browsers do to line ends, and without space around it."""
    return str(post.get(name, "")).replace("\r\n", "\n").strip()


class WorkbookForm(forms.Form):
    """A draft's xlsx, filled in."""

    file = forms.FileField(
        label=_("The file you filled in (.xlsx)"),
        help_text=_("Nothing is saved yet: first you see what would change."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        allow_empty_file=True,
    )
    filled: Filled

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report = report

    def clean_file(self) -> UploadedFile[Any]:
        """Read it; a file that is not this draft's is refused at the field."""
        upload: UploadedFile[Any] = self.cleaned_data["file"]
        assert upload.file
        self.filled = read_draft(self.report, upload.file)
        return upload


class ClassificationForm(forms.Form):
    """The only thing a report can be is "not classified", and the page says why."""

    classification = forms.ChoiceField(
        label=_("Classification"),
        choices=Classification.choices,
        initial=Classification.NONE,
        error_messages={"invalid_choice": _("Only unclassified reports are taken here.")},
    )


class ReasonForm(forms.Form):
    """Why a report goes back, or is opened for a correction."""

    reason = GuardedCharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "area short", "rows": 4}),
        error_messages={"required": _("Say why, so that the unit knows what to mend.")},
    )


class ReturnForm(ReasonForm):
    """Why a report goes back: as a whole, by section, or by cell, each with its own reason.

    Each part and line of the sheet gets its field as `mend`.
    """

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False
        self._names: dict[str, Named] = {}
        for part in sheet.parts:
            number = part.section.number
            part.mend = self._field(number, None)
            for line in part.lines:
                if not line.is_computed:
                    line.mend = self._field(number, line.asked.place[1])

    def _field(self, section: int, row: int | None) -> forms.BoundField:
        name = f"tra-{section}-{row or 0}"
        self._names[name] = (section, row)
        self.fields[name] = GuardedCharField(
            label=_("What must be mended here"),
            required=False,
            max_length=500,
            widget=forms.Textarea(attrs={"class": "area short", "rows": 2, "form": "tra-lai"}),
        )
        return self[name]

    @property
    def places(self) -> dict[Named, str]:
        """Return the places that are named, with their reasons."""
        return {
            place: text for name, place in self._names.items() if (text := self.cleaned_data[name])
        }

    def clean(self) -> dict[str, Any]:
        """Refuse a return that says nothing anywhere."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not any(said.values()):
            self.add_error("reason", self.fields["reason"].error_messages["required"])
        return said


class ExtensionForm(forms.Form):
    """Until when a unit has more time, and why."""

    until = forms.DateField(label=_("New deadline"), validators=[NOT_TOO_FAR])
    reason = GuardedCharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class ExcuseForm(forms.Form):
    """Why a unit need not report."""

    reason = GuardedCharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class UnitsField(forms.ModelMultipleChoiceField[Unit]):
    """Units by name; a number no database holds is no unit."""

    def _check_values(self, value: Any) -> Any:
        try:
            return super()._check_values(value)  # type: ignore[misc]
        except OverflowError as fault:
            message = self.error_messages["invalid_pk_value"] % {"pk": "…"}
            raise ValidationError(message) from fault


class RegimeForm(forms.ModelForm[Regime]):
    """The nine fields of a regime, in the order of the decree, and who owes it."""

    levels = forms.TypedMultipleChoiceField(
        label=_("Levels that report"),
        coerce=int,
        required=False,
        choices=[(level, format_lazy(_("Level {level}"), level=level)) for level in range(2, 6)],
        widget=forms.CheckboxSelectMultiple,
    )

    units = UnitsField(
        label=_("Units that report, by name"),
        help_text=_("Beside the levels above; several with Ctrl"),
        queryset=Unit.objects.all(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )

    class Meta:
        model = Regime
        fields = [
            "code",
            "name",
            "content",
            "organ",
            "line",
            "levels",
            "units",
            "recipient",
            "method",
            "due_rule",
            "due_days",
            "days_less_a_level",
            "frequency",
            "calendar",
            "form",
            "start_on",
            "end_on",
        ]

    def __init__(self, *args: Any, own: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organ = cast("forms.ModelChoiceField[Organ]", self.fields["organ"])
        organ.queryset = Organ.objects.filter(unit__in=own)
        asked = cast("forms.ModelChoiceField[Form]", self.fields["form"])
        asked.queryset = Form.objects.in_force().order_by("name")
        self.fields["content"].widget.attrs["rows"] = 4
        for name in ("organ", "line", "calendar", "form"):
            chosen = cast("forms.ModelChoiceField[Any]", self.fields[name])
            chosen.to_field_name = "id"  # `pk` lets numbers pass that SQLite cannot hold


class OnceForm(forms.Form):
    """A report asked for once: over which days, due when, of whom."""

    start_on = forms.DateField(label=_("First day"), validators=[NOT_TOO_FAR])
    last_on = forms.DateField(label=_("Last day"), validators=[NOT_TOO_FAR])
    due_on = forms.DateField(label=_("Due on"), validators=[NOT_TOO_FAR])
    units = UnitsField(
        label=_("Units that report"),
        help_text=_("Several with Ctrl"),
        queryset=Unit.objects.none(),
        widget=forms.SelectMultiple(attrs={"size": 10}),
    )

    def __init__(self, *args: Any, below: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = cast("forms.ModelMultipleChoiceField[Unit]", self.fields["units"])
        units.queryset = Unit.objects.filter(pk__in=below)

    def clean(self) -> dict[str, Any]:
        """Join the two days into a span; say where they cannot be."""
        fields = super().clean() or self.cleaned_data
        start_on, last_on = fields.get("start_on"), fields.get("last_on")
        if start_on and last_on:
            if last_on < start_on:
                self.add_error("last_on", _("The last day is not before the first."))
            else:
                fields["span"] = Span(start_on, last_on + timedelta(days=1))
        return fields


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
        organ = cast("forms.ModelChoiceField[Organ]", self.fields["organ"])
        organ.queryset = Organ.objects.filter(unit__in=own)


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

    def __init__(self, *args: Any, part: Part | None, **kwargs: Any) -> None:
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
            line.group = _text(self.data, f"nhom-{row}")
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


class FileForm(forms.Form):
    """One file to attach."""

    file = forms.FileField(label=_("File"), max_length=200)

    def __init__(self, *args: Any, section: Section, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ",".join(f".{k}" for k in section.file_kinds)


class CheckForm(forms.Form):
    """A rule a row must keep. Which fields count depends on the rule; the action says what lacks."""

    row = forms.TypedChoiceField(label=_("Row"), coerce=int)
    rule = forms.ChoiceField(label=_("Must be"), choices=Check.choices)
    others = forms.TypedMultipleChoiceField(
        label=_("Other rows"),
        help_text=_("One to compare with, or several that add up (Ctrl for several)"),
        coerce=int,
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
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

    def __init__(self, *args: Any, asked: Collection[Asked], section: int, **kwargs: Any) -> None:
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
        others.choices = [(pk, name) for _number, pk, name in named]

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
