"""What a unit's other reports say for the same period: a figure asked twice must not be said twice."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Sum

from nhip.work.duties.choices import Status
from nhip.work.forms.rules import Figure
from nhip.work.indicators.choices import Stage
from nhip.work.indicators.models import Value

from .. import rules
from ..models import DraftCell, Report, ReviewStep, Revision


def counting_beside(report: Report, stage: Stage) -> list[tuple[Report, Revision]]:
    """Return the other reports of the unit for the period and what of each counts, in the order it came."""
    others = {
        other.pk: other
        for other in Report.objects.filter(
            unit=report.unit_id, obligation__period=report.obligation.period_id
        )
        .exclude(pk=report.pk)
        .select_related("unit", "form", "obligation__regime", "obligation__period")
    }
    steps: dict[int, list[tuple[str, int | None]]] = {}
    for report_id, step, revision_id in (
        ReviewStep.objects.filter(report__in=others)
        .order_by("pk")
        .values_list("report_id", "step", "revision_id")
    ):
        steps.setdefault(report_id, []).append((step, revision_id))
    standing = [rules.standing_after(taken) for taken in steps.values()]
    counts = [each.submitted if stage == Stage.SUBMITTED else each.accepted for each in standing]
    counting = [revision_id for revision_id in counts if revision_id is not None]
    revisions = Revision.objects.filter(pk__in=counting).order_by("pk")
    return [(others[revision.report_id], revision) for revision in revisions.with_places()]


def said_beside(report: Report) -> dict[tuple[str, str], tuple[Figure, str]]:
    """Return what others say, by indicator and breakdown item, each with the regime's name."""
    return {
        place: (figure, other.obligation.regime.name)
        for other, revision in counting_beside(report, Stage.SUBMITTED)
        for place, figure in rules.indicators_of(revision.content).items()
    }


def accepted_elsewhere(report: Report) -> dict[tuple[int, str], tuple[Figure, int]]:
    """Return the figures a report does not ask again: by indicator and item, with the report they are from."""
    sources = set(report.obligation.regime.reuses.values_list("indicator", "source"))
    if not sources:
        return {}
    values = Value.objects.filter(
        unit=report.unit_id,
        period=report.obligation.period_id,
        indicator__in={indicator_id for indicator_id, _source in sources},
        stage=Stage.ACCEPTED,
        source=rules.SOURCE,
    )
    entered = Report.objects.filter(pk__in=[value.source_id for value in values])
    regimes = dict(entered.values_list("pk", "obligation__regime"))
    return {
        (value.indicator_id, value.item): (
            Figure(value.amount, value.is_nil),
            value.source_id,
        )
        for value in values
        if (value.indicator_id, regimes.get(value.source_id)) in sources
    }


def figures_used_again(unit_ids: Collection[int]) -> int:
    """Count the figures of these units' reports that were entered once, in another report."""
    drafted = DraftCell.objects.filter(report__unit__in=unit_ids).exclude(reused_from=None)
    later = Revision.objects.filter(report=OuterRef("report"), number__gt=OuterRef("number"))
    accepted = Revision.objects.filter(~Exists(later), reused__isnull=False)
    said = accepted.filter(report__unit__in=unit_ids, report__status=Status.ACCEPTED)
    return drafted.count() + (said.aggregate(n=Sum("reused"))["n"] or 0)
