"""Issuing organs: what numbers they give, who signs for them, from when until when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record, record_all, write_all
from nhip.organisation.journal.rules import one_row, row

from ..access import CHANGE
from ..models import NumberSeries, Organ, Signer, Unit
from ..queries import has_records, tree
from ..rules import EndsBeforeStart, HasRecords, NotStanding, OrganClosed, SeriesTaken
from .writing import lock


@dataclass(frozen=True)
class NewOrgan:
    """An organ to open: `kind` and `layout` as the choices of units name them."""

    unit: Unit
    kind: str
    name: str
    layout: str
    on: date


@dataclass(frozen=True)
class NewSeries:
    """A number series to open: `kind` is a kind of paper, `restarts` when it begins again at 1."""

    organ: Organ
    code: str
    name: str
    kind: str
    sign: str
    restarts: str
    on: date


@dataclass(frozen=True)
class NewSigner:
    """Somebody who may sign: by post, with the capacity that stands before it (T/M, K/T, TL.)."""

    organ: Organ
    post: str
    on: date
    capacity: str = ""
    sort_order: int = 0


@transaction.atomic
def take_in_organs(rows: Iterable[NewOrgan], *, by: User, at: datetime) -> list[Organ]:
    """Give units issuing organs, all of them or none.

    Raises WrongRow, whose reason is NotStanding, MarkedText or PermissionDenied.
    """
    rows = list(rows)
    for index, new in enumerate(rows):
        with row(index):
            require(by, CHANGE, new.unit)
            _check_standing(new.unit, new.on)
    made = write_all(
        Organ(unit=new.unit, kind=new.kind, name=new.name, layout=new.layout, start_on=new.on)
        for new in rows
    )
    record_all(Act("units.organ_opened", each, by, at, each.unit) for each in made)
    return made


@transaction.atomic
def open_organ(
    unit: Unit, kind: str, name: str, layout: str, *, on: date, by: User, at: datetime
) -> Organ:
    """Give a unit an issuing organ from a day on. Raises NotStanding or PermissionDenied."""
    with one_row():
        return take_in_organs([NewOrgan(unit, kind, name, layout, on)], by=by, at=at)[0]


@transaction.atomic
def correct_organ(
    organ: Organ,
    name: str,
    layout: str,
    *,
    by: User,
    at: datetime,
    kind: str = "",
    unit: Unit | None = None,
) -> Organ:
    """Write an organ's name, the family of its papers, its kind or its unit otherwise.

    Kind and unit stay where they are left out; the unit stays too once there are records of the
    organ. Raises HasRecords, NotStanding or PermissionDenied.
    """
    require(by, CHANGE, organ.unit)
    kind, unit = kind or organ.kind, unit or organ.unit
    if unit != organ.unit:
        require(by, CHANGE, unit)
        _check_standing(unit, organ.start_on)
        list(NumberSeries.objects.select_for_update().filter(organ=organ).order_by("pk"))
        _check_free(organ, "unit")
    said = {
        "from": [organ.name, organ.layout, organ.kind, organ.unit.code],
        "to": [name, layout, kind, unit.code],
    }
    if said["from"] != said["to"]:
        organ.name, organ.layout, organ.kind, organ.unit = name, layout, kind, unit
        organ.save(update_fields=["name", "layout", "kind", "unit"])
        record("units.organ_corrected", about=organ, unit=organ.unit, by=by, at=at, said=said)
    return organ


@transaction.atomic
def close_organ(organ: Organ, *, on: date, by: User, at: datetime) -> Organ:
    """Let an organ issue nothing from a day on: its series and signers end with it.

    On its first day it may be taken back. Raises EndsBeforeStart or PermissionDenied.
    """
    require(by, CHANGE, organ.unit)
    _check_end(organ.start_on, on)
    organ.end_on = on
    organ.save(update_fields=["end_on"])
    NumberSeries.objects.filter(organ=organ).exclude(end_on__lte=on).update(end_on=on)
    Signer.objects.filter(organ=organ).exclude(end_on__lte=on).update(end_on=on)
    record("units.organ_closed", about=organ, unit=organ.unit, by=by, at=at)
    return organ


@transaction.atomic
def take_in_series(rows: Iterable[NewSeries], *, by: User, at: datetime) -> list[NumberSeries]:
    """Let organs number kinds of paper, all of them or none.

    Raises WrongRow, whose reason is SeriesTaken, OrganClosed, MarkedText or PermissionDenied.
    """
    rows = list(rows)
    for index, new in enumerate(rows):
        with row(index):
            require(by, CHANGE, new.organ.unit)
            _check_organ(new.organ, new.on)
    lock()
    organs = {new.organ.pk for new in rows}
    taken = set(NumberSeries.objects.filter(organ__in=organs).values_list("organ", "code"))
    for index, new in enumerate(rows):
        with row(index):
            if (new.organ.pk, new.code) in taken:
                words = _("This organ has a series with the code %(code)s already.")
                raise SeriesTaken(words % {"code": new.code})
            taken.add((new.organ.pk, new.code))
    made = write_all(
        NumberSeries(
            organ=new.organ,
            code=new.code,
            name=new.name,
            kind=new.kind,
            sign=new.sign,
            restarts=new.restarts,
            start_on=new.on,
        )
        for new in rows
    )
    record_all(Act("units.series_opened", each, by, at, each.organ.unit) for each in made)
    return made


@transaction.atomic
def open_series(
    organ: Organ,
    code: str,
    name: str,
    kind: str,
    sign: str,
    restarts: str,
    *,
    on: date,
    by: User,
    at: datetime,
) -> NumberSeries:
    """Let an organ number one kind of paper from a day on.

    Raises SeriesTaken, OrganClosed or PermissionDenied.
    """
    new = NewSeries(organ, code, name, kind, sign, restarts, on)
    with one_row():
        return take_in_series([new], by=by, at=at)[0]


@transaction.atomic
def correct_series(
    series: NumberSeries,
    name: str,
    sign: str,
    *,
    by: User,
    at: datetime,
    kind: str = "",
    restarts: str = "",
) -> NumberSeries:
    """Write a series' name, sign, kind of paper or when it begins again otherwise.

    Papers keep the symbol they bear; once there is one, kind and beginning stay as well, and so they
    do where they are left out. Raises HasRecords or PermissionDenied.
    """
    require(by, CHANGE, series.organ.unit)
    series = NumberSeries.objects.select_for_update(of=("self",)).get(pk=series.pk)
    kind, restarts = kind or series.kind, restarts or series.restarts
    for field, value in (("kind", kind), ("restarts", restarts)):
        if value != getattr(series, field):
            _check_free(series, field)
    said = {
        "from": [series.name, series.sign, series.kind, series.restarts],
        "to": [name, sign, kind, restarts],
    }
    if said["from"] != said["to"]:
        series.name, series.sign, series.kind, series.restarts = name, sign, kind, restarts
        series.save(update_fields=["name", "sign", "kind", "restarts"])
        unit = series.organ.unit
        record("units.series_corrected", about=series, unit=unit, by=by, at=at, said=said)
    return series


@transaction.atomic
def close_series(series: NumberSeries, *, on: date, by: User, at: datetime) -> NumberSeries:
    """Let a series give no number from a day on. Raises EndsBeforeStart or PermissionDenied."""
    require(by, CHANGE, series.organ.unit)
    _check_end(series.start_on, on)
    series.end_on = on
    series.save(update_fields=["end_on"])
    record("units.series_closed", about=series, unit=series.organ.unit, by=by, at=at)
    return series


@transaction.atomic
def take_in_signers(rows: Iterable[NewSigner], *, by: User, at: datetime) -> list[Signer]:
    """Say who signs for organs, all of them or none.

    Raises WrongRow, whose reason is OrganClosed, MarkedText or PermissionDenied.
    """
    rows = list(rows)
    for index, new in enumerate(rows):
        with row(index):
            require(by, CHANGE, new.organ.unit)
            _check_organ(new.organ, new.on)
    made = write_all(
        Signer(
            organ=new.organ,
            post=new.post,
            capacity=new.capacity,
            sort_order=new.sort_order,
            start_on=new.on,
        )
        for new in rows
    )
    record_all(Act("units.signer_named", each, by, at, each.organ.unit) for each in made)
    return made


@transaction.atomic
def name_signer(
    organ: Organ,
    post: str,
    *,
    on: date,
    by: User,
    at: datetime,
    capacity: str = "",
    sort_order: int = 0,
) -> Signer:
    """Say that a post signs for an organ from a day on. Raises OrganClosed or PermissionDenied."""
    with one_row():
        new = NewSigner(organ, post, on, capacity, sort_order)
        return take_in_signers([new], by=by, at=at)[0]


@transaction.atomic
def correct_signer(
    signer: Signer, post: str, capacity: str, sort_order: int, *, by: User, at: datetime
) -> Signer:
    """Write a signer's post, capacity or place otherwise. Raises PermissionDenied."""
    require(by, CHANGE, signer.organ.unit)
    said = {
        "from": [signer.post, signer.capacity, signer.sort_order],
        "to": [post, capacity, sort_order],
    }
    if said["from"] != said["to"]:
        signer.post, signer.capacity, signer.sort_order = post, capacity, sort_order
        signer.save(update_fields=["post", "capacity", "sort_order"])
        unit = signer.organ.unit
        record("units.signer_corrected", about=signer, unit=unit, by=by, at=at, said=said)
    return signer


