"""Beginning a report and filling it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.kit.guard.forms import MarkedText, refuse_marked
from nhip.kit.text.rules import NotAFigure, write_figure
from nhip.kit.text.templatetags.text import moment
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.periods.rules import today
from nhip.work.duties.actions import note_answer
from nhip.work.duties.choices import Status
from nhip.work.duties.models import Obligation
from nhip.work.forms.queries import blank
from nhip.work.forms.rules import Asked, Scope, Typed, read_cell

from .. import queries, rules
from ..access import require_filling
from ..models import Entry, Narrative, Report
from .refusals import AlreadyDecided, NotDraft

LONGEST_CELL = Entry._meta.get_field("raw").max_length or 0


@transaction.atomic
def open_report(obligation: Obligation, *, at: datetime, by: User | None = None) -> Report:
    """Begin the report that answers an obligation, or return the one begun.

    `by` is nobody when reports are opened ahead. Raises AlreadyDecided where the unit is
    excused, or PermissionDenied.
    """
    if by:
        require_filling(by, obligation.unit, today(at))
    owed = Obligation.objects.select_for_update(of=["self"])
    obligation = owed.select_related("unit", "regime", "period").get(pk=obligation.pk)
    if obligation.excused_at:
        raise AlreadyDecided(
            _("This unit is excused from this report: %(why)s") % {"why": obligation.excuse}
        )
    report, is_new = Report.objects.get_or_create(
        obligation=obligation,
        defaults={
            "unit": obligation.unit,
            "form": obligation.form,
            "is_sample": obligation.unit.is_sample,
        },
    )
    if is_new:
        note_answer(obligation, Status.DRAFT, None, at=at)
        record("report.opened", about=report, by=by, at=at, unit=report.unit)
        fill_from_elsewhere(report)
    return report


def fill_from_elsewhere(report: Report) -> None:
    """Write the accepted figures of other regimes' reports into a draft, each with where it is from.

    A cell somebody typed in is left alone; one that was filled in so before follows its source.
    """
    figures = queries.accepted_elsewhere(report)
    if not figures:
        return
    typed = set(
        Entry.objects.filter(report=report, reused_from=None)
        .exclude(raw="", is_nil=False)
        .values_list("row_id", flat=True)
    )
    cells = [
        Entry(
            report=report,
            row_id=row.row_id,
            raw="" if figure.is_nil else write_figure(figure.amount, row.decimals),
            amount=figure.amount,
            is_nil=figure.is_nil,
            reused_from_id=source,
        )
        for row in blank(report.form).asked.values()
        if row.row_id not in typed and (place := (row.indicator_id, row.item)) in figures
        for figure, source in [figures[place]]
    ]
    _write_cells(cells)


def _write_cells(cells: list[Entry]) -> None:
    Entry.objects.bulk_create(
        cells,
        update_conflicts=True,
        unique_fields=["report", "row"],
        update_fields=["raw", "amount", "is_nil", "reused_from"],
    )


@dataclass
class Saved:
    """What became of a save.

    `theirs` is what another person wrote meanwhile in a cell or narrative this one changed too: it
    stays until this person has seen both. `refused` says why something could not be kept at all.
    """

    theirs: dict[int, Typed] = field(default_factory=dict)
    their_texts: dict[int, str] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)
    refused_texts: dict[int, str] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Tell whether everything typed was kept."""
        return not (self.theirs or self.their_texts or self.refused or self.refused_texts)


