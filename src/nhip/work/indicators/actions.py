"""Every change of values; each tells the texts that cite a total built on them.

These are called by the rooms that collect and count, inside their own actions, which have asked
whether the person may.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.office.figures.actions import mark_changed
from nhip.office.figures.queries import Cause, Move
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record_all
from nhip.organisation.journal.rules import row
from nhip.organisation.periods.models import Period
from nhip.organisation.units.models import Unit

from . import queries, registry
from .choices import Origin, Stage
from .models import Breakdown, Indicator, Value

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


@dataclass(frozen=True)
class NewIndicator:
    """An indicator to define: fields of the model, items of its breakdown (code, name).

    `ratio` names numerator and denominator by key: defined before, or further up among the same.
    """

    key: str
    fields: Mapping[str, object]
    items: tuple[tuple[str, str], ...] = ()
    ratio: tuple[str, str] | None = None


class NoSuchSide(ValueError):
    """A ratio divides something nobody has defined."""


def define_indicator(
    key: str, fields: Mapping[str, object], *, by: User, at: datetime
) -> Indicator:
    """Return the indicator of this key, defined now if there was none yet; a definition stays.

    `fields` are those of the model. Raises PermissionDenied.
    """
    return define_indicators([NewIndicator(key, fields)], by=by, at=at)[0]


@transaction.atomic
def define_indicators(rows: Sequence[NewIndicator], *, by: User, at: datetime) -> list[Indicator]:
    """Define many indicators, table by table, as `define_indicator` does each.

    One that is there stays as it is, its breakdown too. Raises PermissionDenied, or WrongRow with
    NoSuchSide.
    """
    require(by, "indicators.define")
    wanted = {each.key for each in rows} | {side for each in rows for side in each.ratio or ()}
    known = {each.key: each for each in Indicator.objects.filter(key__in=wanted)}
    made = []
    for is_ratio in (False, True):
        new: dict[str, Indicator] = {}
        for index, each in enumerate(rows):
            if bool(each.ratio) == is_ratio and each.key not in known:
                with row(index):
                    new.setdefault(each.key, _defined(each, known))
        made += Indicator.objects.bulk_create(new.values())
        known |= new
    items = {each.key: each.items for each in rows}
    Breakdown.objects.bulk_create(
        Breakdown(indicator=indicator, code=code, name=name, sort_order=place)
        for indicator in made
        for place, (code, name) in enumerate(items[indicator.key])
    )
    record_all(Act("indicator.defined", each, by, at, said={"name": each.name}) for each in made)
    return [known[each.key] for each in rows]


def _defined(new: NewIndicator, known: Mapping[str, Indicator]) -> Indicator:
    if new.ratio is None:
        return Indicator(key=new.key, **new.fields)
    if missing := [side for side in new.ratio if side not in known]:
        raise NoSuchSide(_("Nobody has defined “%(key)s”, which it divides.") % {"key": missing[0]})
    above, below = (known[side] for side in new.ratio)
    return Indicator(key=new.key, numerator=above, denominator=below, **new.fields)


def define_counted() -> list[Indicator]:
    """Give every counter the indicator it answers for, in the installation's language.

    Runs after each migration, so that old installations get what a new version counts. One that
    bears the key already stays as it is, whoever defined it. Returns those that are new.
    """
    there = set(Indicator.objects.values_list("key", flat=True))
    with office_words():
        missing = [
            Indicator(
                key=key,
                name=str(says.name),
                definition=str(says.how),
                measure=str(says.measure),
                origin=Origin.COUNTED,
                sort_order=says.order,
            )
            for key, says in registry.definitions().items()
            if key not in there
        ]
    return Indicator.objects.bulk_create(missing, ignore_conflicts=True)


@transaction.atomic
def call_invented(keys: Collection[str], *, by: User, at: datetime) -> None:
    """Say that what these indicators count is invented for a demonstration. Raises PermissionDenied."""
    require(by, "indicators.define")
    found = list(Indicator.objects.select_for_update().filter(key__in=keys, is_sample=False))
    Indicator.objects.filter(pk__in=[each.pk for each in found]).update(is_sample=True)
    record_all(Act("indicator.called_invented", each, by, at) for each in found)


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
    """Say that counted records were added, changed or struck: a text that cites them is asked once."""
    built = queries.ratios_of({key for change in changes for key in change.keys})
    mark_changed(
        [
            Move(
                _with(built, change.keys),
                change.unit_id,
                change.on,
                change.on + timedelta(days=1),
                partial(Cause, change.cause, change.at, change.link, change.by),
            )
            for change in changes
        ]
    )


def _tell(moved: Iterable[tuple[Posting, Collection[int]]]) -> None:
    """Tell the texts that cite a total built on what moved."""
    told = [(posting, indicator_ids) for posting, indicator_ids in moved if indicator_ids]
    if not told:
        return
    ids = {each for _posting, indicator_ids in told for each in indicator_ids}
    keys = dict(Indicator.objects.filter(pk__in=ids).values_list("pk", "key"))
    built = queries.ratios_of(list(keys.values()))
    mark_changed(
        [
            Move(
                _with(built, [keys[each] for each in indicator_ids]),
                posting.unit.pk,
                posting.period.start_on,
                posting.period.end_on,
                partial(_cause, posting),
            )
            for posting, indicator_ids in told
        ]
    )


def _with(built: Mapping[str, set[str]], keys: Iterable[str]) -> set[str]:
    return {each for key in keys for each in (key, *built.get(key, ()))}


def _cause(posting: Posting) -> Cause:
    """Say in the installation's language what an entry did, with the page of the entry."""
    collector = registry.collector(posting.source)
    link = collector.address(posting.source_id) if collector else ""
    with office_words():
        if posting.rows is None:
            words = _("The report of %(unit)s for %(period)s was taken back.")
        elif posting.stage == Stage.ACCEPTED:
            words = _("The report of %(unit)s for %(period)s was accepted.")
        else:
            words = _("The report of %(unit)s for %(period)s was handed in.")
        said = words % {"unit": posting.unit.name, "period": posting.period.label}
    return Cause(said, posting.at, link, posting.by)
