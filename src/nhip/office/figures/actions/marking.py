"""Comparing what texts cite with its source after records changed; texts stay as they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.organisation.journal.actions import Act, record_all

from .. import registry
from ..models import Cause, Moving, Pin
from ..queries import Event, Move, by_cause, touched
from ..signals import pins_changed, sample_called
from .taking import agree

GATE = 0x6E686970  # "nhip": the number of PostgreSQL's advisory lock, see `gate`
CHUNK = 50  # pins compared in one transaction, so that others can write in between


@transaction.atomic
def mark_changed(moves: Sequence[Move]) -> list[Pin]:
    """Compare pins with their source after records of units changed; texts stay as they are.

    Asked, once each, are pins on the keys of a move whose window overlaps its days and whose scope is
    its unit or stands above it at the end of that window. A pin tells all events that moved it since
    it last agreed. Returns those of which the source says something else than before.
    """
    gate(exclusive=False)
    return compare(touched(moves))


def check_pins(*, at: datetime) -> list[Pin]:
    """Compare every pin with its source, for changes nobody announced (a unit moved, a rule mended)."""
    with office_words():
        event = Event(_("Found when all figures were computed again."), at)
    moved = []
    pins = list(Pin.objects.in_text().order_by("pk"))
    for start in range(0, len(pins), CHUNK):
        with transaction.atomic():
            gate(exclusive=False)
            moved += compare((pin, [event]) for pin in pins[start : start + CHUNK])
    return moved


def check_cited(pins: Iterable[Pin], *, at: datetime) -> bool:
    """Compare some pins with their source before they are decided about; say whether that moved a mark."""
    with office_words():
        event = Event(_("Found when somebody was about to decide."), at)
    known = [(pin, pin.last_cause) for pin in pins]
    return bool(
        compare(
            (pin, [Event(cause.words, cause.at, cause.link, cause.by) if cause else event])
            for pin, cause in known
        )
    )


@transaction.atomic
def call_sample(keys: Collection[str], *, is_sample: bool) -> list[Pin]:
    """Let whatever cites these keys bear the mark of invented figures, or lose it, at once.

    The mark says what the source is, so no editor decides; value and words stay as they were pinned.
    Called by the source's room within its own verb, which has asked and journals. Returns those moved.
    """
    gate(exclusive=False)
    cited = Pin.objects.select_for_update().filter(key__in=keys).exclude(is_sample=is_sample)
    pins = list(cited.order_by("pk"))
    for each in pins:
        each.is_sample = is_sample
    Pin.objects.bulk_update(pins, ["is_sample"])
    if pins:
        sample_called.send(Pin, pins=pins)
    return pins


def gate(*, exclusive: bool) -> None:
    """Binding a figure waits until changes of records under way are committed, and the other way.

    Otherwise a pin set between another transaction's look for pins and its commit would keep the
    old value unmarked. SQLite writes one transaction at a time and needs no gate.
    """
    if connection.vendor == "postgresql":
        lock = "pg_advisory_xact_lock" if exclusive else "pg_advisory_xact_lock_shared"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {lock}(%s)", [GATE])


def compare(pins: Iterable[tuple[Pin, Sequence[Event]]]) -> list[Pin]:
    """Lock the pins, ask the sources again and mark what moved; leave the others untouched.

    Everything readers are told beside a figure is compared, not the amount alone.
    """
    events = {pin.pk: its for pin, its in pins}
    locked = list(Pin.objects.select_for_update().filter(pk__in=events).order_by("pk"))
    with office_words():
        now = registry.resolve_all(each.reference for each in locked)
    moved = [each for each in locked if each.beside(now[each.reference]) != each.comparison]
    causes = _causes(event for each in moved for event in events[each.pk])
    for each in moved:
        found = each.beside(now[each.reference])
        if found.agrees:
            agree(each)
        else:
            each.state, each.new_amount, each.new_words = found.state, found.amount, found.words
            each.kept_at, each.last_cause = None, causes[events[each.pk][-1]]
        each.save()
    _tell(moved, events, causes)
    return moved


def _causes(events: Iterable[Event]) -> dict[Event, Cause]:
    """Return the row of each event, made now where it moves a figure for the first time."""
    wanted = {event.key: event for event in events}
    Cause.objects.bulk_create(
        (
            Cause(key=key, words=each.words[:300], link=each.link[:200], at=each.at, by=each.by)
            for key, each in wanted.items()
        ),
        ignore_conflicts=True,
    )
    rows = Cause.objects.select_related("by").in_bulk(wanted, field_name="key")
    return {event: rows[key] for key, event in wanted.items()}


def _tell(
    moved: Sequence[Pin], events: Mapping[int, Sequence[Event]], causes: Mapping[Event, Cause]
) -> None:
    """Note what moved which pin, journal it, and tell who decides: once a text and cause."""
    open_pins = [each for each in moved if not each.agrees]
    Moving.objects.bulk_create(
        (Moving(pin=each, cause=causes[event]) for each in open_pins for event in events[each.pk]),
        ignore_conflicts=True,
    )
    record_all(_act(each, [causes[event] for event in events[each.pk]]) for each in moved)
    texts: dict[tuple[str, int], list[Pin]] = {}
    for each in open_pins:
        texts.setdefault((each.holder, each.holder_id), []).append(each)
    for pins in texts.values():
        for together in by_cause(pins):
            pins_changed.send(Pin, pins=together.pins, cause=together.cause)


def _act(pin: Pin, causes: Sequence[Cause]) -> Act:
    last = causes[-1]
    said = {
        "pinned": pin.amount,
        "source": pin.amount if pin.agrees else pin.new_amount,
        "told": pin.new_words,
        "cause": last.words,
    }
    if len(causes) > 1:
        said["causes"] = [each.words for each in causes]
    return Act(f"figure.{pin.state}", pin, last.by, last.at, pin.unit, said)
