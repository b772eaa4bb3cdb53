"""Who owes figures, kept as sets of units: the N of "n of N". `put_owed` alone writes them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nhip.office.figures.actions import note_moves
from nhip.office.figures.registry import Event, Move
from nhip.organisation.accounts.models import User
from nhip.organisation.periods.models import Period

from .. import queries
from ..adding import PlacesRow
from ..models import Denominator, Indicator
from ..packing import pack_units, units_in
from .places import all_places

_Asker = tuple[str, int, int]  # source, its id, period


@dataclass(frozen=True)
class OwedCause:
    """Why what a unit owes moved, in words; or what units owe, where none is named."""

    words: str
    unit_id: int | None = None


@dataclass(frozen=True)
class Owing:
    """Who owes figures of a period to whatever asks them, as it is now: units by the places they fill.

    Nobody is told of what moved without `causes`.
    """

    source: str
    source_id: int
    period: Period
    units: Mapping[PlacesRow, Collection[int]]
    causes: Sequence[OwedCause] = ()

    @property
    def asker(self) -> _Asker:
        """Return who asks, and of which period."""
        return self.source, self.source_id, self.period.pk


@transaction.atomic
def put_owed(rows: Sequence[Owing], *, by: User | None, at: datetime) -> None:
    """Let these sets stand instead of all that was owed to the same askers; note which totals moved.

    Done again it changes nothing. Whoever calls it holds a lock of its own since before it counted the
    units: so no older set is put over a newer one.
    """
    standing = _standing(rows)
    sets: dict[tuple[_Asker, PlacesRow], set[int]] = {}
    moves: list[tuple[Owing, OwedCause, frozenset[int]]] = []
    for each in rows:
        stood = standing[each.asker]
        moved: list[tuple[set[int], set[int]]] = []
        for row in stood.keys() | each.units.keys():
            was = set(units_in(stood[row].units).tolist()) if row in stood else set()
            now = set(each.units.get(row, ())) if row else set()
            if came_or_went := was ^ now:
                sets[each.asker, row] = now
                moved.append(({indicator_id for indicator_id, _item in row}, came_or_went))
        for cause in each.causes:
            ids = [its for its, units in moved if cause.unit_id is None or cause.unit_id in units]
            moves.append((each, cause, frozenset().union(*ids)))
    places = all_places({row for (_asker, row), now in sets.items() if now})
    gone = [standing[asker][row].pk for (asker, row), now in sets.items() if not now]
    Denominator.objects.filter(pk__in=gone).delete()
    Denominator.objects.bulk_create(
        (
            Denominator(
                source=source,
                source_id=source_id,
                period_id=period_id,
                places=places[row],
                units=pack_units(units),
            )
            for ((source, source_id, period_id), row), units in sets.items()
            if units
        ),
        update_conflicts=True,
        unique_fields=["period", "source", "source_id", "places"],
        update_fields=["units"],
    )
    _tell(moves, by, at)


def _standing(rows: Sequence[Owing]) -> dict[_Asker, dict[PlacesRow, Denominator]]:
    """Return what is kept of these askers, by places."""
    standing: dict[_Asker, dict[PlacesRow, Denominator]] = {each.asker: {} for each in rows}
    kept = Denominator.objects.filter(
        source__in={each.source for each in rows},
        source_id__in={each.source_id for each in rows},
        period__in={each.period.pk for each in rows},
    )
    for one in kept.select_related("places"):
        if (asker := (one.source, one.source_id, one.period_id)) in standing:
            standing[asker][tuple((pk, item) for pk, item in one.places.row)] = one
    return standing


def _tell(
    moves: Iterable[tuple[Owing, OwedCause, frozenset[int]]], by: User | None, at: datetime
) -> None:
    """Note which totals say another N, and those of ratios built on them."""
    told = [move for move in moves if move[2]]
    keys = {
        ids: queries.with_ratios(Indicator.objects.filter(pk__in=ids).values_list("key", flat=True))
        for ids in {ids for _owing, _cause, ids in told}
    }
    note_moves(
        Move(
            keys[ids],
            cause.unit_id,
            owing.period.start_on,
            owing.period.end_on,
            Event(cause.words, at, by=by),
        )
        for owing, cause, ids in told
    )
