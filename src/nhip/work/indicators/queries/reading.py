"""Reading values: what sources said, the last of them in each place; the only way to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nhip.organisation.periods.models import Period
from nhip.organisation.units.queries import trees
from nhip.organisation.units.rules import Tree

from .. import adding
from ..adding import FigureBlock, IndicatorItem, Said
from ..choices import Stage
from ..models import Places, Statement
from ..packing import Amount, unpack

MANY = 2000  # units: more are picked out of all that was said, not named one by one


@dataclass(frozen=True)
class Spoken:
    """What one entry says of a unit and period at a stage, and since when: figures by indicator and item."""

    source: str
    source_id: int
    at: datetime
    figures: Mapping[IndicatorItem, Amount]


def spoken(
    unit_ids: Collection[int], period_ids: Collection[int], stage: str
) -> dict[tuple[int, int], list[Spoken]]:
    """Return what every source says of some units and periods, in the order it was said.

    By unit and period; of a place the last that speaks of it counts (`counting`).
    """
    kept = Statement.objects.filter(
        period__in=period_ids, unit__in=unit_ids, **{f"is_{stage}": True}
    ).order_by("pk")
    statements = list(kept)
    rows = rows_of_places(each.places_id for each in statements)
    found: dict[tuple[int, int], list[Spoken]] = {}
    for each in statements:
        row = rows[each.places_id]
        said = zip(row, unpack(bytes(each.figures), len(row)), strict=True)
        at = each.accepted_at if stage == Stage.ACCEPTED else None
        found.setdefault((each.unit_id, each.period_id), []).append(
            Spoken(
                each.source,
                each.source_id,
                at or each.submitted_at,
                {place: figure for place, figure in said if figure},
            )
        )
    return found


def counting(said: Sequence[Spoken], place: IndicatorItem) -> Spoken | None:
    """Return whose figure counts in a place, if anybody spoke of it."""
    return next((each for each in reversed(said) if place in each.figures), None)


def said_blocks(
    stage: str, period_ids: Collection[int], unit_ids: Collection[int] | None = None
) -> list[FigureBlock]:
    """Return what units (all, if none are named) said for some periods and counts at a stage."""
    found = Statement.objects.filter(period__in=period_ids, **{f"is_{stage}": True})
    if unit_ids is not None and len(unit_ids) <= MANY:
        found = found.filter(unit__in=unit_ids)
    columns = ("unit", "period", "places", "figures")
    said: list[Said] = list(found.order_by("pk").values_list(*columns))
    if unit_ids is not None and len(unit_ids) > MANY:
        wanted = set(unit_ids)
        said = [each for each in said if each[0] in wanted]
    return adding.blocks(said, rows_of_places({each[2] for each in said}))


def said_in(period_id: int) -> dict[str, list[FigureBlock]]:
    """Return all that was said for a period, by stage; the same blocks where all of it was accepted."""
    flags = [f"is_{stage}" for stage in Stage.values]
    columns = ("unit", "period", "places", "figures", *flags)
    rows = list(Statement.objects.filter(period=period_id).order_by("pk").values_list(*columns))
    places = rows_of_places({row[2] for row in rows})
    counting: dict[str, list[Said]] = {
        stage: [row[:4] for row in rows if row[4 + number]]
        for number, stage in enumerate(Stage.values)
    }
    found: dict[str, list[FigureBlock]] = {}
    for stage, said in counting.items():
        same = next((each for each in found if counting[each] == said), None)
        found[stage] = found[same] if same else adding.blocks(said, places)
    return found


def rows_of_places(ids: Iterable[int]) -> dict[int, list[IndicatorItem]]:
    """Return rows of places by their ids."""
    rows = Places.objects.filter(pk__in=set(ids)).values_list("pk", "row")
    return {pk: [(indicator_id, item) for indicator_id, item in row] for pk, row in rows}


def trees_of_periods(period_ids: Collection[int]) -> dict[int, Tree]:
    """Return the tree by which what was said for each period is added up."""
    ends = Period.objects.filter(pk__in=period_ids).values_list("pk", "end_on")
    return trees_at_ends(dict(ends))


def trees_at_ends(ends: Mapping[int, date]) -> dict[int, Tree]:
    """Return the trees of periods that end before these days: each the one of its last day."""
    last = {pk: end_on - timedelta(days=1) for pk, end_on in ends.items()}
    standing = trees(last.values())
    return {pk: standing[day] for pk, day in last.items()}
