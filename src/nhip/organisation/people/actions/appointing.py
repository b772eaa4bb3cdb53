"""Appointing people and ending appointments."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from nhip.kit.text.rules import write_day
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record, record_all, write_all
from nhip.organisation.journal.queries import is_own
from nhip.organisation.journal.rules import FieldRefused, RecordOvertaken, one_row, row
from nhip.organisation.periods.rules import today
from nhip.organisation.units.models import Unit, UnitEvent
from nhip.organisation.units.queries import tree
from nhip.organisation.units.rules import EndsBeforeStart, NotStanding, Tree

from ..choices import AT_THE_ROOT, Role
from ..models import Appointment, Post, Rank
from ..signals import move_on
from .administrators import refuse_last_administrator
from .naming import posts_named
from .telling import tell

GROUPED = (Role.EDITOR, Role.PUBLISHER)


class AlreadyAppointed(FieldRefused):
    """The person has this role in this unit on some of these days."""


class OnlyAtTheRoot(FieldRefused):
    """The role reaches beyond any unit below the root, so no unit below may give it."""

    field = "role"


@dataclass(frozen=True)
class NewAppointment:
    """A person gets a post in a unit, and its role, from a day on."""

    user: User
    unit: Unit
    post: Post
    role: str
    on: date
    rank: Rank | None = None


@transaction.atomic
def take_in_appointments(
    rows: Iterable[NewAppointment], *, by: User, at: datetime
) -> list[Appointment]:
    """Give people posts in units, and their roles, all of them or none.

    Raises WrongRow, whose reason is NotStanding, OnlyAtTheRoot, AlreadyAppointed, or PermissionDenied.
    """
    rows = list(rows)
    held = _held_already(rows)
    trees: dict[date, Tree] = {}
    for index, new in enumerate(rows):
        with row(index):
            require(by, "people.appoint", new.unit)
            trees[new.on] = trees.get(new.on) or tree(new.on)
            _check(new, trees[new.on], held)
            held.setdefault((new.user.pk, new.unit.pk, new.role), []).append(None)
    made = write_all(
        Appointment(
            user=new.user,
            unit=new.unit,
            post=new.post,
            role=new.role,
            rank=new.rank,
            start_on=new.on,
        )
        for new in rows
    )
    move_on()
    _join_groups_of({new.user.pk for new in rows}, today(at))
    record_all(Act("people.appointed", each, by, at, each.unit) for each in made)
    tell(((each.user, _in_words(each)) for each in made if each.user != by), at)
    return made


def _in_words(new: Appointment) -> str:
    said = {"post": new.post.name, "unit": new.unit.name, "day": write_day(new.start_on)}
    return _("You hold a post from %(day)s: %(post)s, %(unit)s.") % said


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
    with one_row():
        new = NewAppointment(user, unit, post, role, on, rank)
        return take_in_appointments([new], by=by, at=at)[0]


@transaction.atomic
def appoint_as(
    user: User,
    unit: Unit,
    post: str,
    role: str,
    *,
    on: date,
    by: User,
    at: datetime,
    rank: Rank | None = None,
) -> Appointment:
    """Give a person a post by its name; one that is not there yet is named in the same press.

    Raises what `appoint` raises.
    """
    require(by, "people.appoint", unit)
    named = posts_named([post], by=by, at=at)[post.casefold()]
    return appoint(user, unit, named, role, on=on, by=by, at=at, rank=rank)


Held = dict[tuple[int, int, str], list[date | None]]


def _held_already(rows: Sequence[NewAppointment]) -> Held:
    """Return until when the people of these rows hold which role where."""
    users = {new.user.pk for new in rows}
    found: Held = {}
    for user, unit, role, end_on in Appointment.objects.filter(user__in=users).values_list(
        "user", "unit", "role", "end_on"
    ):
        found.setdefault((user, unit, role), []).append(end_on)
    return found


def _check(new: NewAppointment, standing: Tree, held: Held) -> None:
    if new.unit.pk not in standing:
        raise NotStanding(_("%(name)s did not stand on that day.") % {"name": new.unit.name})
    if new.role in AT_THE_ROOT and new.unit.pk != standing.root.id:
        raise OnlyAtTheRoot(_("This role is given in the unit on top only."))
    ends = held.get((new.user.pk, new.unit.pk, new.role), [])
    if any(end_on is None or end_on > new.on for end_on in ends):
        raise AlreadyAppointed(_("This person already has this role in this unit."))


@transaction.atomic
def end_appointment(appointment: Appointment, *, on: date, by: User, at: datetime) -> Appointment:
    """End an appointment: from that day on it gives no power. Another day may be said later.

    Raises EndsBeforeStart, AlreadyAppointed where a later one of the same kind begins before that day,
    RecordOvertaken where the day of its end is another than on the object given, or LastAdministrator.
    """
    require(by, "people.appoint", appointment)
    seen = appointment.end_on
    appointment = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
    if appointment.end_on != seen:
        raise RecordOvertaken(
            _("You ended this post meanwhile, in another window. Look at its days again.")
            if is_own(by, appointment, "people.appointment_ended")
            else _("Somebody ended this post meanwhile. Look at its days again.")
        )
    if on < appointment.start_on:
        raise EndsBeforeStart(_("It cannot end before it begins."))
    if _next_of_its_kind(appointment, on):
        raise AlreadyAppointed(_("This person already has this role in this unit."), "on")
    refuse_last_administrator(appointment, on, at)
    appointment.end_on = on
    appointment.save(update_fields=["end_on"])
    _join_groups(appointment.user, today(at))
    record("people.appointment_ended", about=appointment, unit=appointment.unit, by=by, at=at)
    if appointment.user != by:
        said = {"post": appointment.post.name, "unit": appointment.unit.name, "day": write_day(on)}
        words = _("Your post ends on %(day)s: %(post)s, %(unit)s.") % said
        tell([(appointment.user, words)], at)
    return appointment


def _next_of_its_kind(held: Appointment, on: date) -> bool:
    same = Appointment.objects.filter(user=held.user_id, unit=held.unit_id, role=held.role)
    later = same.filter(start_on__gt=held.start_on, start_on__lt=on)
    return later.exclude(pk=held.pk).exists()


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


def regroup(at: datetime) -> None:
    """Bring everybody's groups in step with appointments that began or ended by the calendar."""
    for user in User.objects.filter(appointments__role__in=GROUPED).distinct():
        _join_groups(user, today(at))


def _join_groups_of(user_ids: Collection[int], on: date) -> None:
    """Bring the groups of those in step who hold an editing role, or stand in its group."""
    concerned = Q(appointments__role__in=GROUPED) | Q(groups__name__in=GROUPED)
    for user in User.objects.filter(concerned, pk__in=user_ids).distinct():
        _join_groups(user, on)


def _join_groups(user: User, on: date) -> None:
    """Put the user into the groups of the editing roles held on a day, and out of the others.

    Wagtail knows who may edit which pages by groups (`editor`, `publisher`) and asks nobody else.
    """
    held = set(user.appointments.on(on).values_list("role", flat=True)) & set(GROUPED)
    user.groups.remove(*Group.objects.filter(name__in=set(GROUPED) - held))
    user.groups.add(*(Group.objects.get_or_create(name=role)[0] for role in held))
