"""The table of authority: lines laid down, changed from a day on, ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record, record_all, write_all
from nhip.organisation.journal.rules import FieldRefused, one_row, row

from ..access import LAY_DOWN
from ..models import Authority


class EndsTooSoon(FieldRefused):
    """A line of the table of authority would end before it begins."""


class NothingChanges(FieldRefused):
    """A line would say from a day on what it says already."""


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
    """Write a new line of the table of authority. Raises EndsTooSoon, MarkedText or PermissionDenied."""
    with one_row():
        return _lay_down([line], by=by, at=at)[0]


@transaction.atomic
def end_authority(line: Authority, *, on: date, by: User, at: datetime) -> Authority:
    """Let a line give nothing from a day on; on its first day it never held.

    Another day may be said later. Raises EndsTooSoon or PermissionDenied.
    """
    require(by, LAY_DOWN)
    line = Authority.objects.select_for_update().get(pk=line.pk)
    if on < line.start_on:
        raise EndsTooSoon(_("It cannot end before it begins."), "on")
    said = {"from": _plain(line)}
    line.end_on = on
    line.save(update_fields=["end_on"])
    record("authority.ended", about=line, by=by, at=at, said=said | {"to": _plain(line)})
    return line


@transaction.atomic
def change_authority(line: Authority, new: Authority, *, by: User, at: datetime) -> Authority:
    """Let a line say something else from the new one's first day on; until then the old one holds.

    Raises NothingChanges, EndsTooSoon, MarkedText or PermissionDenied.
    """
    require(by, LAY_DOWN)
    line = Authority.objects.select_for_update().get(pk=line.pk)
    if line.end_on is not None and line.end_on <= new.start_on:
        raise EndsTooSoon(_("The line is over by then. Write a new one."), "start_on")
    if _plain(line) | {"start_on": ""} == _plain(new) | {"start_on": ""}:
        raise NothingChanges(_("It says so already. Change something, or end the line."))
    if new.start_on < line.start_on:
        raise EndsTooSoon(_("It cannot change before it begins."), "start_on")
    end_authority(line, on=new.start_on, by=by, at=at)
    return lay_down(new, by=by, at=at)


def _lay_down(lines: list[Authority], *, by: User, at: datetime) -> list[Authority]:
    require(by, LAY_DOWN)
    for index, line in enumerate(lines):
        with row(index):
            if line.end_on is not None and line.end_on <= line.start_on:
                raise EndsTooSoon(_("It ends after the day it begins."), "end_on")
    write_all(lines)
    record_all(
        Act("authority.laid_down", line, by, at, said={"to": _plain(line)}) for line in lines
    )
    return lines


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
