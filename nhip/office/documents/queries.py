"""Reads of the register, and what every room that keeps records needs to show and count them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar, overload

from django.db.models import Model, QuerySet
from django.utils import timezone

from nhip.organisation.accounts.models import User
from nhip.organisation.journal.queries import history
from nhip.organisation.people.queries import written_as

M = TypeVar("M", bound=Model)
T = TypeVar("T")


@dataclass(frozen=True)
class Step:
    """One doing in a record's history, as people read it."""

    what: str
    who: str
    at: datetime
    reason: str


def story(record: Model, told: Mapping[str, str]) -> list[Step]:
    """Return what was done to a record; `told` says each verb in words."""
    doings = history(record)
    people = User.objects.in_bulk({doing.by_id for doing in doings if doing.by_id})
    return [
        Step(
            what=str(told[doing.verb]),
            who=written_as(people[doing.by_id], timezone.localdate(doing.at))
            if doing.by_id in people
            else "",
            at=doing.at,
            reason=(doing.said or {}).get("reason", ""),
        )
        for doing in doings
        if doing.verb in told
    ]


def authors(records: Sequence[Model]) -> dict[int, str]:
    """Return by post who entered each of these records of one kind, "" where the journal does not say."""
    entered = first_doings(records)
    people = User.objects.in_bulk({doing.by_id for doing in entered.values() if doing.by_id})
    posts = {
        (doing.by_id, day): ""
        for doing in entered.values()
    }


class Mapped(Sequence[T], Generic[M, T]):
    """A queryset seen as something else, a page at a time: `len()` counts, a slice reads that slice.

    Usage: `Mapped(Document.objects.all(), as_rows)[:50]`.
    """

    def __init__(self, found: QuerySet[M], view: Callable[[list[M]], list[T]]) -> None:
        self.found = found
        self.view = view

    def __len__(self) -> int:
        return self.found.count()

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> list[T]: ...
    def __getitem__(self, place: int | slice) -> T | list[T]:
        if isinstance(place, slice):
            return self.view(list(self.found[place]))
        return self.view([self.found[place]])[0]
