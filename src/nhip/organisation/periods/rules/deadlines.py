"""Working days, and deadlines relative to a period."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from django.utils.translation import gettext as _

from nhip.kit.text.rules import write_hour, write_weekday

from ..choices import DueRule
from .spans import DAY, Span

SATURDAY = 5


class DueTooSoon(ValueError):
    """Less than one working day lies between cut-off and deadline; the message says where."""

    def __init__(self, words: str, level: int = 0, **said: str) -> None:
        self.words, self.level, self.said = words, level, said
        super().__init__(self.told({}))

    def told(self, names: Mapping[int, str]) -> str:
        """Return the message with the level's name, or its number where it has none."""
        if not self.level:
            return self.words
        name = names.get(self.level) or _("Level %(number)d") % {"number": self.level}
        return self.words % (self.said | {"level": name[:1].upper() + name[1:]})


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

    def changed(self, days: Mapping[date, bool | None]) -> "WorkingDays":
        """Return them once these days are off (False), worked in exchange (True) or nothing special."""
        others = self.off - days.keys(), self.worked - days.keys()
        off, worked = (
            {day for day, is_worked in days.items() if is_worked is each} for each in (False, True)
        )
        return WorkingDays(others[0] | off, others[1] | worked)

    def before(self, day: date) -> date:
        """Return the last working day before a day."""
        day -= DAY
        while not self.has(day):
            day -= DAY
        return day

    def between(self, day: date, until: date) -> int:
        """Count the working days after the first day, up to and with the second."""
        return sum(self.has(day + timedelta(days=n)) for n in range(1, (until - day).days + 1))


@dataclass(frozen=True)
class Due:
    """When something is due: at an hour of a day, or by the day's end where no hour is named."""

    on: date
    hour: time | None = None

    def __str__(self) -> str:
        """Write it as offices do: "16:00 thứ Sáu, 28/11/2026"."""
        day = write_weekday(self.on)
        if self.hour is None:
            return day
        return _("%(hour)s on %(day)s") % {"hour": write_hour(self.hour), "day": day}

    @property
    def words(self) -> str:
        """Return it with the hour said even where the day's end is meant."""
        return str(self) if self.hour else _("24:00 on %(day)s") % {"day": write_weekday(self.on)}

    def moment(self, zone: tzinfo) -> datetime:
        """Return the moment from which on an answer is late."""
        if self.hour is None:
            return datetime.combine(self.on + DAY, time.min, tzinfo=zone)
        return datetime.combine(self.on, self.hour, tzinfo=zone)

    def is_over(self, at: datetime, zone: tzinfo) -> bool:
        """Tell whether a moment is past it: what comes on the stroke of the hour is late."""
        return at >= self.moment(zone)

    def is_later_than(self, other: "Due") -> bool:
        """Tell which of two is later."""
        return self.moment(UTC) > other.moment(UTC)


@dataclass(frozen=True)
class Term:
    """When a report is due: for the second level, and how many days sooner a level further down.

    `number` is a day of the month, a number of days, or a weekday from 1, Monday, to 7. `to_worked`:
    where nobody works that day, the next working day.
    """

    rule: str
    number: int
    less_a_level: int = 0
    to_worked: bool = False


def usual_term(first_day: int) -> Term:
    """Return the term where no regime says otherwise.

    On the decree's calendar the 25th of the last month (Decree 09/2019/NĐ-CP, art. 13); elsewhere
    ten working days after the cut-off.
    """
    return Term(DueRule.MONTH_DAY, 25) if first_day > 1 else Term(DueRule.WORKING_DAYS, 10)


def due_day(term: Term, span: Span, level: int, worked: WorkingDays) -> date:
    """Return the day a report is due: for level 2, sooner further down.

    At least one working day lies between the cut-off and the end of the due day, at every level
    (Decree 09/2019/NĐ-CP, art. 8.5), but where the term falls within the period. Raises DueTooSoon.
    """
    due = _moved(term, span.last_on, max(level - 2, 0), worked)
    if term.rule == DueRule.WEEKDAY:
        if due < span.start_on:
            raise DueTooSoon(_("%(level)s would be due before the period begins."), level)
        return due
    if worked.between(span.last_on, due) < 1:
        raise DueTooSoon(
            _(
                "%(level)s would be due on %(due)s, less than one working day after the cut-off"
                " on %(cut_off)s (Decree 09/2019/NĐ-CP, art. 8.5). Give a later deadline, or take"
                " fewer days off a level."
            ),
            level,
            due=write_weekday(due),
            cut_off=write_weekday(span.last_on),
        )
    return due


def earliest_due(span: Span, worked: WorkingDays) -> date:
    """Return the first due day that leaves the one working day the decree asks for."""
    return worked.after(span.last_on, 1)


def _moved(term: Term, cut_off: date, steps: int, worked: WorkingDays) -> date:
    """Return the day counted, moved on to a working day where the term says so.

    Two levels never meet on the day they move to: the lower one is then due on the working day
    before, for the one above has to add up what comes in.
    """
    due = _counted(term, cut_off, term.less_a_level * steps, worked)
    if term.to_worked and not worked.has(due):
        due = worked.after(due, 1)
    if term.to_worked and steps and term.less_a_level:
        above = _moved(term, cut_off, steps - 1, worked)
        due = due if due < above else worked.before(above)
    return due


def _counted(term: Term, cut_off: date, sooner: int, worked: WorkingDays) -> date:
    match term.rule:
        case DueRule.WORKING_DAYS:
            return worked.after(cut_off, max(term.number - sooner, 0))
        case DueRule.MONTH_DAY:
            last = monthrange(cut_off.year, cut_off.month)[1]
            return cut_off.replace(day=max(1, min(term.number, last))) - timedelta(days=sooner)
        case DueRule.WEEKDAY:
            return cut_off - timedelta(days=(cut_off.isoweekday() - term.number) % 7 + sooner)
    return cut_off + timedelta(days=term.number - sooner)
