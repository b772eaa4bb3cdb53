"""Reads over pins, their texts and their decisions."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import written_as
from nhip.organisation.units.queries import tree

from . import registry
from .choices import Verdict
from .models import Decision, Pin, Release
from .registry import Held, Offer, Reference


@dataclass(frozen=True)
class Changed:
    """A pin that no longer agrees with its source: the text it stands in, the post of whoever
    changed the record, and the staff page that explains the figure."""

    pin: Pin
    held: Held
    author: str
    address: str


@dataclass(frozen=True)
class Offered:
    """A figure in a chooser; one that is not released cannot be bound yet."""

    offer: Offer
    is_released: bool


@dataclass(frozen=True)
class CitedIn:
    """A text and which of its figures are meant."""

    held: Held
    pins: list[Pin]


def touching(keys: Collection[str], *, unit_id: int, start_on: date, end_on: date) -> list[Pin]:
    """Return the pins that records of a unit over these days count into.

    Those on `keys` whose window overlaps the days and whose scope is the unit or stands above it at
    the end of that window.
    """
    pins = list(Pin.objects.touching(keys, start_on, end_on).order_by("pk"))
    scopes = {
        end: {unit_id, *tree(end - timedelta(days=1)).ancestors(unit_id)}
        for end in {pin.end_on for pin in pins}
    }
    return [pin for pin in pins if pin.unit_id in scopes[pin.end_on]]


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
    return list(Pin.objects.held_by(holder, holder_id).order_by("pk").prefetch_related("decisions"))


def corrections(pins: Iterable[Pin]) -> dict[int, list[Decision]]:
    """Return the public correction notes of each pin, the newest first."""
    notes: dict[int, list[Decision]] = {pin.pk: [] for pin in pins}
    found = Decision.objects.filter(pin__in=notes, verdict=Verdict.ACCEPTED)
    for decision in found.select_related("pin"):
        notes[decision.pin_id].append(decision)
    return notes


def changed(user: User) -> list[Changed]:
    """Return what waits for this user's decision, the latest change first."""
    pins = Pin.objects.to_decide().visible_to(user).order_by("-changed_at", "-pk")
    shown = (described(pin) for pin in pins.select_related("changed_by"))
    return [each for each in shown if each is not None]


def described(pin: Pin) -> Changed | None:
    """Return a pin with what an editor must know to decide; None when its text is gone."""
    try:
        held = registry.holder(pin.holder).describe(pin.holder_id)
    except (KeyError, ObjectDoesNotExist):
        return None
    author = ""
    if pin.changed_by and pin.changed_at:
        author = written_as(pin.changed_by, timezone.localdate(pin.changed_at))
    return Changed(pin, held, author, registry.address(pin.reference))


def decided(pin: Pin) -> list[tuple[Decision, str]]:
    """Return what was decided about a pin, the latest first, with the post of whoever decided."""
    posts: dict[tuple[int, date], str] = {}
    told = []
    for decision in pin.decisions.select_related("decided_by", "pin"):
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