@transaction.atomic
def end_signer(signer: Signer, *, on: date, by: User, at: datetime) -> Signer:
    """Let a post sign no more from a day on. Raises EndsBeforeStart or PermissionDenied."""
    require(by, CHANGE, signer.organ.unit)
    _check_end(signer.start_on, on)
    signer.end_on = on
    signer.save(update_fields=["end_on"])
    record("units.signer_ended", about=signer, unit=signer.organ.unit, by=by, at=at)
    return signer


def _check_standing(unit: Unit, on: date) -> None:
    if unit.pk not in tree(on):
        raise NotStanding(_("%(name)s did not stand on that day.") % {"name": unit.name})


def _check_free(thing: Organ | NumberSeries, field: str) -> None:
    """Refuse to write otherwise what records already rest on."""
    if has_records(thing):
        words = _("Records are kept by this already. End it, and open another one.")
        raise HasRecords(words, field)


def _check_organ(organ: Organ, on: date) -> None:
    if on < organ.start_on or (organ.end_on and on >= organ.end_on):
        raise OrganClosed(_("%(name)s issued nothing on that day.") % {"name": organ.name})


def _check_end(start_on: date, on: date) -> None:
    """Refuse an end before the start; on the first day itself, what was made by mistake is taken back."""
    if on < start_on:
        raise EndsBeforeStart(_("It cannot end before it begins."))
