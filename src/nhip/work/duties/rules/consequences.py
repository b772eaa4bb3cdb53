"""What a decision on a regime brings about, told before it is taken: who owes what, what falls away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from nhip.organisation.journal.rules import state_digest


@dataclass(frozen=True)
class ReportLine:
    """One report of one unit: for the period of that name and first day, due when."""

    unit_id: int
    unit: str
    period: str
    start_on: date
    due_on: date


@dataclass(frozen=True)
class PeriodLines:
    """The reports of one period, as a page lists them; `late` of them are due before the day."""

    period: str
    lines: list[ReportLine]
    late: int

    @property
    def due(self) -> list[date]:
        """Return the days they are due, each once."""
        return sorted({line.due_on for line in self.lines})

    @property
    def units(self) -> list[str]:
        """Return whose they are."""
        return [line.unit for line in self.lines]


@dataclass(frozen=True)
class Consequence:
    """What would be on a day: reports made, fallen away, begun and not handed in, handed in.

    What was `begun` goes on, or falls away too; what was handed in `stays`. `told` is said beside.
    """

    on: date
    made: tuple[ReportLine, ...] = ()
    falls: tuple[ReportLine, ...] = ()
    begun: tuple[ReportLine, ...] = ()
    begun_falls: bool = False
    stays: tuple[ReportLine, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def late(self) -> int:
        """Return how many of those made are late at once."""
        return sum(line.due_on < self.on for line in self.made)

    @property
    def units(self) -> int:
        """Return how many units would owe something new."""
        return len({line.unit_id for line in self.made})

    @property
    def made_by_period(self) -> list[PeriodLines]:
        """Return what would be made, period by period."""
        return self._by_period(self.made)

    @property
    def falls_by_period(self) -> list[PeriodLines]:
        """Return what would fall away of what nobody has begun, period by period."""
        return self._by_period(self.falls)

    @property
    def digest(self) -> str:
        """Return a short digest, so that a press does what its page showed."""
        parts = {"made": self.made, "falls": self.falls, "begun": self.begun, "stays": self.stays}
        said = {
            name: sorted((line.unit_id, str(line.start_on), str(line.due_on)) for line in lines)
            for name, lines in parts.items()
        }
        return state_digest({**said, "begun_falls": self.begun_falls})

    def _by_period(self, lines: Iterable[ReportLine]) -> list[PeriodLines]:
        rows = sorted(lines, key=lambda line: line.start_on)
        return [
            PeriodLines(period, its := list(found), sum(line.due_on < self.on for line in its))
            for period, found in groupby(rows, lambda line: line.period)
        ]
