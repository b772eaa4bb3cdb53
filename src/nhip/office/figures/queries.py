"""Reads over pins, their texts and their decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from nhip.kit.text.language import office_words
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import written_as
from nhip.organisation.units.queries import ground_of

from . import registry
from .models import CITED, Cause, CitedValue, Decision, Note, Pin, Pins, Release
from .registry import CitingText, Event, Move, Offer, Reference


@dataclass(frozen=True)
class ToldCause:
    """A cause of a change, with the post of whoever changed the record ("" for nobody)."""

    cause: Cause
    author: str


@dataclass(frozen=True)
class ChangedPin:
    """A pin that no longer agrees with its source: the text it stands in, what moved it since it last
    agreed or was decided (the latest first), and the staff page that explains the figure."""

    pin: Pin
    held: CitingText
    causes: Sequence[ToldCause]
    address: str

    @property
    def link(self) -> str:
        """Return the page of the record that changed last, or ""."""
        return next((each.cause.link for each in self.causes if each.cause.link), "")


@dataclass(frozen=True)
class MovedTogether:
    """Pins that one event moved last, so that one decision can settle them."""

    cause: Cause | None
    pins: list[Pin]


@dataclass(frozen=True)
class Offered:
    """A figure in a chooser; one that is not released cannot be bound yet."""

    offer: Offer
    is_released: bool


@dataclass(frozen=True)
class CitedIn:
    """A text and which of its figures are meant."""

    held: CitingText
    pins: list[Pin]


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


def texts_of(pins: Iterable[Pin]) -> list[CitedIn]:
    """Return the texts these pins stand in, each once; texts that are gone are left out."""
    by_text: dict[tuple[str, int], list[Pin]] = {}
    for pin in pins:
        by_text.setdefault((pin.holder, pin.holder_id), []).append(pin)
    found = []
    for (name, holder_id), held_pins in by_text.items():
        try:
            held = registry.holder(name).describe(holder_id)
        except (KeyError, ObjectDoesNotExist):
            continue
        found.append(CitedIn(held, held_pins))
    return found


def cited(holder: str, holder_id: int) -> list[Pin]:
    """Return the pins of a text in the order they were set, ready for `figures/why.html`."""
    pins = Pin.objects.held_by(holder, holder_id).in_text()
    return list(pins.order_by("pk").prefetch_related("decisions"))


def changed(user: User) -> list[ChangedPin]:
    """Return what waits for this user's decision, the latest change first."""
    pins = Pin.objects.to_decide().visible_to(user).order_by("-last_cause__at", "-pk")
    shown = (described(pin) for pin in pins.prefetch_related("movings__cause__by"))
    return [each for each in shown if each is not None]


def described(pin: Pin) -> ChangedPin | None:
    """Return a pin with what an editor must know to decide; None when its text is gone."""
    try:
        held = registry.holder(pin.holder).describe(pin.holder_id)
    except (KeyError, ObjectDoesNotExist):
        return None
    return ChangedPin(pin, held, _told_causes(pin), registry.address(pin.reference))


def _told_causes(pin: Pin) -> list[ToldCause]:
    """Return what moved it and waits for a decision; of one that was kept, what was decided about last."""
    movings = list(pin.movings.all())
    waiting = [each for each in movings if each.decision_id is None]
    if not waiting and pin.kept_at and movings:
        last = max(each.decision_id or 0 for each in movings)
        waiting = [each for each in movings if each.decision_id == last]
    return [ToldCause(each.cause, _author(each.cause)) for each in waiting]


def _author(cause: Cause) -> str:
    return written_as(cause.by, timezone.localdate(cause.at)) if cause.by else ""


def by_cause(pins: Iterable[Pin]) -> list[MovedTogether]:
    """Put pins together that one event moved last: each stands under one cause, in their order."""
    found: dict[int | None, MovedTogether] = {}
    for pin in pins:
        together = found.setdefault(pin.last_cause_id, MovedTogether(pin.last_cause, []))
        together.pins.append(pin)
    return list(found.values())


def decided(pin: Pin) -> list[tuple[Decision, str]]:
    """Return what was decided about a pin, the latest first, with the post of whoever decided."""
    posts: dict[tuple[int, date], str] = {}
    told = []
    for decision in pin.decisions.select_related("decided_by", "pin").prefetch_related(
        "movings__cause"
    ):
        who = decision.decided_by_id, timezone.localdate(decision.decided_at)
        if who not in posts:
            posts[who] = written_as(decision.decided_by, who[1])
        told.append((decision, posts[who]))
    return told


def released(refs: Iterable[Reference]) -> set[Reference]:
    """Return which of these figures may be cited in public."""
    wanted = set(refs)
    rows = Release.objects.filter(
        key__in={ref.key for ref in wanted}, unit_id__in={ref.unit_id for ref in wanted}
    )
    return wanted & {row.reference for row in rows}


def offers(text: str, unit_id: int) -> list[Offered]:
    """Return the figures a chooser shows for what was typed, those one may bind first."""
    found = registry.search(text, unit_id)
    free = released(offer.ref for offer in found)
    offered = [Offered(offer, offer.ref in free) for offer in found]
    return sorted(offered, key=lambda each: not each.is_released)


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
        name for name in CITED if name != "is_sample"
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
