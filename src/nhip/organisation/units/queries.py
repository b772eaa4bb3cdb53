"""The tree of a day, kept in memory while it is true; what stood beside it."""

from datetime import date
from functools import lru_cache

from django.db.models import Prefetch, Sum

from .models import NumberSeries, Organ, Signer, UnitSpan
from .rules import Node, Place, Tree

Span = tuple[Place, Node]


def tree(on: date) -> Tree:
    """Return who stood under whom on a day. One small query while nothing has changed.

    The query reads the sum of the rows' stamps, so a change is seen as soon as it is committed, by
    every process, and a change that is rolled back leaves nothing behind.
    """
    return _tree(on, _mark())


def organs_on(day: date, unit_id: int | None = None) -> list[Organ]:
    """Return the organs of a day (of one unit), each with `.signers` and `.series` of that day."""
    organs = Organ.objects.on(day).select_related("unit")
    if unit_id is not None:
        organs = organs.filter(unit=unit_id)
    signers = Prefetch("signers", queryset=Signer.objects.on(day))
    series = Prefetch("series", queryset=NumberSeries.objects.on(day))
    return list(organs.prefetch_related(signers).prefetch_related(series))


def _mark() -> tuple[int, int]:
    sums = UnitSpan.objects.aggregate(spans=Sum("stamp"), units=Sum("unit__stamp"))
    return sums["spans"] or 0, sums["units"] or 0


@lru_cache(maxsize=64)
def _tree(on: date, mark: tuple[int, int]) -> Tree:
    return Tree(node for place, node in _spans(mark) if place.holds_on(on))


@lru_cache(maxsize=2)
def _spans(mark: tuple[int, int]) -> list[Span]:
    """Read every span there ever was; `mark` names the state of the tables that is read."""
    spans = UnitSpan.objects.select_related("unit").order_by("unit__sort_order", "unit__code")
    return [
        (
            Place(span.unit_id, span.parent_id, span.start_on, span.end_on),
            Node(span.unit_id, span.unit.code, span.name, span.level, span.parent_id),
        )
        for span in spans
    ]
