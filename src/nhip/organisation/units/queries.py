"""The tree of a day, kept in memory while it is true; what stood beside it; where closed units led."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from django.db.models import Max, Prefetch, Q, Sum
from django.utils.translation import gettext as _

from nhip.kit.text.rules import write_day

from .choices import EventKind
from .models import LevelName, NumberSeries, Organ, Signer, Succession, Unit, UnitEvent, UnitSpan
from .rules import Charges, Ground, Heir, KeptPlace, Known, Map, Node, Place, Tree

Span = tuple[Place, Node]
Mark = tuple[int, int]
NUMERALS = frozenset(["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "bẩy", "tám", "chín", "mười"])
"""Words a number begins with: Trung đoàn Hai mươi."""


def tree(on: date) -> Tree:
    """Return who stood under whom on a day. One small query while nothing has changed.

    The query reads the sum of the rows' stamps, so a change is seen as soon as it is committed, by
    every process, and a change that is rolled back leaves nothing behind.
    """
    return _tree(on, _mark())


def top_name(on: date) -> str:
    """Return what the body on top is called on a day; "" before any unit is set up."""
    standing = tree(on)
    return standing.root.name if standing.ids else ""


def trees(days: Iterable[date]) -> dict[date, Tree]:
    """Return the trees of several days, asked for at one stroke."""
    mark = _mark()
    return {on: _tree(on, mark) for on in set(days)}


def trees_of(windows: Iterable[tuple[date, date]]) -> dict[tuple[date, date], Tree]:
    """Return the trees of several half-open windows, asked for at one stroke; see `tree_of`."""
    mark = _mark()
    return {window: _tree_of(*window, mark) for window in set(windows)}


def tree_of(start_on: date, end_on: date) -> Tree:
    """Return the tree of a half-open window: each unit where it stood last in it.

    That is the tree of the last day, with the units that closed within the window beside it.
    """
    return _tree_of(start_on, end_on, _mark())


def map_of(on: date) -> Map:
    """Return the tree of a day with the heirs of the units that had closed by then."""
    return _map(on, _mark())


def ground_of(start_on: date, end_on: date, map_on: date | None = None) -> Ground:
    """Return who counts into whom over a window, as reported or on the map of a day.

    Totals, explanations, corrections and marks of citations all stand on this, so that none of them
    counts a unit another leaves out.
    """
    mark = _mark()
    return Ground(_tree_of(start_on, end_on, mark), _map(map_on, mark) if map_on else None)


def reach(unit_id: int | None, on: date) -> list[int]:
    """Return what belongs to a unit on a day, standing or not: itself, then all below; all if None.

    A closed unit belongs to its heirs and to its last parent, one not set up yet to its first.
    """
    mark = _mark()
    standing = _tree(on, mark)
    reached = standing.ids if unit_id is None else standing.subtree(unit_id) or [unit_id]
    return [*reached, *_attached(on, mark, frozenset(reached))]


def charges(on: date) -> Charges:
    """Return who stands for whom on a day: closed units' duties go to these."""
    return _charges(on, _mark())


def closed_words(unit_ids: Iterable[int], on: date) -> dict[int, str]:
    """Say of those of some units that have closed by a day: since when, by what, who stands for them."""
    standing = charges(on)
    closed = {each for each in unit_ids if standing.of(each).unit_id != each}
    if not closed:
        return {}
    found = Succession.objects.filter(source__in=closed, event__on__lte=on)
    return {
        each.source_id: each.event.words_of_heir(
            standing.tree.node(standing.of(each.source_id).unit_id).name
        )
        for each in found.select_related("event")
    }


def changes() -> list[UnitEvent]:
    """Return every decision that changed units which stood, the latest first."""
    found = UnitEvent.objects.exclude(kind=EventKind.CREATED).select_related("unit")
    successions = Succession.objects.select_related("source", "heir")
    return list(found.prefetch_related(Prefetch("successions", successions)).order_by("-on", "-pk"))


def events_of(unit: Unit) -> list[UnitEvent]:
    """Return what decisions did to a unit, or to others by which it took over from them."""
    concerned = Q(unit=unit) | Q(successions__source=unit) | Q(successions__heir=unit)
    found = UnitEvent.objects.filter(concerned).distinct().select_related("unit")
    successions = Succession.objects.select_related("source", "heir")
    return list(found.prefetch_related(Prefetch("successions", successions)).order_by("on", "pk"))


def has_records(thing: Organ | NumberSeries) -> bool:
    """Return whether papers, plans or other records of any room are of an organ or a series."""
    return any(
        each.related_model._base_manager.filter(**{each.field.name: thing}).exists()
        for each in thing._meta.related_objects
        if each.related_model._meta.app_label != thing._meta.app_label
    )


def organs_on(day: date, unit_id: int | None = None) -> list[Organ]:
    """Return the organs of a day (of one unit), each with `.signers` and `.series` of that day."""
    organs = Organ.objects.on(day).select_related("unit")
    if unit_id is not None:
        organs = organs.filter(unit=unit_id)
    signers = Prefetch("signers", queryset=Signer.objects.on(day))
    series = Prefetch("series", queryset=NumberSeries.objects.on(day))
    return list(organs.prefetch_related(signers).prefetch_related(series))


def level_names() -> dict[int, str]:
    """Return what the levels are called, by number; empty where nobody has said."""
    return dict(LevelName.objects.values_list("number", "name"))


def level_words(number: int | None, names: Mapping[int, str]) -> str:
    """Write a level as this organisation calls it, else by its number; nothing for a day without one."""
    if number is None:
        return ""
    return names.get(number) or _("level %(number)d") % {"number": number}


