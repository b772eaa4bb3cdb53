"""The checks of a form: what is wrong, what is missing, what is computed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from nhip.kit.text.rules import NotAFigure, write_figure
from nhip.work.indicators.rules import ratio

from ..choices import Check, Severity
from .cells import Figure, RowAsked, Typed, read_cell


@dataclass(frozen=True)
class Rule:
    """A check of a form."""

    row_id: int
    check: str
    other_id: int | None
    severity: str
    text: str = ""
    terms: tuple[int, ...] = ()
    lowest: int | None = None
    highest: int | None = None
    percent: int | None = None


@dataclass(frozen=True)
class Problem:
    """What is wrong at one cell, and how to mend it."""

    row_id: int
    message: str | Promise
    severity: str = Severity.ERROR


@dataclass(frozen=True)
class Examined:
    """A draft read as figures: what it says, what is wrong, what is missing."""

    figures: dict[int, Figure]
    problems: list[Problem]
    missing: list[int]

    @property
    def errors(self) -> list[Problem]:
        """Return the problems that stop the hand-in."""
        return [problem for problem in self.problems if problem.severity == Severity.ERROR]

    @property
    def is_complete(self) -> bool:
        """Tell whether the draft can be handed in."""
        return not self.errors and not self.missing


def examine(
    asked: Iterable[RowAsked],
    rules: Iterable[Rule],
    cells: Mapping[int, Typed],
    before: Mapping[int, Figure] | None = None,
) -> Examined:
    """Read the cells of a draft, compute the quotients and keep the form's checks.

    `before` holds the previous period's figures, by row.
    """
    rows = {row.row_id: row for row in asked}
    figures: dict[int, Figure] = {}
    problems: list[Problem] = []
    missing: list[int] = []
    for row in rows.values():
        if row.quotient:
            continue
        try:
            figure = read_cell(cells.get(row.row_id, Typed()), row.decimals)
        except NotAFigure as fault:
            problems.append(Problem(row.row_id, fault.message))
            continue
        if figure:
            figures[row.row_id] = figure
        elif row.is_required:
            missing.append(row.row_id)
    problems += broken_rules(rows.values(), rules, figures, before)
    return Examined(figures | quotients(rows.values(), figures), problems, missing)


def quotients(asked: Iterable[RowAsked], figures: Mapping[int, Figure]) -> dict[int, Figure]:
    """Return the computed rows' figures; none where a side is missing or the divisor is 0."""
    rows = list(asked)
    wholes = {row.indicator_id: row for row in rows if not row.item}
    found = {}
    for row in rows:
        if not row.quotient:
            continue
        above = wholes.get(row.quotient.numerator_id)
        below = wholes.get(row.quotient.denominator_id)
        if not above or not below or above.row_id not in figures or below.row_id not in figures:
            continue
        amount = ratio(
            figures[above.row_id].amount,
            figures[below.row_id].amount,
            per=row.quotient.per,
            decimals=row.decimals,
            numerator_decimals=above.decimals,
            denominator_decimals=below.decimals,
        )
        if amount is not None:
            found[row.row_id] = Figure(amount)
    return found


def broken_rules(
    asked: Iterable[RowAsked],
    rules: Iterable[Rule],
    figures: Mapping[int, Figure],
    before: Mapping[int, Figure] | None = None,
) -> list[Problem]:
    """Return what the form's checks find wrong."""
    rows = {row.row_id: row for row in asked}
    return [problem for rule in rules if (problem := _broken(rule, rows, figures, before or {}))]


def _broken(
    rule: Rule,
    rows: Mapping[int, RowAsked],
    figures: Mapping[int, Figure],
    before: Mapping[int, Figure],
) -> Problem | None:
    """Return what a rule finds wrong; nothing where a cell it needs has no figure yet."""
    row, figure = rows[rule.row_id], figures.get(rule.row_id)
    if figure is None:
        return None
    message: str | Promise | None
    match rule.check:
        case Check.SUM_OF:
            parts = [r for r in rows.values() if r.indicator_id == row.indicator_id and r.item]
            message = _not_the_sum(row, figure, parts, figures)
        case Check.SUM_ROWS:
            parts = [rows[term] for term in rule.terms if term in rows]
            message = _not_the_sum(row, figure, parts, figures)
        case Check.RANGE:
            message = _outside(row, figure, rule)
        case Check.CHANGE:
            message = _far_from(row, figure, before.get(row.row_id), rule.percent)
        case _:
            message = _above(row, figure, rows.get(rule.other_id or 0), figures)
    return Problem(row.row_id, rule.text or message, rule.severity) if message else None


def _outside(row: RowAsked, figure: Figure, rule: Rule) -> Promise | None:
    if rule.lowest is not None and figure.amount < rule.lowest:
        least = write_figure(rule.lowest, row.decimals)
        return format_lazy(_("Smaller than {least}, the least this cell may be."), least=least)
    if rule.highest is not None and figure.amount > rule.highest:
        most = write_figure(rule.highest, row.decimals)
        return format_lazy(_("Larger than {most}, the most this cell may be."), most=most)
    return None


def _far_from(
    row: RowAsked, figure: Figure, then: Figure | None, percent: int | None
) -> Promise | None:
    """Compare with the previous period's figure; nothing to say where there is none."""
    if then is None or percent is None:
        return None
    if 100 * abs(figure.amount - then.amount) <= percent * abs(then.amount):
        return None
    return format_lazy(
        _("Differs from the previous period ({before}) by more than {percent}%. Look again."),
        before=write_figure(then.amount, row.decimals),
        percent=percent,
    )


def _above(
    row: RowAsked, figure: Figure, other: RowAsked | None, figures: Mapping[int, Figure]
) -> Promise | None:
    limit = figures.get(other.row_id) if other else None
    if other is None or limit is None:
        return None
    if figure.amount * 10**other.decimals <= limit.amount * 10**row.decimals:
        return None
    return format_lazy(
        _("Larger than cell {cell}, {name} ({limit}). Correct this cell or cell {cell}."),
        cell=_place_beside(other, row),
        name=other.name,
        limit=write_figure(limit.amount, other.decimals),
    )


def _not_the_sum(
    row: RowAsked, figure: Figure, parts: list[RowAsked], figures: Mapping[int, Figure]
) -> Promise | None:
    """Compare with the parts; while one is empty only an excess is certain."""
    finest = max([row.decimals, *(part.decimals for part in parts)])
    known = [
        figures[part.row_id].amount * 10 ** (finest - part.decimals)
        for part in parts
        if part.row_id in figures
    ]
    total, whole = sum(known), figure.amount * 10 ** (finest - row.decimals)
    if total == whole or (len(known) < len(parts) and total < whole):
        return None
    return format_lazy(
        _("Cells {cells} add up to {total}, not to {figure}. Correct this cell or those."),
        cells=", ".join(_place_beside(part, row) for part in parts),
        total=write_figure(total, finest),
        figure=write_figure(figure.amount, row.decimals),
    )


def _place_beside(row: RowAsked, here: RowAsked) -> str:
    """Name a cell by its number, with its section's before it when that is another one."""
    section, number = row.place
    return str(number) if section == here.place[0] else f"{section}.{number}"


def is_circular(sums: Iterable[tuple[int, Iterable[int]]]) -> bool:
    """Tell whether some row, by way of what adds up to it, would add up to itself."""
    order = TopologicalSorter[int]()
    for row_id, terms in sums:
        order.add(row_id, *terms)
    try:
        order.prepare()
    except CycleError:
        return True
    return False
