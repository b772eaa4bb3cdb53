"""Putting values: what a source says, kept as it says it; the only way to them for whoever collects.

Called by the rooms that collect, inside their own actions, which have asked whether the person may.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from django.db import connection, transaction

from nhip.organisation.accounts.models import User
from nhip.organisation.periods.models import Period
from nhip.organisation.units.models import Unit

from .. import adding
from ..adding import IndicatorItem, Said, Sums
from ..choices import Stage
from ..models import Places, Statement
from ..packing import Amount, pack
from .places import all_places
from .subtotals import Change, add_changes
from .telling import tell

AT_ONCE = 500  # rows a statement

_Shelf = tuple[int, int]  # unit, period


@dataclass(frozen=True)
class Posting:
    """What of an entry counts at a stage from now on: one of its revisions; None: it says nothing any more.

    `figures` are by place, in the order of what asked them, None where missing: what an entry leaves out
    it says nothing of. They may be left out where the revision counts at the other stage already.
    """

    unit: Unit
    period: Period
    stage: str
    source: str
    source_id: int
    revision: int | None
    by: User
    at: datetime
    figures: Mapping[IndicatorItem, Amount | None] | None = None

    @property
    def shelf(self) -> _Shelf:
        """Return where it stands beside what other sources say."""
        return self.unit.pk, self.period.pk

    @property
    def entry(self) -> tuple[str, int]:
        """Return what the figures come from."""
        return self.source, self.source_id


@transaction.atomic
def put(postings: Sequence[Posting]) -> None:
    """Let revisions of entries count, or none of them, in the order of the postings.

    What other sources say stays as it is; of several figures in one place the last that came counts, chosen in
    reading. What no stage counts any more goes. Texts that cite what moved are compared soon.
    """
    if not postings:
        return
    desk = _Desk.of(postings)
    stages = {(each.shelf, each.stage) for each in postings}
    before = {place: desk.sums(*place) for place in stages}
    for each in postings:
        desk.post(each)
    desk.write()
    changes: dict[tuple[_Shelf, str], list[Change]] = {}
    for (shelf, stage), then in before.items():
        now = desk.sums(shelf, stage)
        changes[shelf, stage] = [
            Change(*shelf, stage, places, adding.apart(now.get(places), then.get(places)))
            for places in now.keys() | then.keys()
        ]
    add_changes([each for its in changes.values() for each in its if each.sums.any()])
    moved = {place: desk.moved(its) for place, its in changes.items()}
    tell((each, moved[each.shelf, each.stage]) for each in postings)


@dataclass
class _Desk:
    """What several sources say of some units and periods, as it stands and as it will."""

    shelves: dict[_Shelf, list[Statement]]
    places: Mapping[int, Sequence[IndicatorItem]]
    asked: dict[tuple[IndicatorItem, ...], Places]
    touched: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, postings: Sequence[Posting]) -> _Desk:
        """Read them, for nobody else to change meanwhile."""
        shelves: dict[_Shelf, list[Statement]] = {each.shelf: [] for each in postings}
        _lock(shelves)
        for statement in Statement.objects.filter(
            period__in={period for _unit, period in shelves},
            unit__in={unit for unit, _period in shelves},
        ).order_by("pk"):
            if (shelf := (statement.unit_id, statement.period_id)) in shelves:
                shelves[shelf].append(statement)
        asked = all_places({tuple(each.figures) for each in postings if each.figures})
        known = {row.pk: _row(row) for row in asked.values()}
        other = {each.places_id for its in shelves.values() for each in its} - known.keys()
        known |= {pk: _row(row) for pk, row in Places.objects.in_bulk(other).items()}
        return cls(shelves, known, asked)

    def post(self, posting: Posting) -> None:
        """Let a revision of an entry count at a stage instead of another."""
        shelf, flag = self.shelves[posting.shelf], f"is_{posting.stage}"
        named = None
        for each in [each for each in shelf if (each.source, each.source_id) == posting.entry]:
            if each.revision == posting.revision:
                named = each
                continue
            setattr(each, flag, False)
            self._touch(each)
            if not (each.is_submitted or each.is_accepted):
                shelf.remove(each)
        if posting.revision is None:
            return
        if named is None:
            if not posting.figures:
                return  # it says words alone
            named = self._new(posting, posting.revision)
            shelf.append(named)
        setattr(named, flag, True)
        if posting.stage == Stage.ACCEPTED:
            named.accepted_at = posting.at
        self._touch(named)

    def _touch(self, statement: Statement) -> None:
        if statement.pk:
            self.touched.add(statement.pk)

    def _new(self, posting: Posting, revision: int) -> Statement:
        figures = posting.figures or {}
        return Statement(
            unit=posting.unit,
            period=posting.period,
            places=self.asked[tuple(figures)],
            figures=pack(list(figures.values())),
            source=posting.source,
            source_id=posting.source_id,
            revision=revision,
            submitted_at=posting.at,
        )

    def write(self) -> None:
        """Write what is said now."""
        said = [each for its in self.shelves.values() for each in its]
        gone = self.touched - {each.pk for each in said}
        Statement.objects.filter(pk__in=gone).delete()
        changed = [each for each in said if each.pk in self.touched]
        Statement.objects.bulk_update(
            changed, ["is_submitted", "is_accepted", "accepted_at"], batch_size=AT_ONCE
        )
        Statement.objects.bulk_create(
            [each for each in said if each.pk is None], batch_size=AT_ONCE
        )

    def sums(self, shelf: _Shelf, stage: str) -> dict[int, Sums]:
        """Return what counts at a stage, by row of places."""
        said: list[Said] = [
            (*shelf, each.places_id, bytes(each.figures))
            for each in self.shelves[shelf]
            if getattr(each, f"is_{stage}")
        ]
        return {
            block.places: adding.added(block.figures) for block in adding.blocks(said, self.places)
        }

    def moved(self, changes: Iterable[Change]) -> set[int]:
        """Return the indicators that say something else now."""
        moved: dict[IndicatorItem, Sums] = {}
        for each in changes:
            for number in np.flatnonzero(each.sums.any(0)).tolist():
                place = self.places[each.places][number]
                column = each.sums[:, number]
                moved[place] = moved[place] + column if place in moved else column
        return {place[0] for place, sums in moved.items() if sums.any()}


def _row(places: Places) -> list[IndicatorItem]:
    return [(indicator_id, item) for indicator_id, item in places.row]


def _lock(shelves: Iterable[_Shelf]) -> None:
    """Keep others from what is said of a unit and period, though nothing may be said yet."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(unit, period) FROM unnest(%s::int[], %s::int[])"
                " AS shelf (unit, period)",
                [list(each) for each in zip(*sorted(shelves), strict=True)],
            )
