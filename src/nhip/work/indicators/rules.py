"""Roll-up arithmetic: pure functions over scaled integers and half-open days. Missing is never 0."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from .choices import NormSide, NormVerdict

MOST_YEARS = 12  # that a small chart holds
FEW = 5  # counts of people below this are not published where they are sensitive


@dataclass(frozen=True)
class Cell:
    """What some units reported for one period: the sum, of how many values, how many of them nil.

    `item` is empty for the whole; `unit_id` is None where the sum is over several units.
    """

    item: str
    unit_id: int | None
    period_id: int
    start_on: date
    end_on: date
    amount: int
    n: int = 1
    nil_n: int = 0


@dataclass(frozen=True)
class Chosen:
    """The cells that make a window's total, and the periods it would cut and leaves out."""

    cells: Sequence[Cell]
    cut: Sequence[Cell] = ()


def overlap(cells: Iterable[Cell]) -> bool:
    """Say whether two of the cells' periods share a day, so that adding both would count twice."""
    spans = sorted({(cell.start_on, cell.end_on, cell.period_id) for cell in cells})
    return any(later[0] < earlier[1] for earlier, later in pairwise(spans))


def whole(cells: Iterable[Cell], start_on: date, end_on: date) -> list[Cell]:
    """Return the cells whose period lies wholly inside a window."""
    return [cell for cell in cells if start_on <= cell.start_on and cell.end_on <= end_on]


def choose(
    cells: Iterable[Cell], start_on: date, end_on: date, last_on: date | None = None
) -> Chosen:
    """Choose what makes a window's total: periods wholly inside it.

    Given `last_on` (the time rule "the last one"), only periods ending on that day count. Where a
    unit reported the same days twice, by month and by quarter, its longer period counts.
    """
    cells = list(cells)
    inside = whole(cells, start_on, end_on)
    cut = [
        cell
        for cell in cells
        if not (start_on <= cell.start_on and cell.end_on <= end_on)
        and not any(_share_a_day(cell, other) for other in inside)
    ]
    if last_on is not None:
        inside = [cell for cell in inside if cell.end_on == last_on]
    if overlap(inside):
        inside = _longest_first(inside)
    return Chosen(inside, cut)


def _longest_first(cells: Iterable[Cell]) -> list[Cell]:
    taken: dict[tuple[int | None, str], list[Cell]] = {}
    for cell in sorted(cells, key=lambda cell: (cell.start_on - cell.end_on, cell.start_on)):
        own = taken.setdefault((cell.unit_id, cell.item), [])
        if not any(_share_a_day(cell, other) for other in own):
            own.append(cell)
    return [cell for own in taken.values() for cell in own]


def _share_a_day(one: Cell, other: Cell) -> bool:
    return one.start_on < other.end_on and other.start_on < one.end_on


def added(cells: Iterable[Cell], item: str = "") -> int | None:
    """Add the amounts of one item; None when nobody reported it."""
    amounts = [cell.amount for cell in cells if cell.item == item]
    return sum(amounts) if amounts else None


def years_in(start_on: date, end_on: date) -> list[int]:
    """Return the calendar years a window is made of: several, as many as a small chart holds, or none."""
    years = list(range(start_on.year, end_on.year))
    is_whole = (start_on.month, start_on.day, end_on.month, end_on.day) == (1, 1, 1, 1)
    return years if is_whole and 1 < len(years) <= MOST_YEARS else []


def years_reported(cells: Sequence[Cell], start_on: date, end_on: date) -> dict[int, int]:
    """Return what the cells of a total add up to in each year; none where a year has no cell, or a cell two."""
    found = dict.fromkeys(years_in(start_on, end_on), 0)
    named = {cell.start_on.year for cell in cells}
    inside = all(cell.end_on <= date(cell.start_on.year + 1, 1, 1) for cell in cells)
    if not found or not inside or named != set(found):
        return {}
    for cell in cells:
        found[cell.start_on.year] += cell.amount
    return found


def years_counted(
    counted: Mapping[int, int], amount: int, start_on: date, end_on: date
) -> dict[int, int]:
    """Return what was counted in each year; none where a counter tells no years, or they are not the whole."""
    found = {year: counted.get(year, 0) for year in years_in(start_on, end_on)}
    return found if counted and sum(found.values()) == amount else {}


def years_withheld(
    years: Mapping[int, int], above: Mapping[int, int] | None, decimals: int
) -> bool:
    """Say whether one of the years is of too few people; above is what the parent's total was, if it has one.

    Where that does not tell its years, nobody can say what they leave besides.
    """
    if above is not None and above.keys() != years.keys():
        return True
    return any(
        is_withheld(amount, above[year] if above else None, decimals)
        for year, amount in years.items()
    )


def ratio(
    numerator: int | None,
    denominator: int | None,
    *,
    per: int,
    decimals: int,
    numerator_decimals: int = 0,
    denominator_decimals: int = 0,
) -> int | None:
    """Divide two totals, times `per`, scaled by `decimals`, halves rounded away from zero.

    None when either side is missing or the denominator is 0.
    """
    if numerator is None or not denominator:
        return None
    above: int = numerator * per * 10 ** (decimals + denominator_decimals)
    below: int = denominator * 10**numerator_decimals
    size = (2 * abs(above) + abs(below)) // (2 * abs(below))
    return size if (above < 0) == (below < 0) else -size


def verdict(amount: int | None, norm: int | None, side: str) -> NormVerdict | None:
    """Compare a total with its norm, both on the same scale; None where either is missing."""
    if amount is None or norm is None or not side:
        return None
    is_met = amount >= norm if side == NormSide.AT_LEAST else amount <= norm
    return NormVerdict.MET if is_met else NormVerdict.MISSED


def is_few(amount: int | None, decimals: int = 0) -> bool:
    """Say whether a count is of so few people that they could be recognised."""
    return amount is not None and 0 < amount < FEW * 10**decimals


def is_withheld(amount: int | None, parent_amount: int | None, decimals: int = 0) -> bool:
    """Say whether a sensitive count must stay unpublished: it is of few people, or what the parent's
    total leaves besides it is, and would be seen by subtracting."""
    if is_few(amount, decimals):
        return True
    return (
        amount is not None
        and parent_amount is not None
        and is_few(parent_amount - amount, decimals)
    )


def previous_window(start_on: date, end_on: date) -> tuple[date, date]:
    """Return the window just before, of the same number of whole months, or else of days."""
    if start_on.day == end_on.day:
        months = (end_on.year - start_on.year) * 12 + end_on.month - start_on.month
        return _months_later(start_on, -months), start_on
    return start_on - (end_on - start_on), start_on


def same_window_last_year(start_on: date, end_on: date) -> tuple[date, date]:
    """Return the window of the same days one year earlier."""
    return _months_later(start_on, -12), _months_later(end_on, -12)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    next_first = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return first + timedelta(days=min(day.day, (next_first - first).days) - 1)
