"""Working days, and deadlines relative to a period."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from django.utils.translation import gettext as _

from ..choices import DueRule
from .spans import DAY, Span

SATURDAY = 5


class DueTooSoon(ValueError):
    """Less than one working day lies between cut-off and deadline; the message says where."""


@dataclass(frozen=True)
class WorkingDays:
    """Which days are worked: Monday to Friday but the days off, and the Saturdays swapped for them."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def has(self, day: date) -> bool:
        """Tell whether a day is worked."""
        return day in self.worked or (day.weekday() < SATURDAY and day not in self.off)

    def after(self, day: date, number: int) -> date:
        """Return the first, second, … working day after a day."""
        while number:
            day += DAY
            number -= self.has(day)
        return day

    def between(self, day: date, until: date) -> int:
        """Count the working days after the first day, up to and with the second."""
        return sum(self.has(day + timedelta(days=n)) for n in range(1, (until - day).days + 1))


@dataclass(frozen=True)
class Term:
    """When a report is due: for the second level, and how many days sooner a level further down."""

    rule: str
    number: int
    less_a_level: int = 0


def usual_term(first_day: int) -> Term:
    """Return the term where no regime says otherwise.

    On the decree's calendar the 25th of the last month (Decree 09/2019/NĐ-CP, art. 13); elsewhere
    ten working days after the cut-off.
    """
    return Term(DueRule.MONTH_DAY, 25) if first_day > 1 else Term(DueRule.WORKING_DAYS, 10)


def due_day(term: Term, span: Span, level: int, worked: WorkingDays) -> date:
    """Return the day a report is due: for level 2, sooner further down.

    At least one working day lies between the cut-off and the end of the due day, at every level
    (Decree 09/2019/NĐ-CP, art. 8.5). Raises DueTooSoon.
    """
    due = _counted(term, span.last_on, term.less_a_level * max(level - 2, 0), worked)
    if worked.between(span.last_on, due) < 1:
        raise DueTooSoon(
            _(
                "Level %(level)d would be due on %(due)s, less than one working day after the cut-off"
                " on %(cut_off)s (Decree 09/2019/NĐ-CP, art. 8.5). Give a later deadline, or take"
                " fewer days off a level."
            )
            % {"level": level, "due": f"{due:%d/%m/%Y}", "cut_off": f"{span.last_on:%d/%m/%Y}"}
        )
    return due


def earliest_due(span: Span, worked: WorkingDays) -> date:
    """Return the first due day that leaves the one working day the decree asks for."""
    return worked.after(span.last_on, 1)


def deadline(due_on: date, zone: tzinfo) -> datetime:
    """Return the moment the due day is over: 24:00, local time."""
    return datetime.combine(due_on + DAY, time.min, tzinfo=zone)


def _counted(term: Term, cut_off: date, sooner: int, worked: WorkingDays) -> date:
    match term.rule:
        case DueRule.WORKING_DAYS:
            return worked.after(cut_off, max(term.number - sooner, 0))
        case DueRule.MONTH_DAY:
            last = monthrange(cut_off.year, cut_off.month)[1]
            return cut_off.replace(day=max(1, min(term.number, last))) - timedelta(days=sooner)
    return cut_off + timedelta(days=term.number - sooner)
