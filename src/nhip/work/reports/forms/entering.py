"""What is typed into a draft, and files that come with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nhip.kit.sheets.opening import ACCEPT
from nhip.kit.text.rules import read_number
from nhip.office.records.choices import Classification
from nhip.work.forms.forms import text_of
from nhip.work.forms.models import Section
from nhip.work.forms.papers import Sheet, SheetPart
from nhip.work.forms.rules import Named, Typed, answered, is_unclear

from ..actions import Saved
from ..models import Report
from ..papers import Unsaved, told_clashes, told_text_clashes
from ..workbooks import FilledWorkbook, read_draft


@dataclass
class Posted:
    """One section as sent: what was typed, and what the cells held when the page was opened."""

    figures: dict[int, tuple[str, bool]]
    narratives: dict[int, str]
    seen_figures: dict[int, tuple[str, bool]]
    seen_narratives: dict[int, str]

    @property
    def unclear(self) -> list[int]:
        """Return the rows whose person has not said yet whether they are 0 or nothing to report."""
        return [row for row, (raw, _is_nil) in self.figures.items() if is_unclear(raw)]

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
            own=saved.own,
            own_texts=saved.own_texts,
            problems=saved.refused | told_clashes(saved.theirs, saved.own),
            text_problems=saved.refused_texts
            | told_text_clashes(saved.their_texts, saved.own_texts),
        )


def read_places(said: Iterable[str]) -> set[Named]:
    """Read places of a form as pages say them: "1.2" a cell, "2" a section, "0" the whole report."""
    found: set[Named] = set()
    for each in said:
        section, _dot, row = each.partition(".")
        number, line = read_number(section), read_number(row)
        if number is not None:
            found.add((number, line))
    return found


def read_sheet(post: QueryDict, sheet: Sheet) -> Posted:
    """Read the fields of a page that holds several sections; see `read_section`."""
    posted = Posted({}, {}, {}, {})
    for part in sheet.parts:
        read_section(post, part, posted, f"nhan-xet-{part.section.number}")
    return posted


def read_cells(post: QueryDict, part: SheetPart, prefix: str) -> Posted:
    """Read the cells of one of several units on a page, whose fields bear a prefix; see `read_section`."""
    return read_section(post, part, remarks="", prefix=prefix)


def read_section(
    post: QueryDict,
    part: SheetPart,
    into: Posted | None = None,
    remarks: str = "nhan-xet",
    prefix: str = "",
) -> Posted:
    """Read a section's fields; one that was not sent was not on the page and stays as it is.

    `seen-…` holds a digit for "nothing to report", then the text. Where two people wrote at one
    place, `chon-…` is which of the two is to stand, and `ho-…` what the other one had written.
    `nghia-…`, or `nghia` for all, answers whether a dash or "không" is 0 or nothing to report.
    """
    posted = into or Posted({}, {}, {}, {})
    for line in part.lines:
        row, name = line.asked.row_id, f"{prefix}{line.asked.row_id}"
        if f"so-{name}" in post:
            typed = Typed(text_of(post, f"so-{name}"), f"nil-{name}" in post)
            answer = post.get(f"nghia-{name}") or post.get("nghia", "")
            typed = answered(typed, answer)
            posted.figures[row] = (typed.raw, typed.is_nil)
            chosen = post.get(f"chon-{name}")
            posted.seen_figures[row] = _cell(post, f"ho-{name}" if chosen else f"seen-{name}")
            if chosen == "ho":
                posted.figures[row] = posted.seen_figures[row]
    if remarks and remarks in post:
        posted.narratives[part.section.pk] = text_of(post, remarks)
        chosen = post.get(f"chon-{remarks}")
        seen = text_of(post, f"ho-{remarks}" if chosen else f"seen-{remarks}")
        posted.seen_narratives[part.section.pk] = seen
        if chosen == "ho":
            posted.narratives[part.section.pk] = seen
    return posted


def _cell(post: QueryDict, name: str) -> tuple[str, bool]:
    text = text_of(post, name) or "0"
    return text[1:].strip(), text[:1] == "1"


class WorkbookForm(forms.Form):
    """A draft's xlsx, filled in."""

    file = forms.FileField(
        label=_("The file you filled in (.xlsx, .xls, .ods or .csv)"),
        help_text=_("Nothing is saved yet: first you see what would change."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        allow_empty_file=True,
    )
    filled: FilledWorkbook

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report = report

    def clean_file(self) -> UploadedFile[Any]:
        """Read it; a file that is not this draft's is refused at the field."""
        upload: UploadedFile[Any] = self.cleaned_data["file"]
        assert upload.file
        self.filled = read_draft(self.report, upload.file, upload.name or "")
        return upload


class ClassificationForm(forms.Form):
    """The only thing a report can be is "not classified", and the page says why."""

    classification = forms.ChoiceField(
        label=_("Classification"),
        choices=Classification.choices,
        initial=Classification.NONE,
        error_messages={"invalid_choice": _("Only unclassified reports are taken here.")},
    )


class AttachForm(forms.Form):
    """One file to attach."""

    file = forms.FileField(label=_("File"), max_length=200)

    def __init__(self, *args: Any, section: Section, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ",".join(f".{k}" for k in section.file_kinds)
