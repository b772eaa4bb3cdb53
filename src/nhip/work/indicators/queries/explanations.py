"""How a total is made: children, the unit's own entries, the records counted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Exists, OuterRef

from nhip.organisation.periods.choices import PeriodKind
from nhip.organisation.periods.models import Period
from nhip.organisation.units.models import Succession, UnitEvent
from nhip.organisation.units.rules import Ground, Members, Node

from .. import registry
from ..adding import IndicatorItem
from ..choices import Origin, Stage
from ..models import Indicator, Statement
from ..registry import WHOLE, Part, Share
from .comparing import UnitTotal, children_totals
from .grounds import Window, ground_under
from .lists import CountedList, lists_of
from .owed import periods_owed
from .reading import Spoken, counting, spoken
from .totals import by_group, total
from .words import Total


@dataclass(frozen=True)
class Reported:
    """What stands for one unit, period and stage."""

    amount: int
    is_nil: bool
    at: datetime


@dataclass(frozen=True)
class ExplainedEntry:
    """What a unit reported for one period, where the entry is and the post of its author.

    Without `submitted` and `accepted` it is missing, which is not 0; or it `is_waiting` for a check, and
    whoever looks sees what was accepted alone.
    """

    period: Period
    submitted: Reported | None
    accepted: Reported | None
    address: str
    author: str
    is_waiting: bool = False

    @property
    def as_accepted(self) -> ExplainedEntry:
        """Return it without what nobody has accepted."""
        if self.accepted or not self.submitted:
            return replace(self, submitted=None)
        return ExplainedEntry(self.period, None, None, "", "", is_waiting=True)

    @property
    def is_missing(self) -> bool:
        """Say whether nothing has been handed in."""
        return self.submitted is None and self.accepted is None and not self.is_waiting

    @property
    def at(self) -> datetime | None:
        """Return when it was accepted, or else handed in."""
        leading = self.accepted or self.submitted
        return leading.at if leading else None


@dataclass(frozen=True)
class Carried:
    """What a unit took over from one that closed: all it reported, and the part that came here."""

    node: Node
    event: UnitEvent
    reported: Total
    part: Total


@dataclass(frozen=True)
class Explanation:
    """One total taken apart. `path` leads from the top of the tree to the unit's parent.

    `share` is the part that was asked for, if one was: its lists hold that alone.
    """

    indicator: Indicator
    window: Window
    node: Node
    path: Sequence[Node]
    total: Total
    parts: Sequence[UnitTotal]
    entries: Sequence[ExplainedEntry]
    lists: Sequence[CountedList]
    shares: Sequence[Share]
    carried: Sequence[Carried] = ()
    share: Share | None = None

    @property
    def has_children(self) -> bool:
        """Say whether anything stands below the unit that is worth a table."""
        return any(not each.is_own for each in self.parts)

    @property
    def largest(self) -> int:
        """Return the length of the longest bar among the parts."""
        return max((abs(each.total.amount or 0) for each in self.parts), default=0)


def explain(
    indicator: Indicator,
    unit_id: int,
    start_on: date,
    end_on: date,
    basis: str,
    *,
    map_on: date | None = None,
    part: Part = WHOLE,
) -> Explanation | None:
    """Take a total apart; None when the unit stood on no day of the window, or not on the map.

    A part that is none of its shares has no rows.
    """
    window = Window(start_on, end_on, basis, map_on)
    ground = ground_under(window)
    if unit_id not in ground.tree:
        return None
    shape = ground.tree
    counter = registry.counter(indicator.key) if indicator.origin == Origin.COUNTED else None
    members = ground.below(unit_id)
    shares = counter.shares(members.units, start_on, end_on) if counter else ()
    share = next((each for each in shares if each.key == part.key), None)
    is_there = part == WHOLE or share is not None
    asked = (indicator, unit_id, start_on, end_on, basis)
    return Explanation(
        indicator=indicator,
        window=window,
        node=shape.node(unit_id),
        path=[shape.node(each) for each in reversed(shape.ancestors(unit_id))],
        total=total(*asked, map_on=map_on),
        parts=[
            each
            for each in children_totals(*asked, map_on=map_on)
            if _says_something(each, indicator)
        ],
        entries=entries(indicator, unit_id, start_on, end_on),
        lists=lists_of(indicator, members, ground, window, part) if is_there else (),
        shares=shares,
        share=None if part == WHOLE else share,
        carried=_carried(indicator, unit_id, ground, window),
    )


def _carried(indicator: Indicator, unit_id: int, ground: Ground, window: Window) -> list[Carried]:
    """Return what came over from closed units to this one, each with the decision that closed it."""
    nodes = ground.predecessors(unit_id)
    if not nodes:
        return []
    alone = {each.id: Members(frozenset({each.id})) for each in nodes}
    whole = by_group([indicator], alone, ground, window)
    shares = {pk: replace(its, standing=frozenset({unit_id})) for pk, its in alone.items()}
    parts = by_group([indicator], shares, ground, window)
    events = {
        row.source_id: row.event
        for row in Succession.objects.filter(source__in=shares).select_related("event")
    }
    return [
        Carried(each, events[each.id], whole[each.id][indicator.pk], parts[each.id][indicator.pk])
        for each in nodes
    ]


def _says_something(part: UnitTotal, indicator: Indicator) -> bool:
    """Leave out an own part nobody owes, and units of which no record was counted."""
    if indicator.origin == Origin.COUNTED:
        return bool(part.total.amount)
    return not part.is_own or part.total.amount is not None or part.total.of_n > 0


def entries(
    indicator: Indicator, unit_id: int, start_on: date, end_on: date
) -> list[ExplainedEntry]:
    """Return what a unit itself reported or owes in a window, the latest period first."""
    if indicator.origin != Origin.COLLECTED:
        return []
    inside = {
        period.pk: period
        for period in Period.objects.filter(start_on__gte=start_on, end_on__lte=end_on)
    }
    found: dict[int, dict[str, Spoken]] = {}
    place = indicator.pk, ""
    for stage in Stage.values:
        for (_unit, period_id), said in spoken([unit_id], inside, stage).items():
            if entry := counting(said, place):
                found.setdefault(period_id, {})[stage] = entry
    owed = periods_owed(indicator.pk, unit_id, inside)
    periods = [inside[pk] for pk in inside if pk in found or pk in owed]
    periods.sort(key=lambda period: (period.end_on, period.start_on), reverse=True)
    return [_entry(place, period, found.get(period.pk, {})) for period in periods]


def _entry(place: IndicatorItem, period: Period, by_stage: Mapping[str, Spoken]) -> ExplainedEntry:
    submitted, accepted = by_stage.get(Stage.SUBMITTED), by_stage.get(Stage.ACCEPTED)
    address = author = ""
    if (leading := accepted or submitted) and (collector := registry.collector(leading.source)):
        address = collector.addresses([leading.source_id]).get(leading.source_id, "")
        author = collector.author(leading.source_id)
    said = (_reported(place, submitted), _reported(place, accepted))
    return ExplainedEntry(period, *said, address, author)


def _reported(place: IndicatorItem, said: Spoken | None) -> Reported | None:
    return Reported(*said.figures[place], said.at) if said else None


ALWAYS = (PeriodKind.HALF, PeriodKind.YEAR)


@dataclass(frozen=True)
class NamedWindow:
    """A window one may choose."""

    label: str
    start_on: date
    end_on: date
    has_values: bool = False


def windows(on: date, unit_ids: Collection[int]) -> list[NamedWindow]:
    """Return the windows begun by a day, the latest first; which have values of units.

    Half-years and years always; months and quarters once there are values in them.
    """
    reported = Statement.objects.filter(period=OuterRef("pk"), unit__in=unit_ids)
    begun = Period.objects.filter(
        start_on__lte=on, kind__in=[*ALWAYS, PeriodKind.MONTH, PeriodKind.QUARTER]
    ).annotate(has_values=Exists(reported))
    periods = list(begun.order_by("-end_on", "-start_on", "calendar"))
    filled = [(each.start_on, each.end_on) for each in periods if each.has_values]
    found: dict[tuple[date, date], NamedWindow] = {}
    for period in periods:
        span = period.start_on, period.end_on
        holds = any(span[0] <= start and end <= span[1] for start, end in filled)
        if not holds and period.kind not in ALWAYS:
            continue
        found.setdefault(span, NamedWindow(period.label, *span, period.has_values))
    return list(found.values())
