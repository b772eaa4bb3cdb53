"""Both calendars, and the holidays of 2022 and of the years around the day of the build."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from nhip.organisation.accounts.models import User
from nhip.organisation.periods.actions import NewSpecialDay, open_calendar, take_in_special_days
from nhip.organisation.periods.models import Calendar

LABOUR = "Bộ luật Lao động 2019, Điều 112"
SWAP = "Thông báo hoán đổi ngày làm việc, ngày nghỉ"
YEARLY = {
    "Tết Dương lịch": ((1, 1),),
    "Ngày Chiến thắng": ((4, 30),),
    "Quốc tế Lao động": ((5, 1),),
    "Quốc khánh": ((9, 1), (9, 2)),
}
# The first day of the lunar year, and the tenth of its third month.
LUNAR = {
    2022: ("2022-02-01", "2022-04-10"),
    2025: ("2025-01-29", "2025-04-07"),
    2026: ("2026-02-17", "2026-04-26"),
    2027: ("2027-02-06", "2027-04-16"),
    2028: ("2028-01-26", "2028-04-04"),
    2029: ("2029-02-13", "2029-04-23"),
    2030: ("2030-02-02", "2030-04-12"),
}
SWAPPED = ("2026-01-02", "2026-08-31")
WORKED = ("2026-01-10", "2026-08-22")
AROUND = timedelta(days=366)


def build_calendars(now: date, *, by: User, at: datetime) -> Calendar:
    """Open both calendars, and write down the holidays and swapped days; return that of the decree."""
    years = sorted({2022, *range((now - AROUND).year, (now + AROUND).year + 1)})
    swapped = [
        NewSpecialDay(date.fromisoformat(day), "Nghỉ hoán đổi", SWAP, is_sample=True)
        for day in SWAPPED
    ] + [
        NewSpecialDay(date.fromisoformat(day), "Làm bù", SWAP, is_worked=True, is_sample=True)
        for day in WORKED
    ]
    off = {each.on: each for year in years for each in _holidays(year)}
    take_in_special_days([*off.values(), *swapped], by=by, at=at)
    open_calendar("duong-lich", "Tháng dương lịch", 1, by=by, at=at)
    name = "Tháng từ ngày 15 tháng trước đến ngày 14"
    return open_calendar("nghi-dinh-09", name, 15, by=by, at=at)


def _holidays(year: int) -> Iterator[NewSpecialDay]:
    """Yield a year's holidays; where one falls on a weekend, the next free working day is off too."""
    days = {date(year, *day): name for name, its in YEARLY.items() for day in its}
    if year in LUNAR:
        first, kings = map(date.fromisoformat, LUNAR[year])
        days |= {first + timedelta(days=back): "Tết Nguyên đán" for back in range(-1, 4)}
        days[kings] = "Giỗ Tổ Hùng Vương"
    instead = {}
    for day, name in sorted(days.items()):
        if day.weekday() >= 5:
            later = day
            while later.weekday() >= 5 or later in days or later in instead:
                later += timedelta(days=1)
            instead[later] = name
    for day, name in sorted((days | instead).items()):
        yield NewSpecialDay(day, name, LABOUR, is_sample=True)
