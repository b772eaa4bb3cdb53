"""What one request of the editor's side changed: tables, Wagtail's own log, our journal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.db import connection
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import ModelLogEntry, PageLogEntry

from nhip.organisation.journal.models import Entry
from nhip.organisation.journal.signals import written

from .rules import UNTOLD

WRITES = re.compile(r'\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM) "(\w+)"')
LOGS = ("wagtailcore_modellogentry", "wagtailcore_pagelogentry")
JOURNAL = ("journal_entry", "journal_detail")

Log: TypeAlias = "ModelLogEntry | PageLogEntry"


@dataclass
class EditorsChanges:
    """Filled while a request runs."""

    tables: set[str] = field(default_factory=set)
    logs: list[Log] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    @property
    def told(self) -> set[str]:
        """Return the tables with facts of the office that were changed."""
        return self.tables - UNTOLD.keys() - {*LOGS, *JOURNAL}


_now: ContextVar[EditorsChanges | None] = ContextVar("changes", default=None)


@contextmanager
def watch() -> Iterator[EditorsChanges]:
    """Note every row that is written from here on, by whatever code."""
    changes = EditorsChanges()

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        found = WRITES.match(sql)
        if found and context["cursor"].rowcount != 0:  # -1: the engine does not count
            changes.tables.add(found[1])
        return result

    token = _now.set(changes)
    try:
        with connection.execute_wrapper(note):
            yield changes
    finally:
        _now.reset(token)


@receiver(post_save, sender=ModelLogEntry)
@receiver(post_save, sender=PageLogEntry)
def logged(instance: Log, **ignored: Any) -> None:
    """Take up what Wagtail writes of its own deeds."""
    if changes := _now.get():
        changes.logs.append(instance)


@receiver(written)
def journalled(entries: list[Entry], **ignored: Any) -> None:
    """Take up what our actions write down."""
    if changes := _now.get():
        changes.entries += entries
