"""What can be switched on at the beginning, read from plain data; it brings names, no figure."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "starter"


@dataclass(frozen=True)
class Counted:
    """An indicator a regime asks for. `ratio` names numerator and denominator."""

    key: str
    name: str
    definition: str
    measure: str
    ratio: tuple[str, str] | None = None
    not_above: str = ""


@dataclass(frozen=True)
class StarterSection:
    """A section of a form: what to write, and what to count."""

    title: str
    guidance: str
    rows: tuple[Counted, ...] = ()


@dataclass(frozen=True)
class Package:
    """A regime with its form and indicators. `line` says in one line what it brings."""

    code: str
    name: str
    line: str
    frequency: str
    content: str
    parts: tuple[StarterSection, ...]

    @property
    def counted(self) -> list[Counted]:
        """Return its indicators, in the order of the form."""
        return [row for part in self.parts for row in part.rows]


@dataclass(frozen=True)
class StarterSeries:
    """A run of numbers for one kind of paper; `sign` is what stands before the organ's own sign."""

    kind: str
    name: str
    sign: str


@dataclass(frozen=True)
class Ladder:
    """A preset of names of levels, from the top down."""

    code: str
    name: str
    levels: tuple[str, ...]


@dataclass(frozen=True)
class Holiday:
    """A day off, or a Saturday worked in exchange."""

    on: date
    name: str
    legal_basis: str
    is_worked: bool = False


@dataclass(frozen=True)
class Starter:
    """All there is to choose from."""

    packages: tuple[Package, ...]
    papers: tuple[StarterSeries, ...]
    ladders: tuple[Ladder, ...]
    holidays: tuple[Holiday, ...] = field(default=())
    every_year: tuple[tuple[int, int, str, str], ...] = ()

    def holidays_of(self, year: int) -> list[Holiday]:
        """Return the days known for a year: those of every year, then what was announced for it."""
        known = {
            date(year, month, day): Holiday(date(year, month, day), name, basis)
            for month, day, name, basis in self.every_year
        }
        known |= {each.on: each for each in self.holidays if each.on.year == year}
        return [known[on] for on in sorted(known)]


@cache
def starter() -> Starter:
    """Return what can be switched on."""
    reports, rest = (
        tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
        for name in ("reports.toml", "organisation.toml")
    )
    return Starter(
        packages=tuple(_package(each) for each in reports["regime"]),
        papers=tuple(StarterSeries(**each) for each in rest["paper"]),
        ladders=tuple(
            Ladder(each["code"], each["name"], tuple(each["levels"])) for each in rest["ladder"]
        ),
        holidays=tuple(
            Holiday(on, each["name"], each["basis"], each.get("worked", False))
            for each in rest["days"]
            for on in each["on"]
        ),
        every_year=tuple(
            (each["month"], each["day"], each["name"], each["basis"]) for each in rest["every_year"]
        ),
    )


def _package(said: dict[str, object]) -> Package:
    parts: list[StarterSection] = []
    for part in said.pop("part"):  # type: ignore[attr-defined]
        rows = [
            Counted(**{**row, "ratio": tuple(row["ratio"]) if "ratio" in row else None})
            for row in part.pop("row", ())
        ]
        parts.append(StarterSection(rows=tuple(rows), **part))
    return Package(parts=tuple(parts), **said)  # type: ignore[arg-type]
