"""Opening periods, and keeping the days that are not what their weekday says."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record, record_all, write_all
from nhip.organisation.journal.rules import one_row, row

from . import registry
from .access import KEEP
from .choices import PeriodKind
from .models import Calendar, Period, SpecialDay
from .queries import working_days
from .rules import SATURDAY, NoSuchPeriod, check_named, span_of

FIELDS = ("name", "legal_basis", "is_worked", "is_sample")


class NotAWeekend(ValueError):
    """Only a Saturday or Sunday can be worked in exchange for another day."""


def open_period(calendar: Calendar, kind: str, year: int, index: int) -> Period:
    """Return the period, made now if it was not yet there. Raises NoSuchPeriod."""
    span = span_of(calendar.cut, kind, year, index)
    period, _created = Period.objects.get_or_create(
        calendar=calendar,
        kind=kind,
        year=year,
        index=index,
        defaults={"start_on": span.start_on, "end_on": span.end_on},
    )
    return period


@transaction.atomic
def open_calendar(
    code: str, name: str, first_day: int, *, named: Sequence[int] = (), by: User, at: datetime
) -> Calendar:
    """Return the calendar that cuts so, made now if there was none yet.

    `first_day` of its months is 1, or the day of the month before; `named` are the days of a month on
    which its periods end, where it names some. Raises NoSuchDays or PermissionDenied.
    """
    require(by, KEEP)
    days = list(check_named(named)) if named else []
    same = Calendar.objects.filter(first_day=first_day).order_by("pk")
    found = next((each for each in same if each.named_days == days), None)
    if found:
        return found
    calendar = Calendar.objects.create(code=code, name=name, first_day=first_day, named_days=days)
    said = {"first_day": first_day} | ({"named": days} if days else {})
    record("periods.calendar_opened", about=calendar, by=by, at=at, said=said)
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


@dataclass(frozen=True)
class NewSpecialDay:
    """A holiday or a swapped day to be written down."""

    on: date
    name: str
    legal_basis: str
    is_worked: bool = False
    is_sample: bool = False


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

    Deadlines counted in working days follow (`registry`). Raises NotAWeekend or PermissionDenied.
    """
    new = NewSpecialDay(on, name, legal_basis, is_worked, is_sample)
    with one_row():
        return take_in_special_days([new], by=by, at=at)[0]


@transaction.atomic
def take_in_special_days(
    rows: Iterable[NewSpecialDay], *, by: User, at: datetime
) -> list[SpecialDay]:
    """Write down a year's holidays and swapped days, all of them or none, as `set_special_day` does each.

    Raises WrongRow, whose reason is NotAWeekend, or PermissionDenied.
    """
    require(by, KEEP)
    rows, before = list(rows), working_days()
    there = SpecialDay.objects.select_for_update().filter(on__in=[new.on for new in rows])
    standing = {day.on: day for day in there}
    for index, new in enumerate(rows):
        with row(index):
            if new.is_worked and new.on.weekday() < SATURDAY:
                raise NotAWeekend(_("Only a Saturday or Sunday is worked in exchange."))
        day = standing.setdefault(new.on, SpecialDay(on=new.on))
        for name, value in asdict(new).items():
            setattr(day, name, value)
    written = [standing[on] for on in dict.fromkeys(new.on for new in rows)]
    SpecialDay.objects.bulk_update([day for day in written if day.pk], FIELDS)
    write_all([day for day in written if not day.pk])
    record_all(Act("periods.day_set", standing[new.on], by, at, said=_said(new)) for new in rows)
    registry.follow(before, working_days(), "; ".join(day.name for day in written), by, at)
    return [standing[new.on] for new in rows]


def _said(new: NewSpecialDay) -> dict[str, object]:
    told = asdict(new) | {"on": str(new.on)}
    del told["is_sample"]
    return told


@transaction.atomic
def drop_special_day(day: SpecialDay, *, by: User, at: datetime) -> None:
    """Let a day be again what its weekday says; deadlines follow. Raises PermissionDenied."""
    require(by, KEEP)
    before = working_days()
    record(
        "periods.day_dropped", about=day, by=by, at=at, said={"on": str(day.on), "name": day.name}
    )
    day.delete()
    with office_words():
        why = _("“%(name)s” was taken off the calendar") % {"name": day.name}
    registry.follow(before, working_days(), why, by, at)
