"""Every change of the first run: each step is written whole, under the lock of the one row."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhip.hall.models import Beginning
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.people import actions as people
from nhip.organisation.people.actions import appoint, end_appointment
from nhip.organisation.people.choices import Role
from nhip.organisation.people.models import Post
from nhip.organisation.periods.actions import (
    NewSpecialDay,
    drop_special_day,
    open_calendar,
    take_in_special_days,
)
from nhip.organisation.periods.models import SpecialDay
from nhip.organisation.periods.rules import today
from nhip.organisation.units.actions import (
    close_organ,
    correct_organ,
    name_levels,
    open_organ,
    open_series,
    set_up_root,
)
from nhip.organisation.units.choices import Layout, OrganKind, Restart
from nhip.organisation.units.models import NumberSeries, Organ, Unit
from nhip.portal.news.actions import set_up_site
from nhip.portal.news.models import HomePage
from nhip.portal.site.actions import name_site

from . import regimes, steps
from .starter import Holiday, Package, StarterSeries, starter

ONLY = 1  # the row's key: two starts at once cannot make two
CALENDARS = {
    1: ("duong-lich", gettext_lazy("Calendar months")),
    15: ("nghi-dinh-09", gettext_lazy("Months from the 15th to the 14th")),
}


class Over(Exception):
    """Setting up is finished, or the key has been used: there is nothing to enter any more."""


class NotYet(Exception):
    """Something must be said before; the message tells what."""


@dataclass(frozen=True)
class Body:
    """What an organisation says of itself. `logo` is a PNG of our making, or None to leave it."""

    name: str
    short_name: str
    code: str
    since: date
    organ: str
    layout: str
    committee: str = ""
    logo: bytes | None = None


@dataclass(frozen=True)
class Door:
    """Where setting up begins or goes on: with a key until the first account is made."""

    key: str = ""


@transaction.atomic
def open_door(*, at: datetime) -> Door | None:
    """Return the way into setting up, or None where all is set up. A new key ends the one before."""
    beginning = Beginning.objects.select_for_update().first()
    if beginning is None:
        if User.objects.exists():
            return None
        beginning = Beginning.objects.get_or_create(pk=ONLY, defaults={"started_at": at})[0]
    if beginning.finished_at:
        return None
    if beginning.administrator_id:
        return Door()
    key = secrets.token_urlsafe(24)
    beginning.key_digest = _digest(key)
    beginning.save(update_fields=["key_digest"])
    return Door(key)


def fits(key: str) -> bool:
    """Tell whether a key opens the door now."""
    beginning = Beginning.objects.unfinished().exclude(key_digest="").first()
    return beginning is not None and _is_key(beginning, key)


@transaction.atomic
def make_first_account(key: str, username: str, name: str, password: str, *, at: datetime) -> User:
    """Make the first administrator's account, once; the key is used up. Raises Over."""
    beginning = Beginning.objects.select_for_update().filter(finished_at=None).first()
    if beginning is None or not _is_key(beginning, key):
        raise Over
    try:
        user = people.make_first_account(username, name, password, at=at)
    except people.AccountsExist:
        raise Over from None
    beginning.administrator, beginning.key_digest = user, ""
    beginning.save(update_fields=["administrator", "key_digest"])
    return user


@transaction.atomic
def say_body(body: Body, *, by: User, at: datetime) -> Unit:
    """Set up the unit on top, its organs, the public site, and the administrator's post; or correct them.

    Raises Over, what `units.set_up_root` raises, or PermissionDenied.
    """
    beginning = _locked(by)
    root = set_up_root(body.code, body.name, on=body.since, by=by, at=at)
    _say_organ(root, OrganKind.COMMAND, body.organ, body.layout, body.since, by, at)
    _say_organ(root, OrganKind.COMMITTEE, body.committee, Layout.PARTY, body.since, by, at)
    if not HomePage.objects.exists():
        set_up_site(name=body.name, sections=[("tin-tuc", "Tin tức", "")], by=by, at=at)
    name_site(body.name, body.short_name, logo=body.logo, by=by, at=at)
    first = beginning.administrator
    if first and not first.appointments.filter(role=Role.ADMINISTRATOR).exists():
        appoint(first, root, _post(by, at), Role.ADMINISTRATOR, on=today(at), by=by, at=at)
    _take(beginning, steps.BODY, by, at)
    return root


def _say_organ(
    root: Unit, kind: str, name: str, layout: str, on: date, by: User, at: datetime
) -> None:
    organ = Organ.objects.filter(unit=root, kind=kind, end_on=None).first()
    if organ and name:
        correct_organ(organ, name, layout, by=by, at=at)
    elif organ:
        close_organ(organ, on=today(at), by=by, at=at)
    elif name:
        open_organ(root, kind, name, layout, on=on, by=by, at=at)


