"""Totals of indicators over a unit's subtree and a window's whole periods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from nhip.kit.text.rules import write_figure
from nhip.organisation.units.rules import Ground, Members

from .. import registry, rules
from ..choices import Origin, TimeRule
from ..models import Indicator
from ..rules import Chosen
from .grounds import Groups, Window, ground_under
from .owed import Owed, owed_by_group, periods_touching, whole_periods
from .sums import last_days, read
from .words import Item, Names, Total


def total(
    indicator: Indicator,
    unit_id: int,
    start_on: date,
    end_on: date,
    basis: str,
    *,
    map_on: date | None = None,
) -> Total:
    """Return one total; see `totals`."""
    found = totals([indicator], unit_id, start_on, end_on, basis, map_on=map_on)
    return found[indicator.pk]


def totals(
    indicators: Iterable[Indicator],
    unit_id: int,
    start_on: date,
    end_on: date,
    basis: str,
    *,
    map_on: date | None = None,
) -> dict[int, Total]:
    """Return totals by indicator id: over the unit's subtree as it stood in the window.

    Given `map_on`, over its subtree on that day, with what closed units left to it. Counted indicators
    ask their counter once each; all others together cost a constant number of queries.
    """
    window = Window(start_on, end_on, basis, map_on)
    ground = ground_under(window)
    return by_group(list(indicators), {unit_id: ground.below(unit_id)}, ground, window)[unit_id]


def by_group(
    indicators: list[Indicator], groups: Groups, ground: Ground, window: Window
) -> dict[int, dict[int, Total]]:
    """Return totals by group and indicator id."""
    needed = {indicator.pk: indicator for indicator in indicators}
    for indicator in indicators:
        for side in _sides(indicator):
            needed[side.pk] = side
    found: dict[int, dict[int, Total]] = {group: {} for group in groups}
    collected = [each for each in needed.values() if each.origin == Origin.COLLECTED]
    if collected:
        for group, its in _collected(collected, groups, ground, window).items():
            found[group] |= its
    for group, members in groups.items():
        for indicator in needed.values():
            if indicator.origin == Origin.COUNTED:
                found[group][indicator.pk] = _counted(indicator, members, ground, window)
        for indicator in needed.values():
            if indicator.origin == Origin.RATIO:
                found[group][indicator.pk] = _ratio(indicator, found[group])
    return found


def _sides(indicator: Indicator) -> tuple[Indicator, ...]:
    if indicator.origin != Origin.RATIO:
        return ()
    assert indicator.numerator
    assert indicator.denominator
    return indicator.numerator, indicator.denominator


def _counted(indicator: Indicator, members: Members, ground: Ground, window: Window) -> Total:
    counter = registry.counter(indicator.key)
    unit_ids = members.units
    if counter is None or not unit_ids:
        return Total(None, indicator.decimals)
    count = counter.count(unit_ids, window.start_on, window.end_on)
    amount, parts, years = count.amount, str(count.parts), dict(count.years)
    if shared := ground.shared(members):
        whole = unit_ids - shared
        parts, years = "", {}
        amount = counter.count(whole, window.start_on, window.end_on).amount if whole else 0
        for unit_id in shared:
            its = counter.count([unit_id], window.start_on, window.end_on).amount
            amount += ground.share(members, unit_id, its)
    return Total(
        amount=amount,
        decimals=indicator.decimals,
        n=count.n,
        of_n=count.of_n,
        of_what=str(count.of_what),
        parts=parts,
        verdict=rules.verdict(amount, indicator.norm, indicator.norm_side),
        years=rules.years_counted(years, amount, window.start_on, window.end_on),
    )


def _ratio(indicator: Indicator, found: Mapping[int, Total]) -> Total:
    above, below = (found[side.pk] for side in _sides(indicator))
    amount = rules.ratio(
        above.amount,
        below.amount,
        per=indicator.per,
        decimals=indicator.decimals,
        numerator_decimals=above.decimals,
        denominator_decimals=below.decimals,
    )
    weaker = min(above, below, key=_share_in)
    parts = [
        f"{side.name}: {write_figure(total.amount, total.decimals)}"
        for side, total in zip(_sides(indicator), (above, below), strict=True)
        if total.amount is not None
    ]
    return replace(
        weaker,
        amount=amount,
        decimals=indicator.decimals,
        parts="; ".join(parts),
        verdict=rules.verdict(amount, indicator.norm, indicator.norm_side),
        items=(),
        years={},
        sides=(above, below),
    )


def _share_in(side: Total) -> tuple[Fraction, int]:
    """Order totals by how much of them is in: one that can miss nothing comes last."""
    return (Fraction(side.n, side.of_n), side.n) if side.of_n else (Fraction(2), 0)


def _collected(
    indicators: list[Indicator], groups: Groups, ground: Ground, window: Window
) -> dict[int, dict[int, Total]]:
    """Add up what units reported, in a constant number of queries."""
    periods = periods_touching(window)
    cells = read(groups, ground, window, periods, indicators)
    last_on = last_days(indicators, cells.values(), window)
    chosen = {
        (group, each.pk): rules.choose(
            its.get(each.pk, ()), window.start_on, window.end_on, last_on.get(each.pk)
        )
        for group, its in cells.items()
        for each in indicators
    }
    unit_ids = sorted(set().union(*(members.units for members in groups.values())))
    inside = whole_periods(window, periods)
    owed = owed_by_group(indicators, groups, unit_ids, inside, last_on)
    not_asked = registry.not_asked(
        [each.pk for each in indicators], unit_ids, [pk for pk, _end in inside]
    )
    names = Names(indicators, chosen.values(), last_on)
    return {
        group: {
            each.pk: _rolled(
                each,
                chosen[group, each.pk],
                owed.get((group, each.pk), Owed()),
                names,
                window,
                [
                    name
                    for unit_id, name in not_asked.get(each.pk, {}).items()
                    if unit_id in members.units
                ],
            )
            for each in indicators
        }
        for group, members in groups.items()
    }


def _rolled(
    indicator: Indicator,
    chosen: Chosen,
    owed: Owed,
    names: Names,
    window: Window,
    not_asked: Sequence[str],
) -> Total:
    whole = [cell for cell in chosen.cells if not cell.item]
    amount = rules.added(whole)
    n = sum(cell.n for cell in whole)
    items = [
        Item(code, name, rules.added(chosen.cells, code))
        for code, name in names.items_of(indicator.pk, chosen.cells)
    ]
    spans = {(cell.start_on, cell.end_on) for cell in whole}
    is_one = len(spans) <= 1 or indicator.time_rule == TimeRule.LAST
    are_units = is_one and len(owed.periods) <= 1  # else a unit that owes twice counts twice
    stands_for_more = (
        indicator.time_rule == TimeRule.LAST
        and spans
        and spans != {(window.start_on, window.end_on)}
    )
    return Total(
        amount=amount,
        decimals=indicator.decimals,
        n=n,
        of_n=max(owed.reports, n),
        of_what=_("units") if are_units else _("reports"),
        parts=", ".join(
            f"{write_figure(item.amount, indicator.decimals)} {item.name}"
            for item in items
            if item.amount is not None
        ),
        verdict=rules.verdict(amount, indicator.norm, indicator.norm_side),
        items=items,
        nil_n=sum(cell.nil_n for cell in whole),
        as_of=names.period(whole[0].period_id) if stands_for_more else "",
        cut=[names.period(each) for each in dict.fromkeys(cell.period_id for cell in chosen.cut)],
        not_asked=not_asked,
        years=rules.years_reported(whole, window.start_on, window.end_on),
    )
