"""Reads that every room of records needs: a record's story, its authors, a table leafed through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar, overload

from django.db.models import Manager, Model, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from nhip.kit.text.rules import write_day
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.models import Entry
from nhip.organisation.journal.queries import history
from nhip.organisation.journal.registry import names_of
from nhip.organisation.people.queries import WITH_POSTS, principal, who_may_begin
from nhip.organisation.people.registry import roles_for

M = TypeVar("M", bound=Model)
T = TypeVar("T")


@dataclass(frozen=True)
class StoryChange:
    """What a correction changed in one field, in words."""

    name: str
    was: str
    now: str


@dataclass(frozen=True)
class StoryStep:
    """One doing in a record's history, as people read it."""

    what: str
    who: str
    at: datetime
    reason: str
    changes: tuple[StoryChange, ...] = ()


def story(record: Model, told: Mapping[str, str | Promise]) -> list[StoryStep]:
    """Return what was done to a record, oldest first; `told` says each verb in words."""
    doings = [doing for doing in history(record) if doing.verb in told]
    posts = _posts((doing.by_id, doing.at) for doing in doings)
    return [
        StoryStep(
            what=str(told[doing.verb]),
            who=posts[doing.by_id, doing.at],
            at=doing.at,
            reason=doing.said.get("reason", ""),
            changes=tuple(_changes(record, doing.said.get("changes", ()))),
        )
        for doing in doings
    ]


def _changes(record: Model, said: Iterable[Mapping[str, str]]) -> Iterator[StoryChange]:
    fields = [*record._meta.concrete_fields, *record._meta.many_to_many]
    names = {field.name: field.verbose_name for field in fields}
    for each in said:
        yield StoryChange(str(names.get(each["field"], each["field"])), each["was"], each["now"])


def field_words(record: Model, name: str) -> str:
    """Write what one field of a record says, "" for nothing: a day as 28/7/2022, a choice by its name."""
    value = getattr(record, f"get_{name}_display", lambda: getattr(record, name))()
    if isinstance(value, datetime):
        value = timezone.localdate(value)
    if isinstance(value, date):
        return write_day(value)
    if isinstance(value, Manager):
        return ", ".join(map(str, value.all()))
    return "" if value is None else str(value)


def authors(records: Sequence[Model]) -> dict[int, str]:
    """Return by post who entered each of these records of one kind, "" where the journal is silent."""
    if not records:
        return {}
    entries = Entry.objects.filter(
        about__in=names_of(records[0]), about_id__in=[str(record.pk) for record in records]
    )
    # The first entry of a record is the one that made it; later ones are overwritten here.
    first = {entry.about_id: (entry.by_id, entry.at) for entry in entries.order_by("-pk")}
    posts = _posts(first.values())
    return {
        record.pk: posts[first[str(record.pk)]] if str(record.pk) in first else ""
        for record in records
    }


@dataclass(frozen=True)
class Beginners:
    """Who may begin where nothing stands yet: people by their posts, or the roles nobody holds."""

    people: list[str]
    roles: list[str]


def beginners(verb: str, on: date, most: int = 3) -> Beginners:
    """Return who may do a verb anywhere on a day, the uppermost units first, a few of them."""
    roles = [str(role.label) for role in roles_for(verb) or {}]
    return Beginners(who_may_begin(verb, on, most), roles)


Moment = tuple[int | None, datetime]


def _posts(doings: Iterable[Moment]) -> dict[Moment, str]:
    """Return how each of these people was written at each of these moments, asking once for all."""
    moments = set(doings)
    users = User.objects.filter(pk__in={by_id for by_id, _at in moments if by_id})
    people = {user.pk: user for user in users.prefetch_related(*WITH_POSTS)}
    return {
        (by_id, at): post_words(people.get(by_id or 0), timezone.localdate(at))
        for by_id, at in moments
    }


def post_words(user: User | None, on: date) -> str:
    """Write a person by the post held on a day: "trợ lý kế hoạch, Đơn vị 07"; nothing for nobody."""
    if user is None:
        return ""
    held = principal(user, on)
    return f"{held.post.name}, {held.unit.name}" if held else str(user)


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
