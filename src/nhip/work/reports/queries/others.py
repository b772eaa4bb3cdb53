"""What a unit's other reports say for the same period: a figure asked twice must not be said twice."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Sum

from nhip.work.duties.choices import Status
from nhip.work.forms.rules import Figure
from nhip.work.indicators.choices import Stage
from nhip.work.indicators.models import Indicator
from nhip.work.indicators.queries import spoken

from .. import rules
from ..models import DraftCell, Report, Revision


def said_beside(report: Report) -> dict[tuple[str, str], tuple[Figure, str]]:
    """Return what others say, by indicator and breakdown item, each with the regime's name."""
    shelf = report.unit_id, report.obligation.period_id
    said = spoken([shelf[0]], [shelf[1]], Stage.SUBMITTED).get(shelf, [])
    others = [each for each in said if each.source == rules.SOURCE and each.source_id != report.pk]
    regimes = Report.objects.filter(pk__in=[each.source_id for each in others])
    names = dict(regimes.values_list("pk", "obligation__regime__name"))
    places = {place for each in others for place in each.figures}
    asked = Indicator.objects.filter(pk__in={indicator_id for indicator_id, _item in places})
    keys = dict(asked.values_list("pk", "key"))
    return {
        (keys[indicator_id], item): (Figure(*figure), names[each.source_id])
        for each in others
        for (indicator_id, item), figure in each.figures.items()
    }


def accepted_elsewhere(report: Report) -> dict[tuple[int, str], tuple[Figure, int]]:
    """Return the figures a report does not ask again: by indicator and item, with the report they are from."""
    sources = set(report.obligation.regime.reuses.values_list("indicator", "source"))
    if not sources:
        return {}
    unit_id, period_id = report.unit_id, report.obligation.period_id
    said = spoken([unit_id], [period_id], Stage.ACCEPTED).get((unit_id, period_id), [])
    entered = Report.objects.filter(pk__in=[each.source_id for each in said])
    regimes = dict(entered.values_list("pk", "obligation__regime"))
    return {
        place: (Figure(*figure), each.source_id)
        for each in said
        if each.source == rules.SOURCE
        for place, figure in each.figures.items()
        if (place[0], regimes.get(each.source_id)) in sources
    }


def figures_used_again(unit_ids: Collection[int]) -> int:
    """Count the figures of these units' reports that were entered once, in another report."""
    drafted = DraftCell.objects.filter(report__unit__in=unit_ids).exclude(reused_from=None)
    later = Revision.objects.filter(report=OuterRef("report"), number__gt=OuterRef("number"))
    accepted = Revision.objects.filter(~Exists(later), reused__isnull=False)
    said = accepted.filter(report__unit__in=unit_ids, report__status=Status.ACCEPTED)
    return drafted.count() + (said.aggregate(n=Sum("reused"))["n"] or 0)
