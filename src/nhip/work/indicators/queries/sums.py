"""Sums of reported values as the database adds them."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, F, Max, Q, Sum

from .. import rules
from ..choices import TimeRule
from ..models import Indicator, Value
from ..rules import Cell
from .grounds import Window
from .owed import Days

# Amounts have at most 18 digits. Summed in two halves of nine, each fits 63 bits for the first nine
# thousand million values, whatever the database; the halves are joined in Python's integers.
SPLIT = 10**9


def last_days(indicators: list[Indicator], unit_ids: list[int], window: Window) -> dict[int, date]:
    """Return the day on which the last reported period ends, for indicators with that time rule.

    It is the same for all units added up: one that reported only earlier is missing.
    """
    last = [each.pk for each in indicators if each.time_rule == TimeRule.LAST]
    if not last:
        return {}
    inside = Value.objects.filter(
        indicator__in=last,
        unit__in=unit_ids,
        stage=window.basis,
        period__start_on__gte=window.start_on,
        period__end_on__lte=window.end_on,
    )
    return dict(
        inside.values("indicator")
        .annotate(ends_on=Max("period__end_on"))
        .values_list("indicator", "ends_on")
    )


def cells_of(
    indicators: list[Indicator],
    unit_ids: list[int],
    window: Window,
    periods: Days,
    *,
    by_unit: bool,
) -> dict[int, list[Cell]]:
    """Read the sums of each indicator, item and period touching the window, and unit, if asked.

    Sums over several units do where no unit's periods overlap; otherwise units are read apart. Periods are
    named, not joined: so the index holds all that is read, in the order it is added up in.
    """
    values = Value.objects.filter(
        indicator__in=[each.pk for each in indicators],
        period__in=list(periods),
        stage=window.basis,
        unit__in=unit_ids,
    )
    columns = ["indicator", "period", "item", *(["unit"] if by_unit else [])]
    sums = (
        values.order_by()
        .values(*columns)
        .annotate(
            high=Sum(F("amount") / SPLIT),
            low=Sum(F("amount") % SPLIT),
            n=Count("*"),
            nil_n=Count("is_nil", filter=Q(is_nil=True)),
        )
    )
    cells: dict[int, list[Cell]] = {}
    for row in sorted(sums, key=lambda row: (periods[row["period"]][0], row["period"])):
        start_on, end_on = periods[row["period"]]
        cells.setdefault(row["indicator"], []).append(
            Cell(
                item=row["item"],
                unit_id=row.get("unit"),
                period_id=row["period"],
                start_on=start_on,
                end_on=end_on,
                amount=row["high"] * SPLIT + row["low"],
                n=row["n"],
                nil_n=row["nil_n"],
            )
        )
    if not by_unit:
        twice = [
            each
            for each in indicators
            if rules.overlap(rules.whole(cells.get(each.pk, ()), window.start_on, window.end_on))
        ]
        if twice:
            cells |= cells_of(twice, unit_ids, window, periods, by_unit=True)
    return cells
