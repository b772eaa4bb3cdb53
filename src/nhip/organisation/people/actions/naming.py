"""Naming ranks and posts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record, record_all, write_all
from nhip.organisation.journal.rules import one_row, row

from ..models import Post, Rank

Named = TypeVar("Named", Rank, Post)


class NameTaken(ValidationError):
    """Another one bears this name."""


@dataclass(frozen=True)
class NewName:
    """A rank or a post: the highest precedence is 1."""

    name: str
    precedence: int = 99


@transaction.atomic
def take_in_ranks(rows: Iterable[NewName], *, by: User, at: datetime) -> list[Rank]:
    """Name ranks, all of them or none.

    Raises WrongRow, whose reason is NameTaken or MarkedText, or PermissionDenied.
    """
    require(by, "people.add_rank")
    return _take_in(Rank, rows, "people.rank_named", by, at)


@transaction.atomic
def name_rank(name: str, precedence: int, *, by: User, at: datetime) -> Rank:
    """Name a rank. Raises NameTaken, MarkedText or PermissionDenied."""
    with one_row():
        return take_in_ranks([NewName(name, precedence)], by=by, at=at)[0]


@transaction.atomic
def correct_rank(rank: Rank, name: str, precedence: int, *, by: User, at: datetime) -> Rank:
    """Write a rank's name or precedence otherwise. Raises NameTaken or PermissionDenied."""
    require(by, "people.change_rank")
    return _correct(rank, NewName(name, precedence), "people.rank_corrected", by, at)


@transaction.atomic
def take_in_posts(rows: Iterable[NewName], *, by: User, at: datetime) -> list[Post]:
    """Name posts, all of them or none.

    Raises WrongRow, whose reason is NameTaken or MarkedText, or PermissionDenied.
    """
    require(by, "people.add_post")
    return _take_in(Post, rows, "people.post_named", by, at)


@transaction.atomic
def name_post(name: str, precedence: int = 99, *, by: User, at: datetime) -> Post:
    """Name a post. Raises NameTaken, MarkedText or PermissionDenied."""
    with one_row():
        return take_in_posts([NewName(name, precedence)], by=by, at=at)[0]


def posts_named(names: Iterable[str], *, by: User, at: datetime) -> dict[str, Post]:
    """Return posts by folded name, those not there yet made; in Python: SQLite folds no Vietnamese.

    Raises PermissionDenied where one is to be made.
    """
    posts = {post.name.casefold(): post for post in Post.objects.order_by("-pk")}
    lacking: dict[str, NewName] = {}
    for name in names:
        if name.casefold() not in posts:
            lacking.setdefault(name.casefold(), NewName(name))
    made = take_in_posts(lacking.values(), by=by, at=at) if lacking else []
    return posts | dict(zip(lacking, made, strict=True))


@transaction.atomic
def correct_post(post: Post, name: str, precedence: int, *, by: User, at: datetime) -> Post:
    """Write a post's name or precedence otherwise. Raises NameTaken or PermissionDenied."""
    require(by, "people.change_post")
    return _correct(post, NewName(name, precedence), "people.post_corrected", by, at)


def _take_in(
    model: type[Named], rows: Iterable[NewName], verb: str, by: User, at: datetime
) -> list[Named]:
    rows = list(rows)
    taken = set(model.objects.values_list("name", flat=True))
    for index, new in enumerate(rows):
        with row(index):
            _check_free(new.name, taken)
            taken.add(new.name)
    made = write_all(model(name=new.name, precedence=new.precedence) for new in rows)
    record_all(Act(verb, each, by, at) for each in made)
    return made


def _correct(kept: Named, new: NewName, verb: str, by: User, at: datetime) -> Named:
    others = type(kept).objects.exclude(pk=kept.pk)
    _check_free(new.name, set(others.values_list("name", flat=True)))
    said = {"from": [kept.name, kept.precedence], "to": [new.name, new.precedence]}
    if said["from"] != said["to"]:
        kept.name, kept.precedence = new.name, new.precedence
        kept.save(update_fields=["name", "precedence"])
        record(verb, about=kept, by=by, at=at, said=said)
    return kept


def _check_free(name: str, taken: set[str]) -> None:
    if name in taken:
        raise NameTaken(_("“%(name)s” is there already.") % {"name": name})
