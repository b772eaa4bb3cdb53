"""What the pages of the first run show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nhip.hall.models import Beginning
from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role
from nhip.organisation.people.models import Appointment
from nhip.organisation.periods.rules import Span, label_of, place_of, span_of
from nhip.organisation.units.models import NumberSeries, Organ, Unit, UnitSpan
from nhip.organisation.units.queries import level_names, tree
from nhip.work.duties.models import Obligation, Regime
from nhip.work.indicators.choices import Origin
from nhip.work.indicators.models import Indicator


def is_open() -> bool:
    """Tell whether the installation is being set up."""
    return Beginning.objects.unfinished().exists()


def root_and_organs(on: date) -> tuple[Unit | None, dict[str, Organ]]:
    """Return the unit on top and its organs, by kind."""
    span = UnitSpan.objects.select_related("unit").filter(parent=None, end_on=None).first()
    if span is None:
        return None, {}
    organs = Organ.objects.on(on).filter(unit=span.unit).select_related("unit")
    return span.unit, {organ.kind: organ for organ in organs}


@dataclass(frozen=True)
class LevelBelow:
    """A level below the root: its number, what it is called, its units, how many of them have a reporter."""

    number: int
    name: str
    units: int
    reporting: int


def levels_below(on: date) -> list[LevelBelow]:
    """Return the levels below the root that have units on a day, from the top down."""
    standing, names = tree(on), level_names()
    held = Appointment.objects.on(on).filter(role=Role.REPORTER)
    reporting = set(held.values_list("unit_id", flat=True))
    units: dict[int, list[int]] = {}
    for unit_id in standing.ids:
        units.setdefault(standing.node(unit_id).level, []).append(unit_id)
    return [
        LevelBelow(number, names.get(number, ""), len(ids), len(reporting & set(ids)))
        for number, ids in sorted(units.items())
        if number > 1
    ]


@dataclass(frozen=True)
class Month:
    """A way of cutting months, shown on the running one."""

    first_day: int
    label: str
    span: Span


def months(first_days: Sequence[int], on: date) -> list[Month]:
    """Return the running month on each calendar, with its real days."""
    found = []
    for first_day in first_days:
        place = place_of(first_day, "month", on)
        span = span_of(first_day, "month", *place)
        found.append(Month(first_day, label_of("month", *place), span))
    return found


@dataclass(frozen=True)
class SetupProgress:
    """How far an organisation has come: what stands, and what nobody has done yet."""

    units: int
    accounts: int
    not_signed_in: int
    regimes: int
    indicators: int
    obligations: int
    has_planner: bool
    has_reporter: bool
    has_series: bool


def setup_progress(on: date) -> SetupProgress:
    """Return how far the organisation has come."""
    held = Appointment.objects.on(on)
    return SetupProgress(
        units=len(tree(on)),
        accounts=User.objects.filter(is_active=True).count(),
        not_signed_in=User.objects.filter(is_active=True, has_given_password=True).count(),
        regimes=Regime.objects.exclude(published_at=None).count(),
        indicators=Indicator.objects.exclude(origin=Origin.COUNTED).count(),
        obligations=Obligation.objects.count(),
        has_planner=held.filter(role__in=(Role.PLANNER, Role.CHIEF)).exists(),
        has_reporter=held.filter(role=Role.REPORTER).exists(),
        has_series=NumberSeries.objects.on(on).exists(),
    )
