"""Which citations a change reaches, and which say other than their source or their record."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from operator import itemgetter

from nhip.kit.text.language import office_words
from nhip.organisation.units.queries import ground_of

from .. import registry
from ..models import SEALED, CitedValue, Note, Pin, Pins
from ..registry import Event, Move, Reference, Resolved


def touched(moves: Iterable[Move], among: Pins | None = None) -> list[tuple[Pin, list[Event]]]:
    """Return the pins that any of these moves counts into, each with the events that do, in their order.

    Counts is what totals stand on: the ground of the pin's window. The number of queries grows with the
    windows that are cited, not with the moves.
    """
    by_key: dict[str | None, list[tuple[int, Move]]] = {}
    for place, move in enumerate(moves):
        for key in move.keys or (None,):
            by_key.setdefault(key, []).append((place, move))
    if not by_key:
        return []
    pins = (Pin.objects.all() if among is None else among).in_text()
    if None not in by_key:
        pins = pins.filter(key__in=[key for key in by_key if key])
    reached: _Reached = {}
    found: list[tuple[Pin, list[Event]]] = []
    for pin in pins.order_by("pk"):
        its = sorted([*by_key.get(pin.key, ()), *by_key.get(None, ())], key=itemgetter(0))
        events = [move.event for _place, move in its if _counts(move, pin, reached)]
        if events:
            found.append((pin, list(dict.fromkeys(events))))
    return found


_Reached = dict[tuple[date, date, int], frozenset[int]]  # units that count, by window and scope


def _counts(move: Move, pin: Pin, reached: _Reached) -> bool:
    if move.pin_id is not None:
        return move.pin_id == pin.pk
    if not (move.start_on < pin.end_on and pin.start_on < move.end_on):
        return False
    if move.basis not in ("", pin.basis):
        return False
    if move.unit_id is None:
        return True
    place = (pin.start_on, pin.end_on, pin.unit_id)
    if place not in reached:
        reached[place] = ground_of(pin.start_on, pin.end_on).below(pin.unit_id).units
    return move.unit_id in reached[place]


def heard(pins: Collection[Pin]) -> dict[Reference, Resolved | None]:
    """Return what the sources of pins say by now, as it was compared a moment ago.

    Asked anew is only what a note may have moved since, and what is not compared: what stands in no text.
    """
    noticed = Pin.objects.filter(pk__in=[pin.pk for pin in pins])
    moved = {pin.pk for pin, _events in touched((note.move for note in noted()), noticed)}
    known = [
        pin
        for pin in pins
        if pin.last_answer is not None and pin.left_at is None and pin.pk not in moved
    ]
    asked = {pin.reference for pin in pins} - {pin.reference for pin in known}
    with office_words():
        return {pin.reference: pin.heard for pin in known} | registry.resolve_all(asked)


def untold() -> list[Pin]:
    """Return the pins in texts whose source says something else than they do and than anybody was told.

    What is noted and not compared yet is among them: bring that up to date first.
    """
    pins = list(Pin.objects.in_text().order_by("pk"))
    with office_words():
        now = registry.resolve_all(pin.reference for pin in pins)
    return [pin for pin in pins if pin.beside(now[pin.reference]) != pin.comparison]


def off_record() -> list[Pin]:
    """Return the pins whose value is not the one on record as standing since it was pinned."""
    kept = {value.pin_id: value for value in CitedValue.objects.filter(until=None)}
    names = [
        name for name in SEALED if name != "is_sample"
    ]  # what the source is, not what was decided
    return [
        pin
        for pin in Pin.objects.in_text().order_by("pk")
        if (value := kept.get(pin.pk)) is None
        or any(getattr(pin, name) != getattr(value, name) for name in names)
    ]


def noted(at_most: int | None = None) -> list[Note]:
    """Return what was noted and not compared yet, in the order it came."""
    return list(Note.objects.order_by("pk").select_related("by")[:at_most])
