"""What verbs over many reports read: each table asked once, whatever their number."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Max

from nhip.work.duties.models import Reuse
from nhip.work.forms.queries import Blank
from nhip.work.forms.rules import Typed

from ..models import Attachment, DraftCell, Narrative, Report, ReviewStep, Revision
from .redrafts import redrafts


def blanks(reports: Iterable[Report]) -> dict[int, Blank]:
    """Return the forms of these reports, each read once, by id."""
    known: dict[int, Blank] = {}
    for report in reports:
        if report.form_id in known:
            report.blank = known[report.form_id]
        known[report.form_id] = report.blank
    return known


def attached_to(reports: Collection[Report]) -> dict[int, list[Attachment]]:
    """Return the files of several drafts, by report, section by section."""
    found: dict[int, list[Attachment]] = {report.pk: [] for report in reports}
    files = Attachment.objects.filter(report__in=reports, is_in_draft=True)
    for file in files.select_related("section"):
        found[file.report_id].append(file)
    return found


@dataclass(frozen=True)
class CellsOfDraft:
    """What stands in the cells of a draft, by row; the code of the regime of those used again."""

    typed: dict[int, Typed] = field(default_factory=dict)
    reused: dict[int, str] = field(default_factory=dict)


def cells_in(reports: Collection[Report]) -> dict[int, CellsOfDraft]:
    """Return the cells of several drafts, by report."""
    found = {report.pk: CellsOfDraft() for report in reports}
    cells = DraftCell.objects.filter(report__in=reports)
    said = "report_id", "row_id", "raw", "is_nil", "reused_from__obligation__regime__code"
    for report_id, row_id, raw, is_nil, code in cells.values_list(*said):
        found[report_id].typed[row_id] = Typed(raw, is_nil)
        if code:
            found[report_id].reused[row_id] = code
    return found


def reports_beside(
    reports: Collection[Report], regimes: Collection[str]
) -> dict[tuple[int, str], int]:
    """Return, by report and code of regime, the report of the same unit for the same period."""
    if not reports or not regimes:
        return {}
    places = {(each.unit_id, each.obligation.period_id): each.pk for each in reports}
    beside = Report.objects.filter(
        unit__in={unit for unit, _period in places},
        obligation__period__in={period for _unit, period in places},
        obligation__regime__code__in=regimes,
    )
    rows = beside.values_list("pk", "unit_id", "obligation__period_id", "obligation__regime__code")
    return {
        (places[unit, period], code): pk
        for pk, unit, period, code in rows
        if (unit, period) in places
    }


def narratives_in(reports: Collection[Report]) -> dict[int, dict[int, str]]:
    """Return what stands in the narratives of several drafts, by report and section."""
    found: dict[int, dict[int, str]] = {report.pk: {} for report in reports}
    texts = Narrative.objects.filter(report__in=reports)
    for report_id, section_id, text in texts.values_list("report_id", "section_id", "text"):
        found[report_id][section_id] = text
    return found | {pk: draft.texts for pk, draft in redrafts(reports).items()}


def latest_revisions(reports: Collection[Report]) -> dict[int, Revision]:
    """Return the last revision of each report that was ever handed in, by report."""
    revisions = Revision.objects.filter(report__in=reports).order_by("number")
    named = revisions.select_related("submitted_by")
    return {revision.report_id: revision for revision in named.with_places()}


def latest_numbers(reports: Iterable[Report]) -> dict[int, int]:
    """Return the number of the last revision of each report that was ever handed in, by report."""
    counted = Revision.objects.filter(report__in=list(reports)).order_by().values_list("report")
    return dict(counted.annotate(Max("number")))


def steps_of(reports: Collection[Report]) -> dict[int, list[tuple[str, int | None]]]:
    """Return the steps of several reports in order, (step, revision), by report."""
    found: dict[int, list[tuple[str, int | None]]] = {report.pk: [] for report in reports}
    steps = ReviewStep.objects.filter(report__in=reports).order_by("pk")
    for report_id, step, revision_id in steps.values_list("report_id", "step", "revision_id"):
        found[report_id].append((step, revision_id))
    return found


def taking_from(reports: Iterable[Report]) -> set[int]:
    """Return those of these reports' regimes that use figures of another one again."""
    regimes = {report.obligation.regime_id for report in reports}
    return set(Reuse.objects.filter(regime__in=regimes).values_list("regime", flat=True))


def giving_to(reports: Iterable[Report]) -> set[int]:
    """Return those of these reports' regimes whose figures another one uses again."""
    regimes = {report.obligation.regime_id for report in reports}
    return set(Reuse.objects.filter(source__in=regimes).values_list("source", flat=True))


def times_handed_in(reports: Collection[Report]) -> dict[int, int]:
    """Return how often each report was handed in so far; absent means never."""
    counted = Revision.objects.filter(report__in=reports).order_by().values_list("report")
    return dict(counted.annotate(Count("pk")))
