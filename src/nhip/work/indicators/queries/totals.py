"""Totals of indicators over a unit's subtree and a window's whole periods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, F, Max, Q, Sum
from django.utils.translation import gettext as _

from nhip.kit.text.rules import write_figure
from nhip.organisation.periods.models import Period
from nhip.organisation.units.rules import Node

from .. import registry, rules
from ..choices import Origin, TimeRule, Verdict
from ..models import Breakdown, Indicator, Value
from ..rules import Cell, Chosen
from .grounds import Ground, Members, Window

# Amounts have at most 18 digits. Summed in two halves of nine, each fits 63 bits for the first nine
# thousand million values, whatever the database; the halves are joined in Python's integers.
SPLIT = 10**9
NAMED = 8  # units a note names


@dataclass(frozen=True)
class Item:
    """One item of a breakdown; its amount is None where nobody reported it."""

    code: str
    name: str
    amount: int | None


@dataclass(frozen=True)
class Total:
    """What an indicator comes to. `amount` is None where nothing was reported: missing is not 0.

    `n` of `of_n` sources are in, `nil_n` of them with nothing to report. `as_of` names the period
    whose value stands for a longer window, `cut` the periods the window cuts and leaves out; `sides`
    are numerator and denominator of a ratio. `not_asked` names units whose form lacks it, though a
    later version asks it: they are not among the `of_n`.
    """

    amount: int | None
    decimals: int
    n: int = 0
    of_n: int = 0
    of_what: str = ""
    parts: str = ""
    verdict: Verdict | None = None
    items: Sequence[Item] = ()
    nil_n: int = 0
    as_of: str = ""
    cut: Sequence[str] = ()
    sides: tuple[Total, Total] | None = None
    not_asked: Sequence[str] = ()

    @property
    def coverage(self) -> str:
        """Return n of N in words, with what a reader must know of the periods."""
        words = ""
        if self.of_n:
            words = _("%(n)s of %(of_n)s %(of_what)s") % {
                "n": write_figure(self.n, 0),
                "of_n": write_figure(self.of_n, 0),
                "of_what": self.of_what,
            }
        return "; ".join(filter(None, (words, self.notes)))

    @property
    def notes(self) -> str:
        """Return what a reader must know of the periods, if anything."""
        words = []
        if self.as_of:
            words.append(_("value of %(period)s") % {"period": self.as_of})
        if self.cut:
            periods = ", ".join(self.cut)
            words.append(_("without %(periods)s, cut by the window") % {"periods": periods})
        if self.not_asked:
            names = ", ".join(self.not_asked[:NAMED])
            if (more := len(self.not_asked) - NAMED) > 0:
                names = _("%(names)s and %(n)d more") % {"names": names, "n": more}
            words.append(_("not asked yet of %(units)s") % {"units": names})
        return "; ".join(words)

    @property
    def is_complete(self) -> bool:
        """Say whether every source that owes is in."""
        return self.n >= self.of_n


@dataclass(frozen=True)
class UnitTotal:
    """The total of a unit directly below, with all below it; or the unit's own part (`is_own`).

    `came_from` names the closed units whose values are among its own.
    """

    node: Node
    total: Total
    is_own: bool = False
    came_from: Sequence[str] = ()


Groups = Mapping[int, Members]
"""Units added up together, under any name: a subtree under its top."""


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
    ground = Ground(window)
    return by_group(list(indicators), {unit_id: ground.below(unit_id)}, ground, window)[unit_id]


@dataclass(frozen=True)
class Compared:
    """One indicator beside the window before and the same window last year."""

    indicator: Indicator
    now: Total
    before: Total
    last_year: Total

    @property
    def difference(self) -> int | None:
        """Return how far it moved since the window before; None where either is missing."""
        if self.now.amount is None or self.before.amount is None:
            return None
        return self.now.amount - self.before.amount


def compared(
    indicators: Sequence[Indicator],
    unit_id: int,
    start_on: date,
    end_on: date,
    basis: str,
    *,
    map_on: date | None = None,
) -> list[Compared]:
    """Return indicators with their totals in three windows."""
    windows = (
        (start_on, end_on),
        rules.previous_window(start_on, end_on),
        rules.same_window_last_year(start_on, end_on),
    )
    now, before, last_year = (
        totals(indicators, unit_id, *window, basis, map_on=map_on) for window in windows
    )
    return [
        Compared(each, now[each.pk], before[each.pk], last_year[each.pk]) for each in indicators
    ]


def children_totals(
    indicator: Indicator,
    unit_id: int,
    start_on: date,
    end_on: date,
    basis: str,
    *,
    map_on: date | None = None,
) -> list[UnitTotal]:
    """Return the totals of the units directly below, in their order, then the unit's own part."""
    window = Window(start_on, end_on, basis, map_on)
    ground = Ground(window)
    if unit_id not in ground.tree:
        return []
    children = ground.tree.children(unit_id)
    groups = {child.id: ground.below(child.id) for child in children}
    found = by_group([indicator], groups | {unit_id: ground.own(unit_id)}, ground, window)

    def part(node: Node, *, is_own: bool = False) -> UnitTotal:
        came_from = [each.name for each in ground.predecessors(node.id)]
        return UnitTotal(node, found[node.id][indicator.pk], is_own, came_from)

    return [*map(part, children), part(ground.tree.node(unit_id), is_own=True)]


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
    amount, parts = count.amount, str(count.parts)
    if shared := ground.shared(members):
        whole = unit_ids - shared
        parts = ""
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
    weaker = min(above, below, key=lambda side: (side.n, -side.of_n))
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
        sides=(above, below),
    )


