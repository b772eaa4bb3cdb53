"""What a save keeps: cells and remarks compared with what was seen and with what stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from nhip.kit.guard.forms import MarkedText, refuse_marked
from nhip.kit.text.rules import NotAFigure
from nhip.work.forms.queries import Blank
from nhip.work.forms.rules import OpenPlaces, RowAsked, Typed, read_cell

from .. import queries, rules
from ..models import DraftCell, Narrative, Report

LONGEST_CELL = DraftCell._meta.get_field("raw").max_length or 0


@dataclass
class Saved:
    """What became of a save.

    `theirs` is what was written meanwhile in a cell or narrative this one changed too: it stays until
    this person has seen both; `own` are those of it the same person wrote, in another window. `refused`
    says why something could not be kept at all.
    """

    theirs: dict[int, Typed] = field(default_factory=dict)
    their_texts: dict[int, str] = field(default_factory=dict)
    own: set[int] = field(default_factory=set)
    own_texts: set[int] = field(default_factory=set)
    refused: dict[int, str] = field(default_factory=dict)
    refused_texts: dict[int, str] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Tell whether everything typed was kept."""
        return not (self.theirs or self.their_texts or self.refused or self.refused_texts)


@dataclass(frozen=True)
class OpenDrafts:
    """Several drafts as they lie there: their forms, what stands in them, what may be changed."""

    forms: Mapping[int, Blank]
    stored_cells: Mapping[int, Mapping[int, Typed]]
    stored_texts: Mapping[int, Mapping[int, str]]
    open_places_by_report: Mapping[int, OpenPlaces]

    @classmethod
    def of(cls, reports: Collection[Report]) -> OpenDrafts:
        """Read drafts, each table once."""
        return cls(
            queries.blanks(reports),
            queries.typed_cells_of(reports),
            queries.narratives_in(reports),
            queries.open_places_of_each(reports),
        )

    def open_places(self, report: Report) -> OpenPlaces:
        """Return what its unit may change."""
        return self.open_places_by_report.get(report.pk, OpenPlaces())

    def cells(
        self,
        report: Report,
        figures: Mapping[int, tuple[str, bool]],
        seen: Mapping[int, tuple[str, bool]] | None,
        saved: Saved,
    ) -> list[DraftCell]:
        """Return the cells to write, after three-way comparison with what was seen and what stands."""
        stored, asked = self.stored_cells[report.pk], self.forms[report.form_id].asked
        cells = []
        for row_id, cell in figures.items():
            row = asked.get(row_id)
            if row is None or row.quotient:
                continue
            typed, now = Typed(*cell), stored.get(row_id, Typed())
            kept, is_clash = rules.merge(typed, Typed(*seen[row_id]) if seen else now, now)
            is_open = self.open_places(report).opens(*row.place)
            if is_clash:
                saved.theirs[row_id] = now
            elif kept != now and (why := _cannot_keep(typed.raw, is_open=is_open)):
                saved.refused[row_id] = why
            elif kept != now:
                cells.append(_entry(report, row, kept))
        return cells

    def texts(
        self,
        report: Report,
        narratives: Mapping[int, str],
        seen: Mapping[int, str] | None,
        saved: Saved,
    ) -> list[Narrative]:
        """Return the remarks to write, after the same comparison."""
        stored, form = self.stored_texts[report.pk], self.forms[report.form_id]
        sections = {section.pk: section.number for section in form.sections}
        texts = []
        for section_id, text in narratives.items():
            if section_id not in sections:
                continue
            now = stored.get(section_id, "")
            kept, is_clash = rules.merge(text, seen[section_id] if seen else now, now)
            is_open = self.open_places(report).opens(sections[section_id])
            if is_clash:
                saved.their_texts[section_id] = now
            elif kept != now and (why := _cannot_keep(text, longest=None, is_open=is_open)):
                saved.refused_texts[section_id] = why
            elif kept != now:
                texts.append(Narrative(report=report, section_id=section_id, text=kept))
        return texts


def _cannot_keep(
    text: str, longest: int | None = LONGEST_CELL, *, is_open: bool = True
) -> str | None:
    """Return why a text cannot be kept: it is locked, bears a mark, or does not fit."""
    if not is_open:
        return _("Locked: the unit above returned other places only. Nothing here was changed.")
    try:
        refuse_marked(text)
    except MarkedText as refusal:
        return str(refusal.messages[0])
    if longest and len(text) > longest:
        return _("Not saved: far too long for a figure.")
    return None


def _entry(report: Report, row: RowAsked, typed: Typed) -> DraftCell:
    try:
        figure = read_cell(typed, row.decimals)
    except NotAFigure:
        figure = None
    return DraftCell(
        report=report,
        row_id=row.row_id,
        raw=typed.raw,
        amount=figure.amount if figure else None,
        is_nil=typed.is_nil,
    )
