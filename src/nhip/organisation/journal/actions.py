"""Writing the journal, and sealing it."""

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from django.conf import settings
from django.db import connection, models, transaction

from nhip.kit.guard.signals import refuse_marked_row
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User

from .access import READ
from .models import Detail, Entry
from .rules import canonical, digest_of, row, seal_of
from .signals import written

Written = TypeVar("Written", bound=models.Model)
AT_ONCE = 500  # rows a transaction: writers on SQLite wait no longer than a few milliseconds


class UnitLike(Protocol):
    """What the journal keeps of a unit: plain values that outlive it."""

    @property
    def pk(self) -> Any: ...
    @property
    def code(self) -> str: ...


@dataclass(frozen=True)
class Act:
    """One act to be written down: what `record` takes, as a value. Kept, it is a `models.Entry`."""

    verb: str
    about: models.Model
    by: User | None
    at: datetime
    unit: UnitLike | None = None
    said: dict[str, Any] | None = None


def record(
    verb: str,
    *,
    about: models.Model,
    by: User | None,
    at: datetime,
    unit: UnitLike | None = None,
    said: dict[str, Any] | None = None,
) -> Entry:
    """Write down one act, in the transaction of the action that did it. Sealed afterwards.

    `said` holds the words (a reason, an old and a new value): they stand beside the chain.
    """
    return record_all([Act(verb, about, by, at, unit, said)])[0]


def record_all(acts: Iterable[Act]) -> list[Entry]:
    """Write down many acts in their order, as `record` does each, table by table."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("record() belongs in the action's transaction")
    entries, details = [], []
    for act in acts:
        entry = Entry(
            verb=act.verb,
            about=act.about._meta.label_lower,
            about_id=str(act.about.pk),
            unit_id=act.unit.pk if act.unit else None,
            unit_code=act.unit.code if act.unit else "",
            by_id=act.by.pk if act.by else None,
            at=act.at,
        )
        if act.said:
            said = json.loads(canonical(act.said))
            detail = Detail(entry=entry, said=said, salt=secrets.token_hex(16))
            entry.digest = digest_of(detail.said, detail.salt, settings.JOURNAL_KEY)
            details.append(detail)
        entries.append(entry)
    Entry.objects.bulk_create(entries, batch_size=AT_ONCE)
    for detail in details:
        detail.entry = detail.entry  # takes up the key the entry has been given
    Detail.objects.bulk_create(details, batch_size=AT_ONCE)
    written.send(Entry, entries=entries)
    return entries


@transaction.atomic
def note_export(asked: dict[str, str], rows: int, *, by: User, at: datetime) -> None:
    """Write down that somebody took rows of the journal away, and which. Raises PermissionDenied."""
    require(by, READ)
    record("journal.exported", about=by, by=by, at=at, said={"asked": asked, "rows": rows})


def write_all(rows: Iterable[Written]) -> list[Written]:
    """Write new rows of one table at once, each looked at first as `save` has it looked at.

    `save` sends every text past the guard; `bulk_create` sends no signal, so a bulk verb writes
    through here. Raises WrongRow, whose reason is MarkedText.
    """
    rows = list(rows)
    for index, each in enumerate(rows):
        with row(index):
            refuse_marked_row(type(each), each)
    if rows:
        type(rows[0])._default_manager.bulk_create(rows, batch_size=AT_ONCE)
    return rows


def seal(at: datetime) -> int:
    """Chain the committed rows that are not yet chained, in order. Returns how many.

    Sealers may run side by side: the second waits for the rows, then finds them sealed.
    """
    sealed = 0
    while count := _seal_some(at):
        sealed += count
    return sealed


@transaction.atomic
def _seal_some(at: datetime) -> int:
    rows = list(Entry.objects.select_for_update().filter(sequence=None).order_by("pk")[:AT_ONCE])
    if not rows:
        return 0
    last = Entry.objects.exclude(sequence=None).order_by("-sequence").first()
    sequence, previous = (last.sequence or 0, last.seal) if last else (0, "")
    for entry in rows:
        sequence += 1
        entry.sequence, entry.sealed_at, entry.previous = sequence, at, previous
        entry.seal = previous = seal_of(entry.sealed_fields(), previous)
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE journal_entry SET sequence = %s, sealed_at = %s, previous = %s, seal = %s"
            " WHERE id = %s",
            [
                (
                    entry.sequence,
                    connection.ops.adapt_datetimefield_value(at),
                    entry.previous,
                    entry.seal,
                    entry.pk,
                )
                for entry in rows
            ],
        )
    return len(rows)
