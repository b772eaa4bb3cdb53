"""An officer leaves: another one takes over every post, and with the posts all that waits there."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.journal.rules import FieldRefused, one_row

from ..models import Appointment
from .appointing import NewAppointment, end_appointment, take_in_appointments


class NothingToHandOver(FieldRefused):
    """The person holds no post from that day on."""

    field = "on"


class CannotTakeOver(FieldRefused):
    """The other one is the same person, or has no account that is open."""

    field = "to"


@transaction.atomic
def hand_over(user: User, to: User, *, on: date, by: User, at: datetime) -> list[Appointment]:
    """Let another person take over all posts somebody holds from a day on; return the new ones.

    What waits there belongs to units and posts, so it goes with them: drafts, duties, decisions. A post the
    other one has already, for as long, is only ended. A later end of a post stays the end of what follows it.
    Raises NothingToHandOver, CannotTakeOver, AlreadyAppointed where the other one has a post for some of the
    days only, LastAdministrator or PermissionDenied.
    """
    require(by, "people.appoint")
    if to == user or not User.objects.filter(pk=to.pk, is_active=True).exists():
        raise CannotTakeOver(_("Choose somebody else, whose account is open."))
    held = _held_from(user, on)
    if not held:
        raise NothingToHandOver(_("This person holds no post on that day or after it."))
    theirs = _held_from(to, on)
    passed = [each for each in held if not any(_covers(one, each, on) for one in theirs)]
    with one_row():
        made = take_in_appointments(
            [
                NewAppointment(to, each.unit, each.post, each.role, max(on, each.start_on))
                for each in passed
            ],
            by=by,
            at=at,
        )
    for before, after in zip(passed, made, strict=True):
        if before.end_on:
            end_appointment(after, on=before.end_on, by=by, at=at)
    for each in held:
        end_appointment(each, on=max(on, each.start_on), by=by, at=at)
    said = {"to": to.username, "posts": [str(each) for each in held]}
    record("people.handed_over", about=user, by=by, at=at, said=said)
    return made


def _covers(theirs: Appointment, held: Appointment, on: date) -> bool:
    """Return whether the other one has a post from that day on for as long as the one who leaves."""
    same = (theirs.unit_id, theirs.role) == (held.unit_id, held.role)
    lasts = theirs.end_on is None or (held.end_on is not None and held.end_on <= theirs.end_on)
    return same and lasts and theirs.start_on <= max(on, held.start_on)


def _held_from(user: User, on: date) -> list[Appointment]:
    held = user.appointments.select_related("unit", "post", "user")
    return [each for each in held.order_by("pk") if each.end_on is None or each.end_on > on]
