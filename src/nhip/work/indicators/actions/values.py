"""Every change of values; each notes which totals may have moved, so that texts that cite them are compared.

These are called by the rooms that collect and count, inside their own actions, which have asked
whether the person may.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.office.figures.actions import note_moves
from nhip.office.figures.registry import Event, Move
from nhip.organisation.accounts.models import User
from nhip.organisation.periods.models import Period
from nhip.organisation.units.models import Unit

from .. import queries, registry
from ..choices import Stage
from ..models import Indicator, Value

AT_ONCE = 2000  # rows a statement

Row = tuple[int, str, int, bool]
"""Indicator id, breakdown item ("" for the whole), scaled amount, nothing to report."""

_Shelf = tuple[int, int, str]  # unit, period, stage


@dataclass(frozen=True)
class Posting:
    """What one entry says for a unit, period and stage; no `rows`: it says nothing any more."""

    unit: Unit
    period: Period
    stage: str
    source: str
    source_id: int
    by: User
    at: datetime
    rows: tuple[Row, ...] | None

    @property
    def shelf(self) -> _Shelf:
        """Return where its values stand: one figure of an indicator and item there, no more."""
        return self.unit.pk, self.period.pk, self.stage

    @property
    def entry(self) -> tuple[str, int]:
        """Return what the values say they come from."""
        return self.source, self.source_id

    def value(self, row: Row) -> Value:
        """Return a figure as it will stand."""
        indicator_id, item, amount, is_nil = row
        return Value(
            unit=self.unit,
            period=self.period,
            indicator_id=indicator_id,
            item=item,
            amount=amount,
            is_nil=is_nil,
            stage=self.stage,
            source=self.source,
            source_id=self.source_id,
            entered_by=self.by,
            entered_at=self.at,
        )


@dataclass(frozen=True)
class RecordChange:
    """A record counted under `keys` was added, changed or struck on a day of a unit."""

    keys: Collection[str]
    unit_id: int
    on: date
    cause: str
    link: str
    by: User | None
    at: datetime


@transaction.atomic
def post_values(postings: Sequence[Posting]) -> None:
    """Let the values of entries stand instead of what each said before, in their order.

    An entry is a report, not one of its revisions. A figure another entry reported for the same unit,
    period and stage is replaced too: the later one stands. Without rows an entry's figures are missing
    from now on, not 0.
    """
    standing: dict[_Shelf, dict[tuple[int, str], Value]] = {each.shelf: {} for each in postings}
    for value in Value.objects.select_for_update().filter(
        unit__in={each.unit.pk for each in postings},
        period__in={each.period.pk for each in postings},
        stage__in={each.stage for each in postings},
    ):
        if (shelf := (value.unit_id, value.period_id, value.stage)) in standing:
            standing[shelf][value.indicator_id, value.item] = value
    kept = {value.pk for values in standing.values() for value in values.values()}
    moved = [_put(each, standing[each.shelf]) for each in postings]
    stand = [value for values in standing.values() for value in values.values()]
    Value.objects.filter(pk__in=kept - {value.pk for value in stand}).delete()
    Value.objects.bulk_create((each for each in stand if each.pk is None), batch_size=AT_ONCE)
    _tell(zip(postings, moved, strict=True))


def _put(posting: Posting, standing: dict[tuple[int, str], Value]) -> set[int]:
    """Let an entry's values stand on their shelf; return the indicators that say something else now."""
    wanted = {
        (value.indicator_id, value.item): value for value in map(posting.value, posting.rows or ())
    }
    replaced = {indicator_id for indicator_id, _item in wanted}
    said = {}
    for place, value in list(standing.items()):
        if (value.source, value.source_id) == posting.entry or place[0] in replaced:
            said[place] = standing.pop(place)
    standing.update(wanted)
    return {
        place[0]
        for place in wanted.keys() | said.keys()
        if _figure(wanted.get(place)) != _figure(said.get(place))
    }


def _figure(value: Value | None) -> tuple[int, bool] | None:
    return (value.amount, value.is_nil) if value else None


@transaction.atomic
def records_changed(changes: Sequence[RecordChange]) -> None:
    """Note that counted records were added, changed or struck: texts that cite them are compared soon."""
    built = queries.ratios_of({key for change in changes for key in change.keys})
    note_moves(
        [
            Move(
                _with(built, change.keys),
                change.unit_id,
                change.on,
                change.on + timedelta(days=1),
                Event(change.cause, change.at, change.link, change.by),
            )
            for change in changes
        ]
    )


def _tell(moved: Iterable[tuple[Posting, Collection[int]]]) -> None:
    """Note which totals are built on what moved, on the basis it moved on."""
    told = [(posting, indicator_ids) for posting, indicator_ids in moved if indicator_ids]
    if not told:
        return
    ids = {each for _posting, indicator_ids in told for each in indicator_ids}
    keys = dict(Indicator.objects.filter(pk__in=ids).values_list("pk", "key"))
    built = queries.ratios_of(list(keys.values()))
    links = _links(posting for posting, _indicator_ids in told)
    note_moves(
        [
            Move(
                _with(built, [keys[each] for each in indicator_ids]),
                posting.unit.pk,
                posting.period.start_on,
                posting.period.end_on,
                _event(posting, links.get(posting.entry, "")),
                basis=posting.stage,
            )
            for posting, indicator_ids in told
        ]
    )


def _with(built: Mapping[str, set[str]], keys: Iterable[str]) -> set[str]:
    return {each for key in keys for each in (key, *built.get(key, ()))}


def _links(postings: Iterable[Posting]) -> dict[tuple[str, int], str]:
    """Return the pages of entries, asked of each collector once."""
    by_source: dict[str, list[int]] = {}
    for posting in postings:
        by_source.setdefault(posting.source, []).append(posting.source_id)
    return {
        (source, pk): address
        for source, ids in by_source.items()
        if (collector := registry.collector(source))
        for pk, address in collector.addresses(ids).items()
    }


def _event(posting: Posting, link: str) -> Event:
    """Say in the installation's language what an entry did, with the page of the entry."""
    with office_words():
        if posting.rows is None:
            words = _("The report of %(unit)s for %(period)s was taken back.")
        elif posting.stage == Stage.ACCEPTED:
            words = _("The report of %(unit)s for %(period)s was accepted.")
        else:
            words = _("The report of %(unit)s for %(period)s was handed in.")
        said = words % {"unit": posting.unit.name, "period": posting.period.label}
    return Event(said, posting.at, link, posting.by)