@transaction.atomic
def save_draft(
    report: Report,
    *,
    figures: Mapping[int, tuple[str, bool]],
    narratives: Mapping[int, str],
    by: User,
    at: datetime,
    seen_figures: Mapping[int, tuple[str, bool]] | None = None,
    seen_narratives: Mapping[int, str] | None = None,
) -> Saved:
    """Keep what was typed, letter by letter; a cell that cannot be read is kept as well.

    `figures` are (as typed, nothing to report) by row, `narratives` texts by section; what is not
    named stays. `seen_…` is what the same cells held when this person opened them: without it, the
    last save wins. Raises NotDraft or PermissionDenied.
    """
    require_filling(by, report.unit, today(at))
    report = lock(report)
    must_be_draft(report)
    saved, scope = Saved(), queries.scope_of(report)
    cells = _merged_cells(report, figures, seen_figures, saved, scope)
    texts = _merged_texts(report, narratives, seen_narratives, saved, scope)
    _write_cells(cells)
    Narrative.objects.bulk_create(
        texts, update_conflicts=True, unique_fields=["report", "section"], update_fields=["text"]
    )
    if cells or texts:
        report.saved_at = at
        report.save(update_fields=["saved_at"])
        _note_from_above(report, by, at)
    return saved


def _note_from_above(report: Report, by: User, at: datetime) -> None:
    """Let the unit see that its report is filled in for it, and by whom."""
    if report.entered_by_id == by.pk or by.has_perm("reports.fill", report.unit):
        return
    report.entered_by = by
    report.save(update_fields=["entered_by"])
    record("report.entered_for", about=report, by=by, at=at, unit=report.unit)


def _merged_cells(
    report: Report,
    figures: Mapping[int, tuple[str, bool]],
    seen: Mapping[int, tuple[str, bool]] | None,
    saved: Saved,
    scope: Scope,
) -> list[Entry]:
    """Return the cells to write, after three-way comparison with what was seen and what stands."""
    stored = queries.typed_cells(report)
    asked = blank(report.form).asked
    cells = []
    for row_id, cell in figures.items():
        row = asked.get(row_id)
        if row is None or row.quotient:
            continue
        typed, now = Typed(*cell), stored.get(row_id, Typed())
        kept, is_clash = rules.merge(typed, Typed(*seen[row_id]) if seen else now, now)
        if is_clash:
            saved.theirs[row_id] = now
        elif kept != now and (why := _cannot_keep(typed.raw, is_open=scope.opens(*row.place))):
            saved.refused[row_id] = why
        elif kept != now:
            cells.append(_entry(report, row, kept))
    return cells


def _merged_texts(
    report: Report,
    narratives: Mapping[int, str],
    seen: Mapping[int, str] | None,
    saved: Saved,
    scope: Scope,
) -> list[Narrative]:
    stored = queries.typed_narratives(report)
    sections = dict(report.form.sections.values_list("pk", "number"))
    texts = []
    for section_id, text in narratives.items():
        if section_id not in sections:
            continue
        now = stored.get(section_id, "")
        kept, is_clash = rules.merge(text, seen[section_id] if seen else now, now)
        if is_clash:
            saved.their_texts[section_id] = now
        elif kept != now and (
            why := _cannot_keep(text, longest=None, is_open=scope.opens(sections[section_id]))
        ):
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


def _entry(report: Report, row: Asked, typed: Typed) -> Entry:
    try:
        figure = read_cell(typed, row.decimals)
    except NotAFigure:
        figure = None
    return Entry(
        report=report,
        row_id=row.row_id,
        raw=typed.raw,
        amount=figure.amount if figure else None,
        is_nil=typed.is_nil,
    )


def lock(report: Report) -> Report:
    """Lock a report and what it answers: nobody excuses the unit while it hands in."""
    return (
        Report.objects.select_for_update(of=["self", "obligation"])
        .select_related("unit", "form", "obligation__regime", "obligation__period__calendar")
        .get(pk=report.pk)
    )


def must_be_draft(report: Report) -> None:
    if report.obligation.excused_at:
        raise NotDraft(
            _("This unit is excused from this report: %(why)s") % {"why": report.obligation.excuse}
        )
    if report.status not in (Status.DRAFT, Status.RETURNED):
        last = report.revisions.latest("number")
        raise NotDraft(
            _("This report was handed in at %(moment)s and can no longer be changed.")
            % {"moment": moment(last.submitted_at)}
        )
