"""A list of holidays and swapped days as an office writes it: a day or days, then the name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from nhip.kit.sheets.reading import is_signed
from nhip.kit.sheets.values import NumberCell, Value, written
from nhip.kit.text.rules import fold, is_in_reach, nfc

LONGEST = 31  # days one line may span: a longer one is a slip of the pen
_DAY = r"(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}))?"
_BEFORE = r"(?:(?:thứ \w+|chủ nhật)[\s,]+)?(?:ngày |từ (?:ngày )?)?\s*"
_LINE = re.compile(
    rf"{_BEFORE}{_DAY}(?:\s*(?:-|–|—|đến(?: ngày)?|to)\s*{_DAY})?[\s,;:\t]*(.*)",
    re.IGNORECASE,
)
_BEGIN = re.compile(rf"{_BEFORE}{_DAY}(?![0-9/])", re.IGNORECASE)
_COUNTED = range(36_526, 73_051)  # days of this century as a spreadsheet counts them


@dataclass(frozen=True)
class ListedDay:
    """One day that a line of a list names."""

    line: int
    on: date
    name: str
    is_worked: bool


@dataclass(frozen=True)
class BadLine:
    """A line that cannot be read, as it was written, and why."""

    line: int
    written: str
    why: str


def read_days(text: str, year: int) -> tuple[list[ListedDay], list[BadLine]]:
    """Read lines such as "1/1/2027 Tết Dương lịch", "16/2–20/2 Tết Nguyên đán", "28/8/2027 làm bù".

    A day without its year is of `year`. A name that says "làm bù" is a weekend day worked in exchange.
    Empty lines are left out; a day named twice is told.
    """
    days: list[ListedDay] = []
    bad: list[BadLine] = []
    seen: dict[date, int] = {}
    for number, line in enumerate(nfc(text).splitlines(), 1):
        if not line.strip(" \t;,"):
            continue
        try:
            found = list(_days_of(number, line.strip(), year))
            for each in found:
                if each.on in seen:
                    raise ValueError(
                        _("This day stands in line %(n)d already.") % {"n": seen[each.on]}
                    )
        except ValueError as fault:
            bad.append(BadLine(number, line.strip(), str(fault)))
            continue
        seen |= {each.on: number for each in found}
        days += found
    return days, bad


def _days_of(number: int, written: str, year: int) -> Iterator[ListedDay]:
    match = _LINE.fullmatch(written)
    if match is None:
        raise ValueError(_("Write the day first, then its name: 1/1/2027 Tết Dương lịch."))
    *parts, name = match.groups()
    name = name.strip(" ;,")
    if not name:
        raise ValueError(_("The name of the day is missing."))
    if len(name) > 160:
        raise ValueError(_("This name is too long."))
    ends_in = int(parts[5] or parts[2] or year)
    first = _day(parts[0], parts[1], int(parts[2] or ends_in))
    last = _day(parts[3], parts[4], ends_in) if parts[3] else first
    if not 0 <= (last - first).days < LONGEST:
        raise ValueError(_("The last day is not before the first, and at most a month later."))
    is_worked = "lam bu" in fold(name) or "worked in exchange" in fold(name)
    for step in range((last - first).days + 1):
        yield ListedDay(number, first + timedelta(days=step), name, is_worked)


def _day(day: str, month: str, year: int) -> date:
    try:
        found = date(year, int(month), int(day))
    except ValueError as fault:
        raise ValueError(_("There is no such day.")) from fault
    if not is_in_reach(found):
        raise ValueError(_("There is no such day."))
    return found


def lines_of(rows: Sequence[Sequence[Value]]) -> str:
    """Return the rows of a sheet as lines `read_days` reads, from the first row with a day on.

    They end with the last row with a day and what stands right under it, down to an empty row or a
    signature. What stands before the day in its row (a number) is left out; two days are a span.
    """
    dated = [n for n, row in enumerate(rows) if any(_is_day(each) for each in row)]
    end = dated[-1] + 1 if dated else 0
    while dated and end < len(rows) and any(rows[end]) and not is_signed(rows[end]):
        end += 1
    lines = []
    for row in rows[dated[0] : end] if dated else []:
        start = next((place for place, each in enumerate(row) if _is_day(each)), 0)
        said = [written(each) for each in row[start:] if each]
        if len(said) > 1 and _is_day(said[1]):
            first, last, *rest = said
            said = [first if first == last else f"{first} - {last}", *rest]
        lines.append(" ".join(said))
    return "\n".join(lines)


def _is_day(value: Value) -> bool:
    if isinstance(value, NumberCell) and value.isdigit():
        return int(value) in _COUNTED
    return isinstance(value, date) or bool(_BEGIN.match(value))
