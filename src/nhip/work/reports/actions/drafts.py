"""Beginning a report and filling it in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nhip.kit.text.rules import write_figure
from nhip.kit.text.templatetags.text import moment
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record_all
from nhip.organisation.journal.rules import one_row, row
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.periods.rules import today
from nhip.work.duties.actions import Answered, note_answers
from nhip.work.duties.choices import Status
from nhip.work.duties.models import Obligation

from .. import queries
from ..access import FILL, require_filling
from ..models import DraftCell, Narrative, Report
from .merging import OpenDrafts, Saved
from .refusals import AlreadyDecided, NotDraft


@dataclass(frozen=True)
class Opening:
    """A report to begin, by whom and when; by nobody when it is opened ahead."""

    obligation: Obligation
    by: User | None
    at: datetime


def open_report(obligation: Obligation, *, at: datetime, by: User | None = None) -> Report:
    """Begin the report that answers an obligation, or return the one begun.

    `by` is nobody when reports are opened ahead. Raises AlreadyDecided where the unit is
    excused, or PermissionDenied.
    """
    with one_row():
        return open_reports([Opening(obligation, by, at)])[0]


@transaction.atomic
def open_reports(rows: Sequence[Opening]) -> list[Report]:
    """Begin many reports at once, table by table. Raises WrongRow with what `open_report` raises."""
    for index, each in enumerate(rows):
        with row(index):
            if each.by:
                require_filling(each.by, each.obligation.unit, today(each.at))
    locked = Obligation.objects.select_for_update(of=["self"]).in_bulk(
        [each.obligation.pk for each in rows]
    )
    for index, each in enumerate(rows):
        with row(index):
            must_be_owed(locked[each.obligation.pk])
    begun = {report.obligation_id: report for report in _reports(obligation__in=locked)}
    opening = {each.obligation.pk: each for each in rows if each.obligation.pk not in begun}
    made = Report.objects.bulk_create(
        Report(
            obligation=each.obligation,
            unit=each.obligation.unit,
            form_id=locked[pk].form_id,
            is_sample=each.obligation.unit.is_sample,
        )
        for pk, each in opening.items()
    )
    note_answers(Answered(locked[pk], Status.DRAFT, None, each.at) for pk, each in opening.items())
    record_all(
        Act("report.opened", report, each.by, each.at, report.unit)
        for report, each in zip(made, opening.values(), strict=True)
    )
    reusing = queries.taking_from(made)
    for report in made:
        if report.obligation.regime_id in reusing:
            fill_from_elsewhere(report)
    begun |= {report.obligation_id: report for report in made}
    return [begun[each.obligation.pk] for each in rows]


def fill_from_elsewhere(report: Report) -> None:
    """Write the accepted figures of other regimes' reports into a draft, each with where it is from.

    A cell somebody typed in is left alone; one that was filled in so before follows its source. What the
    unit's chief has stays as he was shown it: it follows when he sends it back. The report is locked.
    """
    if report.is_presented:
        return
    figures = queries.accepted_elsewhere(report)
    if not figures:
        return
    typed = set(
        DraftCell.objects.filter(report=report, reused_from=None)
        .exclude(raw="", is_nil=False)
        .values_list("row_id", flat=True)
    )
    cells = [
        DraftCell(
            report=report,
            row_id=asked.row_id,
            raw="" if figure.is_nil else write_figure(figure.amount, asked.decimals),
            amount=figure.amount,
            is_nil=figure.is_nil,
            reused_from_id=source,
        )
        for asked in report.blank.asked.values()
        if asked.row_id not in typed and (place := (asked.indicator_id, asked.item)) in figures
        for figure, source in [figures[place]]
    ]
    _write_cells(cells)


def _write_cells(cells: list[DraftCell]) -> None:
    DraftCell.objects.bulk_create(
        cells,
        update_conflicts=True,
        unique_fields=["report", "row"],
        update_fields=["raw", "amount", "is_nil", "reused_from", "typed_by"],
    )


@dataclass(frozen=True)
class Writing:
    """What was typed into a draft, as `save_draft` takes it; by whom and when."""

    report: Report
    figures: Mapping[int, tuple[str, bool]]
    narratives: Mapping[int, str]
    by: User
    at: datetime
    seen_figures: Mapping[int, tuple[str, bool]] | None = None
    seen_narratives: Mapping[int, str] | None = None


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
    writing = Writing(report, figures, narratives, by, at, seen_figures, seen_narratives)
    with one_row():
        return write_drafts([writing])[0]


@transaction.atomic
def write_drafts(rows: Sequence[Writing]) -> list[Saved]:
    """Write into many drafts at once, table by table, each named once.

    Raises WrongRow with what `save_draft` raises.
    """
    for index, each in enumerate(rows):
        with row(index):
            require_filling(each.by, each.report.unit, today(each.at))
    locked = lock_all(each.report for each in rows)
    for index, each in enumerate(rows):
        with row(index):
            must_be_draft(locked[each.report.pk])
    desk = OpenDrafts.of(locked.values())
    saved, cells, texts, written = [], [], [], []
    for each in rows:
        report, became = locked[each.report.pk], Saved()
        its_cells = desk.cells(report, each.figures, each.seen_figures, became)
        its_texts = desk.texts(report, each.narratives, each.seen_narratives, became)
        became.own, became.own_texts = queries.typed_by(
            each.by, report, became.theirs, became.their_texts
        )
        for cell in its_cells:
            cell.typed_by = each.by
        for text in its_texts:
            text.typed_by = each.by
        if its_cells or its_texts:
            report.saved_at = each.at
            written.append((report, each))
        saved.append(became)
        cells += its_cells
        texts += its_texts
    _write_cells(cells)
    Narrative.objects.bulk_create(
        texts,
        update_conflicts=True,
        unique_fields=["report", "section"],
        update_fields=["text", "typed_by"],
    )
    Report.objects.bulk_update([report for report, _each in written], ["saved_at"])
    _note_from_above(written)
    return saved


def _note_from_above(written: Iterable[tuple[Report, Writing]]) -> None:
    """Let units see that their reports are filled in for them, and by whom."""
    noted = []
    for report, each in written:
        own = unit_ids(each.by, FILL, today(each.at))
        if report.entered_by_id != each.by.pk and report.unit_id not in own:
            report.entered_by = each.by
            noted.append((report, each))
    Report.objects.bulk_update([report for report, _each in noted], ["entered_by"])
    record_all(
        Act("report.entered_for", report, each.by, each.at, report.unit) for report, each in noted
    )


def lock(report: Report) -> Report:
    """Lock a report and what it answers: nobody excuses the unit while it hands in."""
    return lock_all([report])[report.pk]


def lock_all(reports: Iterable[Report]) -> dict[int, Report]:
    """Lock reports and what they answer, always in the same order; return them by id."""
    given = {report.pk: report for report in reports}
    found = _reports(pk__in=given.keys()).order_by("pk")
    locked = {report.pk: report for report in found.select_for_update(of=["self", "obligation"])}
    for pk, report in locked.items():
        report.knows_form_of(given[pk])
    return locked


def _reports(**which: object) -> QuerySet[Report]:
    return Report.objects.filter(**which).select_related(
        "unit", "form", "obligation__regime", "obligation__period__calendar"
    )


def must_be_owed(obligation: Obligation) -> None:
    """Raise AlreadyDecided where the unit is excused, alone or with its regime."""
    if obligation.is_excused:
        raise AlreadyDecided(_why_excused(obligation))


def _why_excused(obligation: Obligation) -> str:
    if obligation.has_fallen:
        return _("This report is not owed any more: %(why)s") % {"why": obligation.excuse}
    return _("This unit is excused from this report: %(why)s") % {"why": obligation.excuse}


def must_be_draft(report: Report) -> None:
    if report.obligation.is_excused:
        raise NotDraft(_why_excused(report.obligation))
    must_not_be_presented(report)
    if not report.is_with_unit:
        last = report.revisions.latest("number")
        raise NotDraft(
            _("This report was handed in at %(moment)s and can no longer be changed.")
            % {"moment": moment(last.submitted_at)}
        )


def must_not_be_presented(report: Report) -> None:
    """Raise NotDraft while the unit's chief has it: what he was shown stays as it is for everybody."""
    if report.is_presented:
        raise NotDraft(
            _("The unit's chief has had it since %(moment)s. Take it back first to change it.")
            % {"moment": moment(report.presented_at)}
        )
