"""Several units' drafts of one form beside each other, for whoever fills them in from above."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from nhip.organisation.periods.rules import today
from nhip.organisation.units.queries import closed_words
from nhip.work.duties.choices import ObligationState
from nhip.work.duties.models import Obligation
from nhip.work.duties.queries import state_of
from nhip.work.forms.models import Form, Section
from nhip.work.forms.papers import Sheet, SheetLine
from nhip.work.forms.queries import blank
from nhip.work.forms.rules import OpenPlaces

from . import papers, queries
from .models import Report

ACROSS = 6  # units beside each other on one page


@dataclass(frozen=True)
class UnitColumn:
    """One unit: what it owes, how that stands, its sheet; closed once it was handed in."""

    obligation: Obligation
    report: Report | None
    sheet: Sheet
    state: ObligationState
    is_open: bool
    refusal: str = ""
    closed: str = ""  # what became of a unit that has closed

    @property
    def prefix(self) -> str:
        """Return what tells this unit's fields from the others'."""
        return f"{self.obligation.pk}-"

    @property
    def is_complete(self) -> bool:
        """Tell whether it can be handed in."""
        return self.is_open and not self.sheet.errors and not self.sheet.missing


@dataclass(frozen=True)
class Across:
    """One row of the form across the units."""

    first: SheetLine
    cells: list[tuple[UnitColumn, SheetLine]]

    @property
    def is_wrong(self) -> bool:
        """Tell whether any of the units has an error here."""
        return any(line.is_wrong for _column, line in self.cells)


@dataclass(frozen=True)
class Grid:
    """One section across the units."""

    section: Section
    columns: list[UnitColumn]
    lines: list[Across]

    @property
    def complete(self) -> list[UnitColumn]:
        """Return the units whose reports can be handed in."""
        return [column for column in self.columns if column.is_complete]

    @property
    def unclear(self) -> int:
        """Count the cells of the section whose person must say whether they are 0."""
        cells = [cell for across in self.lines for cell in across.cells]
        return sum(column.is_open and line.is_unclear for column, line in cells)

    @property
    def errors(self) -> int:
        """Count what is wrong in the units shown."""
        return sum(column.sheet.errors for column in self.columns if column.is_open)

    @property
    def missing(self) -> int:
        """Count the empty cells of the units shown."""
        return sum(column.sheet.missing for column in self.columns if column.is_open)


def columns(
    obligations: Collection[Obligation],
    form: Form,
    at: datetime,
    unsaved: Mapping[int, papers.Unsaved] | None = None,
    refusals: Mapping[int, str] | None = None,
) -> list[UnitColumn]:
    """Return the units' drafts in a constant number of queries; `unsaved` is by obligation."""
    if not obligations:
        return []
    asked, period = blank(form), next(iter(obligations)).period
    reports = {each.pk: queries.report_of(each) for each in obligations}
    begun = [report for report in reports.values() if report]
    stored, places = queries.typed_cells_of(begun), queries.open_places_of_each(begun)
    earlier = queries.figures_before_of([each.unit_id for each in obligations], period, asked)
    closed = closed_words({each.unit_id for each in obligations}, today(at))
    found = []
    for each in obligations:
        report = reports[each.pk]
        kept = (unsaved or {}).get(each.pk, papers.Unsaved())
        cells = stored[report.pk] if report else {}
        sheet = papers.filled_sheet(asked, cells, earlier[each.unit_id], kept)
        sheet.mark(places.get(report.pk, OpenPlaces()) if report else OpenPlaces())
        state = state_of(each, at)
        is_open = report is None or report.is_changeable
        refusal = (refusals or {}).get(each.pk, "")
        fate = closed.get(each.unit_id, "")
        found.append(UnitColumn(each, report, sheet, state, is_open, refusal, fate))
    return found


def grid(shown: list[UnitColumn], number: int | None) -> Grid | None:
    """Lay one section of the units' sheets side by side."""
    parts = [part for column in shown if (part := column.sheet.part(number))]
    if not parts:
        return None
    lines = [
        Across(
            first, [(column, part.lines[place]) for column, part in zip(shown, parts, strict=True)]
        )
        for place, first in enumerate(parts[0].lines)
    ]
    return Grid(parts[0].section, shown, lines)
