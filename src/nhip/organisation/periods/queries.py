"""Finding periods that have been opened, the working days, and years nobody wrote holidays for."""

from collections.abc import Collection

from .choices import PeriodKind
from .models import Period, SpecialDay
from .rules import WorkingDays, before


def previous(period: Period) -> Period | None:
    """Return the period just before this one on its calendar; none before an ad hoc one."""
    if period.kind == PeriodKind.AD_HOC:
        return None
    year, index = before(period.kind, period.year, period.index, period.calendar.cut)
    return _find(period.calendar_id, period.kind, year, index)


def same_last_year(period: Period) -> Period | None:
    """Return the period of this name one year earlier; none for an ad hoc one."""
    if period.kind == PeriodKind.AD_HOC:
        return None
    return _find(period.calendar_id, period.kind, period.year - 1, period.index)


def _find(calendar_id: int, kind: str, year: int, index: int) -> Period | None:
    return Period.objects.filter(calendar_id=calendar_id, kind=kind, year=year, index=index).first()


def bare_years(years: Collection[int]) -> list[int]:
    """Return the years of which no holiday is written down: deadlines count each Monday to Friday."""
    known = SpecialDay.objects.filter(is_worked=False, on__year__in=years)
    return sorted(set(years) - {day.year for day in known.dates("on", "year")})


def working_days() -> WorkingDays:
    """Return which days are worked, as far as holidays and swapped days are written down."""
    days = list(SpecialDay.objects.values_list("on", "is_worked"))
    return WorkingDays(
        off=frozenset(on for on, is_worked in days if not is_worked),
        worked=frozenset(on for on, is_worked in days if is_worked),
    )
