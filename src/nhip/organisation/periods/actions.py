"""Opening periods, and keeping the days that are not what their weekday says."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record

from .access import KEEP
from .choices import PeriodKind
from .models import Calendar, Period, SpecialDay
from .rules import SATURDAY, NoSuchPeriod, span_of


class NotAWeekend(ValueError):
    """Only a Saturday or Sunday can be worked in exchange for another day."""


def open_period(calendar: Calendar, kind: str, year: int, index: int) -> Period:
    """Return the period, made now if it was not yet there. Raises NoSuchPeriod."""
    span = span_of(calendar.first_day, kind, year, index)
    period, _created = Period.objects.get_or_create(
        calendar=calendar,
        kind=kind,
        year=year,
        index=index,
        defaults={"start_on": span.start_on, "end_on": span.end_on},
    )
    return period


@transaction.atomic
def open_calendar(code: str, name: str, first_day: int, *, by: User, at: datetime) -> Calendar:
    """Return the calendar that cuts months on this day, made now if there was none yet.

    `first_day` is 1, or the day of the month before. Raises PermissionDenied.
    """
    require(by, KEEP)
    found = Calendar.objects.filter(first_day=first_day).order_by("pk").first()
    if found:
        return found
    calendar = Calendar.objects.create(code=code, name=name, first_day=first_day)
    record("periods.calendar_opened", about=calendar, by=by, at=at, said={"first_day": first_day})
    return calendar


@transaction.atomic
def open_ad_hoc(calendar: Calendar, start_on: date, end_on: date) -> Period:
    """Return the ad hoc period of these days, half-open, made now if it was not yet there.

    Raises NoSuchPeriod where it would end before it begins.
    """
    if end_on <= start_on:
        raise NoSuchPeriod(f"{start_on} {end_on}")
    ours = Period.objects.select_for_update().filter(calendar=calendar, kind=PeriodKind.AD_HOC)
    same = ours.filter(start_on=start_on, end_on=end_on).first()
    return same or Period.objects.create(
        calendar=calendar,
        kind=PeriodKind.AD_HOC,
        year=start_on.year,
        index=ours.filter(year=start_on.year).count() + 1,
        start_on=start_on,
        end_on=end_on,
    )


@transaction.atomic
def set_special_day(
    on: date,
    *,
    name: str,
    legal_basis: str,
    is_worked: bool = False,
    is_sample: bool = False,
    by: User,
    at: datetime,
) -> SpecialDay:
    """Write down a holiday or a swapped day, or correct what stands for that day.

    Deadlines already given stay; those of obligations made later follow. Raises NotAWeekend or
    PermissionDenied.
    """
    require(by, KEEP)
    if is_worked and on.weekday() < SATURDAY:
        raise NotAWeekend(_("Only a Saturday or Sunday is worked in exchange."))
    said = {"name": name, "legal_basis": legal_basis, "is_worked": is_worked}
    day, _created = SpecialDay.objects.update_or_create(
        on=on, defaults=said | {"is_sample": is_sample}
    )
    record("periods.day_set", about=day, by=by, at=at, said=said | {"on": str(on)})
    return day


@transaction.atomic
def drop_special_day(day: SpecialDay, *, by: User, at: datetime) -> None:
    """Let a day be again what its weekday says. Raises PermissionDenied."""
    require(by, KEEP)
    record(
        "periods.day_dropped", about=day, by=by, at=at, said={"on": str(day.on), "name": day.name}
    )
    day.delete()
