"""Reads over pins, their texts and their decisions."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from nhip.kit.text.language import office_words
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import written_as
from nhip.organisation.units.queries import tree

from .. import registry
from ..models import CITED, Cause, CitedValue, Decision, Pin, Release
from ..registry import CitingText, Offer, Reference


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


@dataclass(frozen=True)
class Event:
    """What happened to a record: words, the moment, the page of the record, and by whom."""

    words: str
    at: datetime
    link: str = ""
    by: User | None = None

    @property
    def key(self) -> str:
        """Return a name that is the same wherever the event is told again."""
        by = self.by.pk if self.by else None
        said = [self.words, self.link, self.at.astimezone(UTC).isoformat(), by]
        return sha256(json.dumps(said).encode()).hexdigest()


@dataclass(frozen=True)
class Move:
    """Records of a unit over some days (half-open), counted under `keys`, moved."""

    keys: Collection[str]
    unit_id: int
    start_on: date
    end_on: date
    event: Event


_Reaches = dict[tuple[date, int], set[int]]  # by end of the window and unit


def touching(keys: Collection[str], *, unit_id: int, start_on: date, end_on: date) -> list[Pin]:
    """Return the pins that records of a unit over these days count into.

    Those on `keys` whose window overlaps the days and whose scope is the unit or stands above it at
    the end of that window.
    """
    pins = Pin.objects.in_text().touching(keys, start_on, end_on).order_by("pk")
    reaches: _Reaches = {}
    return [pin for pin in pins if unit_id in _reached(pin, reaches)]


def touched(moves: Sequence[Move]) -> list[tuple[Pin, list[Event]]]:
    """Return the pins that any of these moves counts into, each with the events that do, in their order.

    The number of queries grows with the windows that are cited, not with the moves.
    """
    if not moves:
        return []
    pins = Pin.objects.in_text().touching(
        {key for move in moves for key in move.keys},
        min(move.start_on for move in moves),
        max(move.end_on for move in moves),
    )
    found: list[tuple[Pin, list[Event]]] = []
    reaches: _Reaches = {}
    for pin in pins.order_by("pk"):
        reached = _reached(pin, reaches)
        events = [
            move.event
            for move in moves
            if move.start_on < pin.end_on
            and pin.start_on < move.end_on
            and pin.key in move.keys
            and move.unit_id in reached
        ]
        if events:
            found.append((pin, list(dict.fromkeys(events))))
    return found


def _reached(pin: Pin, known: _Reaches) -> set[int]:
    """Return the units whose records count into a pin: its own, and those below at its window's end."""
    place = (pin.end_on, pin.unit_id)
    if place not in known:
        below = tree(pin.end_on - timedelta(days=1)).subtree(pin.unit_id)
        known[place] = {pin.unit_id, *below}
    return known[place]


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
    """Return the pins in texts whose source says something else than they do and than anybody was told."""
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
