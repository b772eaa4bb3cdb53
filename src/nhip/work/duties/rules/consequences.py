"""What a decision on a regime brings about, told before it is taken: who owes what, what falls away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date
from itertools import groupby

from nhip.organisation.journal.rules import state_digest
from nhip.organisation.periods.rules import Due


@dataclass(frozen=True)
class ReportLine:
    """One report of one unit: for the period of that name and first day, due when; late at once or not."""

    unit_id: int
    unit: str
    period: str
    start_on: date
    due: Due
    is_late: bool


@dataclass(frozen=True)
class PeriodLines:
    """The reports of one period, as a page lists them."""

    period: str
    lines: list[ReportLine]

    @property
    def late(self) -> int:
        """Return how many of them are late at once."""
        return sum(line.is_late for line in self.lines)

    @property
    def due(self) -> list[Due]:
        """Return the deadlines, each once, the soonest first."""
        return sorted({line.due for line in self.lines}, key=lambda due: due.moment(UTC))

    @property
    def units(self) -> list[str]:
        """Return whose they are."""
        return [line.unit for line in self.lines]


@dataclass(frozen=True)
class Consequence:
    """What would become of reports: made, fallen away, begun and not handed in, handed in.

    What was `begun` goes on, or falls away too; what was handed in `stays`. `told` is said beside.
    """

    made: tuple[ReportLine, ...] = ()
    falls: tuple[ReportLine, ...] = ()
    begun: tuple[ReportLine, ...] = ()
    begun_falls: bool = False
    stays: tuple[ReportLine, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def late(self) -> int:
        """Return how many of those made are late at once."""
        return sum(line.is_late for line in self.made)

    @property
    def units(self) -> int:
        """Return how many units would owe something new."""
        return len({line.unit_id for line in self.made})

    @property
    def made_by_period(self) -> list[PeriodLines]:
        """Return what would be made, period by period."""
        return _by_period(self.made)

    @property
    def falls_by_period(self) -> list[PeriodLines]:
        """Return what would fall away of what nobody has begun, period by period."""
        return _by_period(self.falls)

    @property
    def digest(self) -> str:
        """Return a short digest, so that a press does what its page showed."""
        parts = {"made": self.made, "falls": self.falls, "begun": self.begun, "stays": self.stays}
        said = {
            name: sorted(
                (line.unit_id, str(line.start_on), str(line.due.on), str(line.due.hour))
                for line in lines
            )
            for name, lines in parts.items()
        }
        return state_digest({**said, "begun_falls": self.begun_falls})


def _by_period(lines: Iterable[ReportLine]) -> list[PeriodLines]:
    rows = sorted(lines, key=lambda line: line.start_on)
    return [
        PeriodLines(period, list(found))
        for period, found in groupby(rows, lambda line: line.period)
    ]
