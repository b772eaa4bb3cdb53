"""What the unit on top reports outside: the sums of all units, to begin with."""

from __future__ import annotations

from nhip.kit.text.rules import write_figure
from nhip.office.figures.choices import Basis
from nhip.work.indicators.models import Indicator
from nhip.work.indicators.queries import totals

from ..models import Report
from .drafts import typed_cells


def sums_for(report: Report) -> dict[int, str]:
    """Return, by row, accepted sums of the report's period as they are typed, for its empty cells."""
    asked = [row for row in report.blank.asked.values() if not row.quotient]
    filled = {row for row, cell in typed_cells(report).items() if cell.raw or cell.is_nil}
    indicators = Indicator.objects.filter(pk__in={row.indicator_id for row in asked})
    period = report.obligation.period
    found = totals(indicators, report.unit_id, period.start_on, period.end_on, Basis.ACCEPTED)
    sums = {(pk, item.code): item.amount for pk, total in found.items() for item in total.items}
    sums |= {(pk, ""): total.amount for pk, total in found.items()}
    amounts = {row: sums.get((row.indicator_id, row.item)) for row in asked}
    return {
        row.row_id: write_figure(amount, row.decimals)
        for row, amount in amounts.items()
        if amount is not None and row.row_id not in filled
    }
