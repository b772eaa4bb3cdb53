"""Appointing people and ending appointments."""

from collections.abc import Collection
from datetime import date, datetime

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.periods.rules import today
from nhip.organisation.units.models import Unit, UnitEvent
from nhip.organisation.units.queries import tree

from ..choices import AT_THE_ROOT, Role
from ..models import Appointment, Authority, Post, Rank

GROUPED = (Role.EDITOR, Role.PUBLISHER)


class AlreadyAppointed(ValidationError):
    """The person has this role in this unit on some of these days."""


class NotStanding(ValidationError):
    """The unit did not stand on that day."""


class OnlyAtTheRoot(ValidationError):
    """The role reaches beyond any unit below the root, so no unit below may give it."""


class EndsBeforeStart(ValidationError):
    """An appointment cannot end before it begins."""


@transaction.atomic
def appoint(
    user: User,
    unit: Unit,
    post: Post,
    role: str,
    *,
    on: date,
    by: User,
    at: datetime,
    rank: Rank | None = None,
) -> Appointment:
    """Give a person a post in a unit, and its role, from a day on.

    Raises NotStanding, OnlyAtTheRoot, AlreadyAppointed, or PermissionDenied.
    """
    require(by, "people.appoint", unit)
    standing = tree(on)
    if unit.pk not in standing:
        raise NotStanding(_("%(name)s did not stand on that day.") % {"name": unit.name})
    if role in AT_THE_ROOT and unit.pk != standing.root.id:
        raise OnlyAtTheRoot(_("This role is given in the unit on top only."))
    same = Appointment.objects.filter(user=user, unit=unit, role=role)
    if same.exclude(end_on__lte=on).exists():
        raise AlreadyAppointed(_("This person already has this role in this unit."))
    appointment = Appointment.objects.create(
        user=user, unit=unit, post=post, role=role, rank=rank, start_on=on
    )
    _join_groups(user, today(at))
    record("people.appointed", about=appointment, unit=unit, by=by, at=at)
    return appointment


@transaction.atomic
def end_appointment(appointment: Appointment, *, on: date, by: User, at: datetime) -> Appointment:
    """End an appointment: from that day on it gives no power. Raises EndsBeforeStart."""
    require(by, "people.appoint", appointment)
    appointment = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
    if on < appointment.start_on:
        raise EndsBeforeStart(_("It cannot end before it begins."))
    appointment.end_on = on
    appointment.save(update_fields=["end_on"])
    _join_groups(appointment.user, today(at))
    record("people.appointment_ended", about=appointment, unit=appointment.unit, by=by, at=at)
    return appointment


def end_with_units(unit_ids: Collection[int], event: UnitEvent) -> None:
    """End the appointments of units that close, on the day they do; the decision that closes them may."""
    held = Appointment.objects.select_for_update(of=("self",)).exclude(end_on__lte=event.on)
    for appointment in held.filter(unit__in=unit_ids).select_related("user", "unit"):
        appointment.end_on = max(event.on, appointment.start_on)
        appointment.save(update_fields=["end_on"])
        _join_groups(appointment.user, today(event.at))
        record(
            "people.appointment_ended",
            about=appointment,
            unit=appointment.unit,
            by=event.by,
            at=event.at,
            said={"reason": event.words},
        )


@transaction.atomic
def lay_down(line: Authority, *, by: User, at: datetime) -> Authority:
    """Write a new or a changed line of the table of authority. Raises PermissionDenied."""
    require(by, "people.lay_down")
    before = Authority.objects.select_for_update().filter(pk=line.pk).first()
    line.save()
    said = {"to": _plain(line)} | ({"from": _plain(before)} if before else {})
    verb = "authority.changed" if before else "authority.laid_down"
    record(verb, about=line, by=by, at=at, said=said)
    return line


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


def regroup(at: datetime) -> None:
    """Bring everybody's groups in step with appointments that began or ended by the calendar."""
    for user in User.objects.filter(appointments__role__in=GROUPED).distinct():
        _join_groups(user, today(at))


def _join_groups(user: User, on: date) -> None:
    """Put the user into the groups of the editing roles held on a day, and out of the others.

    Wagtail knows who may edit which pages by groups (`editor`, `publisher`) and asks nobody else.
    """
    held = set(user.appointments.on(on).values_list("role", flat=True)) & set(GROUPED)
    user.groups.remove(*Group.objects.filter(name__in=set(GROUPED) - held))
    user.groups.add(*(Group.objects.get_or_create(name=role)[0] for role in held))
