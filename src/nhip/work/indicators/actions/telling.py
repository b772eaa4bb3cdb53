"""Noting which totals may have moved, so that texts that cite them are compared.

These are called by the rooms that collect and count, inside their own actions, which have asked
whether the person may.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.office.figures.actions import note_moves
from nhip.office.figures.registry import Event, Move
from nhip.organisation.accounts.models import User

from .. import queries, registry
from ..choices import Stage
from ..models import Indicator

if TYPE_CHECKING:
    from .putting import Posting


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


def tell(moved: Iterable[tuple[Posting, Collection[int]]]) -> None:
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
        if posting.revision is None:
            words = _("The report of %(unit)s for %(period)s was taken back.")
        elif posting.stage == Stage.ACCEPTED:
            words = _("The report of %(unit)s for %(period)s was accepted.")
        else:
            words = _("The report of %(unit)s for %(period)s was handed in.")
        said = words % {"unit": posting.unit.name, "period": posting.period.label}
    return Event(said, posting.at, link, posting.by)
