"""Sums of reported values as the database adds them."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, F, Max, Q, Sum

from .. import rules
from ..choices import TimeRule
from ..models import Indicator, Value
from ..rules import Cell
from .grounds import Window

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
    indicators: list[Indicator], unit_ids: list[int], window: Window, *, by_unit: bool
) -> dict[int, list[Cell]]:
    """Read the sums of each indicator, item and period (and unit, if asked) touching the window.

    Sums over several units do where no unit's periods overlap; otherwise units are read apart.
    """
    values = Value.objects.filter(
        indicator__in=[each.pk for each in indicators],
        unit__in=unit_ids,
        stage=window.basis,
        period__start_on__lt=window.end_on,
        period__end_on__gt=window.start_on,
    )
    columns = ["indicator", "item", "period", "period__start_on", "period__end_on"]
    if by_unit:
        columns.append("unit")
    sums = values.values(*columns).annotate(
        high=Sum(F("amount") / SPLIT),
        low=Sum(F("amount") % SPLIT),
        n=Count("pk"),
        nil_n=Count("pk", filter=Q(is_nil=True)),
    )
    cells: dict[int, list[Cell]] = {}
    for row in sums.order_by("period__start_on", "period"):
        cells.setdefault(row["indicator"], []).append(
            Cell(
                item=row["item"],
                unit_id=row.get("unit"),
                period_id=row["period"],
                start_on=row["period__start_on"],
                end_on=row["period__end_on"],
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
            cells |= cells_of(twice, unit_ids, window, by_unit=True)
    return cells