@transaction.atomic
def say_levels(names: Collection[str], *, by: User, at: datetime) -> None:
    """Name the levels from the top down. Raises Over or PermissionDenied."""
    beginning = _locked(by)
    name_levels(list(names), by=by, at=at)
    _take(beginning, steps.LEVELS, by, at)


@transaction.atomic
def say_calendar(
    first_day: int,
    holidays: Collection[Holiday],
    *,
    offered: Iterable[Holiday] = (),
    by: User,
    at: datetime,
) -> None:
    """Choose how months are cut, and write holidays down; those offered and not chosen go again.

    Raises Over or PermissionDenied.
    """
    beginning = _locked(by)
    code, name = CALENDARS[first_day]
    beginning.calendar = open_calendar(code, str(name), first_day, by=by, at=at)
    beginning.save(update_fields=["calendar"])
    chosen = {day.on: day for day in holidays}
    for day in SpecialDay.objects.filter(on__in={each.on for each in offered} - chosen.keys()):
        drop_special_day(day, by=by, at=at)
    kept = set(SpecialDay.objects.filter(on__in=chosen).values_list("on", flat=True))
    new = [
        NewSpecialDay(on, each.name, each.legal_basis, each.is_worked)
        for on, each in chosen.items()
        if on not in kept
    ]
    take_in_special_days(new, by=by, at=at)
    _take(beginning, steps.CALENDAR, by, at)


@transaction.atomic
def take_step(step: str, *, by: User, at: datetime) -> None:
    """Note that a step is behind: done by the room it belongs to, or left for later.

    Raises Over or PermissionDenied.
    """
    _take(_locked(by), step, by, at)


@transaction.atomic
def switch_on(
    packages: Collection[Package],
    levels: Collection[int],
    organs: Collection[Organ],
    *,
    by: User,
    at: datetime,
) -> None:
    """Put regimes into force for these levels, and open number series for these organs.

    Regimes are a planner's to publish: who sets up holds that role at the root for this one moment,
    and the journal says so. What is on already stays. Raises NotYet, Over, what publishing raises,
    or PermissionDenied.
    """
    beginning = _locked(by)
    organ = Organ.objects.filter(kind=OrganKind.COMMAND, end_on=None).order_by("pk").first()
    if organ is None or beginning.calendar is None:
        raise NotYet(_("Name the organisation and choose its calendar first."))
    if packages:
        is_planner = by.appointments.on(today(at)).filter(role=Role.PLANNER, unit=organ.unit)
        lent = None
        if not is_planner.exists():
            lent = appoint(by, organ.unit, _post(by, at), Role.PLANNER, on=today(at), by=by, at=at)
        for package in packages:
            regimes.publish(package, organ, beginning.calendar, levels, by=by, at=at)
        if lent:
            end_appointment(lent, on=today(at), by=by, at=at)
    for each in organs:
        for paper in starter().papers:
            _open_series(each, paper, by, at)
    _take(beginning, steps.STARTER, by, at)


def _open_series(organ: Organ, paper: StarterSeries, by: User, at: datetime) -> None:
    own = "ĐU" if organ.kind == OrganKind.COMMITTEE else organ.unit.code
    if not NumberSeries.objects.filter(organ=organ, code=paper.kind).exists():
        open_series(
            organ,
            paper.kind,
            paper.name,
            paper.kind,
            f"{paper.sign}-{own}",
            Restart.YEAR,
            on=organ.start_on,
            by=by,
            at=at,
        )


@transaction.atomic
def finish(*, by: User, at: datetime) -> None:
    """Open the house: setting up is over and cannot be entered again.

    Raises NotYet, Over or PermissionDenied.
    """
    beginning = _locked(by)
    if lacking := [str(steps.NAMES[step]) for step in steps.NEEDED if step not in beginning.taken]:
        raise NotYet(_("Still to be said: %(steps)s.") % {"steps": ", ".join(lacking)})
    beginning.finished_at = at
    beginning.save(update_fields=["finished_at"])
    record("beginning.finished", about=beginning, by=by, at=at)


def _locked(by: User) -> Beginning:
    """Return the row, locked: two browsers write one after the other."""
    require(by, "hall.begin")
    beginning = Beginning.objects.select_for_update().filter(finished_at=None).first()
    if beginning is None:
        raise Over
    return beginning


def _take(beginning: Beginning, step: str, by: User, at: datetime) -> None:
    if step not in beginning.taken:
        beginning.taken = [*beginning.taken, step]
        beginning.save(update_fields=["taken"])
        record("beginning.step_taken", about=beginning, by=by, at=at, said={"step": step})


def _post(by: User, at: datetime) -> Post:
    name = str(_("System administrator"))
    return Post.objects.filter(name=name).first() or people.name_post(name, by=by, at=at)


def _digest(key: str) -> str:
    """Return what is kept of a key: 192 bits of chance need no slow hash."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def _is_key(beginning: Beginning, key: str) -> bool:
    return bool(beginning.key_digest) and secrets.compare_digest(beginning.key_digest, _digest(key))
