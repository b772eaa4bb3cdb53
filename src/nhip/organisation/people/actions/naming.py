"""Naming ranks and posts, and laying down the table of authority."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record, record_all, write_all
from nhip.organisation.journal.rules import FieldRefused, one_row, row

from ..access import LAY_DOWN
from ..models import Authority, Post, Rank

Named = TypeVar("Named", Rank, Post)


class NameTaken(ValidationError):
    """Another one bears this name."""


class EndsTooSoon(FieldRefused):
    """A line of the table of authority would end before it begins."""


@dataclass(frozen=True)
class NewName:
    """A rank or a post: the highest precedence is 1."""

    name: str
    precedence: int = 99


@dataclass(frozen=True)
class NewAuthority:
    """A line of the table of authority: what a level and kind of organ may do, and on what basis.

    An empty `subject` is every kind, an empty `organ_kind` every organ.
    """

    verb: str
    subject: str
    level: int
    organ_kind: str
    on: date
    basis: str
    until: date | None = None
    is_sample: bool = False


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


@transaction.atomic
def take_in_authority(rows: Iterable[NewAuthority], *, by: User, at: datetime) -> list[Authority]:
    """Lay down lines of the table of authority, all of them or none.

    Raises WrongRow, whose reason is EndsTooSoon or MarkedText, or PermissionDenied.
    """
    return _lay_down(
        [
            Authority(
                verb=new.verb,
                subject=new.subject,
                level=new.level,
                organ_kind=new.organ_kind,
                start_on=new.on,
                end_on=new.until,
                basis=new.basis,
                is_sample=new.is_sample,
            )
            for new in rows
        ],
        by=by,
        at=at,
    )


@transaction.atomic
def lay_down(line: Authority, *, by: User, at: datetime) -> Authority:
    """Write a new or a changed line of the table of authority. Raises EndsTooSoon or PermissionDenied."""
    before = Authority.objects.select_for_update().filter(pk=line.pk).first()
    if before is None:
        with one_row():
            return _lay_down([line], by=by, at=at)[0]
    require(by, LAY_DOWN)
    _check_forward(line)
    line.save()
    said = {"to": _plain(line), "from": _plain(before)}
    record("authority.changed", about=line, by=by, at=at, said=said)
    return line


def _check_forward(line: Authority) -> None:
    if line.end_on is not None and line.end_on <= line.start_on:
        raise EndsTooSoon(_("It ends after the day it begins."), "end_on")


def _lay_down(lines: list[Authority], *, by: User, at: datetime) -> list[Authority]:
    require(by, LAY_DOWN)
    for index, line in enumerate(lines):
        with row(index):
            _check_forward(line)
    write_all(lines)
    record_all(
        Act("authority.laid_down", line, by, at, said={"to": _plain(line)}) for line in lines
    )
    return lines


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


def _plain(line: Authority) -> dict[str, str | int]:
    return {
        "verb": line.verb,
        "subject": line.subject,
        "level": line.level,
        "organ_kind": line.organ_kind,
        "start_on": str(line.start_on),
        "end_on": str(line.end_on or ""),
        "basis": line.basis,
    }