def levels_below(on: date) -> dict[int, str]:
    """Return the levels under the root that this organisation names, or has where it names none, in words."""
    names = level_names()
    deepest: int = UnitSpan.objects.on(on).aggregate(deepest=Max("level"))["deepest"] or 1
    deepest = max(deepest, *names, 1)
    return {number: level_words(number, names) for number in range(2, deepest + 1)}


def listed_units(on: date) -> list[tuple[str, str, str, str, str]]:
    """Return the units of a day as a list of units writes them, parents first."""
    since = dict(UnitSpan.objects.on(on).values_list("unit", "start_on"))
    standing = tree(on)
    rows = []
    for unit_id in standing.ids:
        node, above = standing.node(unit_id), standing.parent(unit_id)
        day = write_day(since[unit_id])
        rows.append((node.code, node.name, above.code if above else "", "", day))
    return rows


def known_units() -> dict[str, Known]:
    """Return every unit there ever was, by code, as a list of units is compared with it."""
    units = {unit.pk: unit for unit in Unit.objects.all()}
    spans: dict[int, list[KeptPlace]] = {}
    for span in UnitSpan.objects.order_by("start_on"):
        parent = units[span.parent_id].code if span.parent_id else ""
        kept = KeptPlace(span.name, parent, span.level, span.start_on, span.end_on)
        spans.setdefault(span.unit_id, []).append(kept)
    return {units[key].code: Known(units[key].sort_order, its) for key, its in spans.items()}


def known_names() -> frozenset[str]:
    """Return every name a unit ever bore that holds a number, in digits or in words."""
    return _names(_mark())


def _mark() -> Mark:
    sums = UnitSpan.objects.aggregate(spans=Sum("stamp"), units=Sum("unit__stamp"))
    return sums["spans"] or 0, sums["units"] or 0


def _tree(on: date, mark: Mark) -> Tree:
    changes = _changes(mark)
    return _tree_since(changes[bisect_right(changes, on) - 1], mark)


@lru_cache(maxsize=64)
def _tree_since(on: date, mark: Mark) -> Tree:
    return Tree(node for place, node in _spans(mark) if place.holds_on(on))


@lru_cache(maxsize=2)
def _changes(mark: Mark) -> list[date]:
    """Return the days on which the tree became another one, after one before there was any."""
    days = {day for place, _node in _spans(mark) for day in (place.start_on, place.end_on) if day}
    return [date.min, *sorted(days)]


@lru_cache(maxsize=64)
def _tree_of(start_on: date, end_on: date, mark: Mark) -> Tree:
    last: dict[int, Span] = {}
    for place, node in _spans(mark):
        held = place.start_on < end_on and (place.end_on is None or start_on < place.end_on)
        if held and (node.id not in last or last[node.id][0].start_on < place.start_on):
            last[node.id] = place, node
    return Tree(node for _place, node in last.values())


@lru_cache(maxsize=16)
def _map(on: date, mark: Mark) -> Map:
    heirs: dict[int, list[Heir]] = {}
    for source_id, heir_id, weight, since in _successions(mark):
        if since <= on:
            heirs.setdefault(source_id, []).append(Heir(heir_id, weight))
    return Map(_tree(on, mark), heirs)


@lru_cache(maxsize=32)
def _charges(on: date, mark: Mark) -> Charges:
    heirs: dict[int, set[int]] = {}
    for source_id, heir_id, _weight, since in _successions(mark):
        if since <= on:
            heirs.setdefault(source_id, set()).add(heir_id)
    places = [place for place, _node in _spans(mark)]
    return Charges(on, _tree(on, mark), places, heirs)


@lru_cache(maxsize=64)
def _attached(on: date, mark: Mark, unit_ids: frozenset[int]) -> set[int]:
    standing = _tree(on, mark)
    nearest: dict[int, Place] = {}
    for place, _node in sorted(_spans(mark), key=lambda span: span[0].start_on):
        if place.unit_id not in standing and (place.start_on <= on or place.unit_id not in nearest):
            nearest[place.unit_id] = place
    owners = {unit_id: {place.parent_id or 0} for unit_id, place in nearest.items()}
    for source_id, heir_id, _weight, _since in _successions(mark):
        if source_id in owners:
            owners[source_id].add(heir_id)
    found: set[int] = set()
    reached = set(unit_ids)
    while more := {unit for unit, its in owners.items() if unit not in found and its & reached}:
        found |= more
        reached |= more
    return found


@lru_cache(maxsize=2)
def _successions(mark: Mark) -> list[tuple[int, int, int, date]]:
    """Read every succession there ever was: no event writes any without changing a span."""
    rows = Succession.objects.order_by("pk")
    return list(rows.values_list("source", "heir", "weight", "event__on"))


@lru_cache(maxsize=2)
def _names(mark: Mark) -> frozenset[str]:
    return frozenset(node.name for _place, node in _spans(mark) if _holds_number(node.name))


def _holds_number(name: str) -> bool:
    return any(map(str.isdigit, name)) or not NUMERALS.isdisjoint(name.lower().split())


@lru_cache(maxsize=2)
def _spans(mark: Mark) -> list[Span]:
    """Read every span there ever was; `mark` names the state of the tables that is read."""
    spans = UnitSpan.objects.select_related("unit").order_by("unit__sort_order", "unit__code")
    return [
        (
            Place(span.unit_id, span.parent_id, span.start_on, span.end_on),
            Node(span.unit_id, span.unit.code, span.name, span.level, span.parent_id),
        )
        for span in spans
    ]
