"""Drafts, and what stands beside them."""

from __future__ import annotations

from collections.abc import Collection

from nhip.organisation.accounts.models import User
from nhip.organisation.periods.models import Period
from nhip.organisation.periods.queries import previous, same_last_year
from nhip.work.duties.choices import Status
from nhip.work.duties.models import Regime
from nhip.work.forms.queries import Blank
from nhip.work.forms.rules import Figure, OpenPlaces, Place, Typed, quotients
from nhip.work.indicators.choices import Stage
from nhip.work.indicators.models import Value

from .. import rules
from ..choices import Step
from ..models import DraftCell, Narrative, Report, ReviewStep, Revision
from .redrafts import redrafts
from .together import narratives_in


def figures_before(report: Report, form: Blank) -> tuple[dict[int, Figure], dict[int, Figure]]:
    """Return what the unit handed in for the period before and for the same one last year, by row."""
    units = [report.unit_id]
    return figures_before_of(units, report.obligation.period, form)[report.unit_id]


def figures_before_of(
    units: Collection[int], period: Period, form: Blank
) -> dict[int, tuple[dict[int, Figure], dict[int, Figure]]]:
    """Return the same for several units at once, by unit."""
    earlier = [previous(period), same_last_year(period)]
    values: dict[tuple[int, int], dict[tuple[int, str], Figure]] = {}
    for value in Value.objects.filter(
        unit__in=units,
        period__in=[then for then in earlier if then],
        stage=Stage.SUBMITTED,
        indicator__in={asked.indicator_id for asked in form.asked.values()},
    ):
        figure = Figure(value.amount, value.is_nil)
        known = values.setdefault((value.unit_id, value.period_id), {})
        known[value.indicator_id, value.item] = figure

    def figures(unit_id: int, then: Period | None) -> dict[int, Figure]:
        known = values.get((unit_id, then.pk), {}) if then else {}
        found = {
            asked.row_id: known[asked.indicator_id, asked.item]
            for asked in form.asked.values()
            if (asked.indicator_id, asked.item) in known
        }
        return found | quotients(form.asked.values(), found)

    return {unit: (figures(unit, earlier[0]), figures(unit, earlier[1])) for unit in units}


def typed_cells_of(reports: Collection[Report]) -> dict[int, dict[int, Typed]]:
    """Return what stands in the cells of several drafts, by report and row."""
    found: dict[int, dict[int, Typed]] = {report.pk: {} for report in reports}
    cells = DraftCell.objects.filter(report__in=reports)
    for report_id, row_id, raw, is_nil in cells.values_list("report_id", "row_id", "raw", "is_nil"):
        found[report_id][row_id] = Typed(raw, is_nil)
    return found | {pk: draft.cells for pk, draft in redrafts(reports).items()}


def typed_cells(report: Report) -> dict[int, Typed]:
    """Return what stands in a draft's cells, by row."""
    return typed_cells_of([report])[report.pk]


def typed_by(
    user: User, report: Report, rows: Collection[int], sections: Collection[int]
) -> tuple[set[int], set[int]]:
    """Return which of these rows and sections of a draft this person wrote last."""
    if not rows and not sections:
        return set(), set()
    cells = DraftCell.objects.filter(report=report, row__in=rows, typed_by=user)
    texts = Narrative.objects.filter(report=report, section__in=sections, typed_by=user)
    return {*cells.values_list("row", flat=True)}, {*texts.values_list("section", flat=True)}


def reused_cells(report: Report) -> dict[int, tuple[str, str]]:
    """Return, by row, code and name of the regime whose report a cell was filled in from."""
    cells = DraftCell.objects.filter(report=report).exclude(reused_from=None)
    source = "reused_from__obligation__regime"
    rows = cells.values_list("row_id", f"{source}__code", f"{source}__name")
    return {row_id: (code, name) for row_id, code, name in rows}


def sources_of(revision: Revision) -> dict[Place, str]:
    """Return, by place, the name of the regime whose report a handed-in figure was entered in."""
    codes = rules.sources_of(revision.content)
    if not codes:
        return {}
    regimes = Regime.objects.filter(code__in=codes.values())
    names = dict(regimes.values_list("code", "name"))
    return {place: names.get(code, code) for place, code in codes.items()}


def drafts_that_use(report: Report) -> list[Report]:
    """Return the unit's drafts for the same period whose regimes use this one's figures again."""
    obligation = report.obligation
    return list(
        Report.objects.filter(
            unit=report.unit_id,
            status__in=[Status.DRAFT, Status.RETURNED],
            obligation__period=obligation.period_id,
            obligation__regime__reuses__source=obligation.regime_id,
        )
        .select_related("form", "obligation__period", "obligation__regime")
        .distinct()
    )


def typed_narratives(report: Report) -> dict[int, str]:
    """Return what stands in a draft's narratives, by section."""
    return narratives_in([report])[report.pk]


def counting_revisions(report: Report) -> rules.CountingRevisions:
    """Return which revisions of a report count now."""
    return rules.standing_after(report.steps.order_by("pk").values_list("step", "revision_id"))


def open_places_of(report: Report) -> OpenPlaces:
    """Return what the unit may change: all of it, or what the last return names."""
    return open_places_of_each([report]).get(report.pk, OpenPlaces())


def open_places_of_each(reports: Collection[Report]) -> dict[int, OpenPlaces]:
    """Return the same for several reports at once; one that never came back is not among them."""
    found = {}
    steps = ReviewStep.objects.filter(report__in=reports, step__in=[Step.RETURNED, Step.REOPENED])
    for last in steps.prefetch_related("places").order_by("pk"):
        reasons = {(place.section, place.row): place.reason for place in last.places.all()}
        found[last.report_id] = OpenPlaces(last.is_whole, reasons)
    return found


def seen_before(revision: Revision) -> Revision | None:
    """Return the revision a checker saw before this one; what was taken back unseen is none."""
    earlier = revision.report.revisions.filter(number__lt=revision.number)
    return earlier.exclude(steps__step=Step.WITHDRAWN).order_by("number").last()


def opened(revision: Revision) -> ReviewStep | None:
    """Return when a checker first opened a revision, or None."""
    return revision.steps.filter(step=Step.OPENED).select_related("taken_by").first()


def asked_back(revision: Revision) -> ReviewStep | None:
    """Return the unit's last request to have a revision back."""
    return revision.steps.filter(step=Step.ASKED).select_related("taken_by").last()


def last_return(report: Report) -> ReviewStep | None:
    """Return why a report came back, while it has not been handed in again."""
    if not report.is_returned:
        return None
    return report.steps.filter(step=Step.RETURNED).select_related("taken_by").last()