def _collected(
    indicators: list[Indicator], groups: Groups, ground: Ground, window: Window
) -> dict[int, dict[int, Total]]:
    """Add up what units reported: two queries for the amounts, two for who owes, one for names."""
    unit_ids = sorted(set().union(*(members.units for members in groups.values())))
    by_unit = len(groups) > 1 or any(ground.shared(members) for members in groups.values())
    last_on = _last_days(indicators, unit_ids, window)
    cells = _cells(indicators, unit_ids, window, by_unit=by_unit)
    chosen = {
        each.pk: rules.choose(
            cells.get(each.pk, ()), window.start_on, window.end_on, last_on.get(each.pk)
        )
        for each in indicators
    }
    inside = _inside(window)
    owed = _owed(indicators, groups, unit_ids, inside, last_on)
    not_asked = registry.not_asked(
        [each.pk for each in indicators], unit_ids, [pk for pk, _end in inside]
    )
    names = _Names(indicators, chosen)
    return {
        group: {
            each.pk: _rolled(
                each,
                _part_of(chosen[each.pk], members, ground) if by_unit else chosen[each.pk],
                owed.get((group, each.pk), 0),
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


def _part_of(chosen: Chosen, members: Members, ground: Ground) -> Chosen:
    """Keep the cells of a group's units, and of those shared with others the group's part."""

    def kept(cells: Sequence[Cell]) -> list[Cell]:
        return [
            replace(cell, amount=ground.share(members, cell.unit_id, cell.amount))
            for cell in cells
            if cell.unit_id is not None and cell.unit_id in members.units
        ]

    return Chosen(kept(chosen.cells), kept(chosen.cut))


def _rolled(
    indicator: Indicator,
    chosen: Chosen,
    owed: int,
    names: _Names,
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
    stands_for_more = (
        indicator.time_rule == TimeRule.LAST
        and spans
        and spans != {(window.start_on, window.end_on)}
    )
    return Total(
        amount=amount,
        decimals=indicator.decimals,
        n=n,
        of_n=max(owed, n),
        of_what=_("units") if is_one else _("reports"),
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
    )


def _last_days(indicators: list[Indicator], unit_ids: list[int], window: Window) -> dict[int, date]:
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


def _cells(
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
            cells |= _cells(twice, unit_ids, window, by_unit=True)
    return cells


def _inside(window: Window) -> list[tuple[int, date]]:
    """Return the window's whole periods, each with the day after its last."""
    whole = Period.objects.filter(start_on__gte=window.start_on, end_on__lte=window.end_on)
    return list(whole.values_list("pk", "end_on"))


def _owed(
    indicators: list[Indicator],
    groups: Groups,
    unit_ids: list[int],
    inside: Sequence[tuple[int, date]],
    last_on: Mapping[int, date],
) -> dict[tuple[int, int], int]:
    """Return how many values each group owes of each indicator."""
    latest = max((ends_on for _pk, ends_on in inside), default=None)
    by_periods: dict[tuple[int, ...], list[int]] = {}
    for each in indicators:
        ends_on = last_on.get(each.pk, latest) if each.time_rule == TimeRule.LAST else None
        periods = tuple(pk for pk, ends in inside if ends_on is None or ends == ends_on)
        by_periods.setdefault(periods, []).append(each.pk)
    owed: dict[tuple[int, int], int] = {}
    for periods, asked in by_periods.items():
        if len(groups) == 1:
            [group] = groups
            found = registry.owed_by("indicator", asked, unit_ids, periods)
            owed |= {(group, pk): n for pk, n in found.items()}
            continue
        for pk in asked:
            by_unit = registry.owed_by("unit", [pk], unit_ids, periods)
            for group, members in groups.items():
                owed[group, pk] = sum(by_unit.get(unit_id, 0) for unit_id in members.units)
    return owed


class _Names:
    """Names of breakdown items and of periods that must be told; asked only where there are any."""

    def __init__(self, indicators: list[Indicator], chosen: Mapping[int, Chosen]) -> None:
        self._items: dict[int, list[tuple[str, str]]] = {}
        if any(cell.item for each in chosen.values() for cell in each.cells):
            rows = Breakdown.objects.filter(indicator__in=[each.pk for each in indicators])
            for row in rows.order_by("sort_order", "pk"):
                self._items.setdefault(row.indicator_id, []).append((row.code, row.name))
        told = {cell.period_id for each in chosen.values() for cell in each.cut}
        for each in indicators:
            if each.time_rule == TimeRule.LAST:
                told |= {cell.period_id for cell in chosen[each.pk].cells}
        self._periods = Period.objects.in_bulk(told) if told else {}

    def items_of(self, indicator_id: int, cells: Iterable[Cell]) -> list[tuple[str, str]]:
        """Return the breakdown of an indicator, if any of it was reported."""
        if not any(cell.item for cell in cells):
            return []
        return self._items.get(indicator_id, [])

    def period(self, period_id: int) -> str:
        """Return what people call a period."""
        return self._periods[period_id].label
