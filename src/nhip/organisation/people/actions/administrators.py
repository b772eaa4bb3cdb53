"""Somebody always looks after accounts and units."""

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import FieldRefused
from nhip.organisation.periods.rules import today

from ..choices import Role
from ..models import Appointment


class LastAdministrator(FieldRefused):
    """Without this person nobody could look after accounts and units any more."""


def administrators(at: datetime) -> QuerySet[User]:
    """Return whoever can sign in and looks after accounts: appointed, or the first account of all."""
    held = Appointment.objects.on(today(at)).filter(role=Role.ADMINISTRATOR)
    may = Q(pk__in=held.values("user")) | Q(is_superuser=True)
    return User.objects.filter(may, is_active=True)


def staying(on: date) -> QuerySet[User]:
    """Return whoever looks after accounts on a day and stays: appointed, or the first of all."""
    held = Appointment.objects.on(on).filter(role=Role.ADMINISTRATOR, end_on=None)
    may = Q(pk__in=held.values("user")) | Q(is_superuser=True)
    return User.objects.filter(may, is_active=True)


def refuse_last_administrator(held: Appointment, on: date, at: datetime) -> None:
    """Refuse to end, from a day on, what lets the last administrator look after accounts.

    Others count who stay: two whose last day is said beforehand must not leave nobody. Raises
    LastAdministrator.
    """
    is_later = held.end_on is not None and held.end_on <= on
    if held.role != Role.ADMINISTRATOR or is_later:
        return
    others = staying(max(on, today(at))).exclude(pk=held.user_id).order_by("pk")
    if not list(others.select_for_update(of=("self",))):
        raise LastAdministrator(_("This is the last administrator. Appoint another one first."))
