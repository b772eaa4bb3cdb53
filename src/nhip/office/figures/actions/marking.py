"""Marking citations whose source says something else by now; texts stay as they are.

An action on records only notes, in its own transaction, which questions may have moved. The notes are the
queue: the worker compares what they touch a moment later (`compare_noted`), and takes them away when the
marks are right. Nothing is locked while a source is asked: each pin counts how often it was compared, and
whoever asked for an older count yields and asks again. So the last mark written rests on an answer that is
later than every note taken away before it, whoever wrote it.

Binding notes too. A text may be bound to a value that another transaction is changing: neither sees the
other's rows. Each leaves its note, and the note of whichever commits last is compared after both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from nhip.kit.tasks.patience import writing
from nhip.kit.text.language import office_words
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record_all

from .. import queries, registry
from ..models import Cause, Comparison, Moving, Note, Pin
from ..queries import by_cause, touched
from ..registry import Event, Move, Resolved
from ..signals import pins_changed, sample_called
from .taking import agree

CHUNK = 50  # pins compared before they are written, so that others can write in between
AT_ONCE = 5000  # notes taken up together
ROWS = 500  # rows a statement
SAID = ["new_amount", "new_words", "last_answer"]  # of a mark what differs from pin to pin

Events = Mapping[int, Sequence[Event]]  # what may have moved a pin


@transaction.atomic
def note_moves(moves: Iterable[Move]) -> None:
    """Note what may have moved, in the transaction that moved it; compared as soon as it is committed."""
    Note.objects.bulk_create(
        (
            Note(
                keys=sorted(each.keys),
                unit_id=each.unit_id,
                start_on=each.start_on,
                end_on=each.end_on,
                basis=each.basis,
                pin_id=each.pin_id,
                words=each.event.words[:300],
                link=each.event.link[:200],
                at=each.event.at,
                by=each.event.by,
            )
            for each in moves
        ),
        batch_size=ROWS,
    )


def note_bound(bound: Iterable[tuple[Pin, User, datetime]]) -> None:
    """Note that texts cite these from now on, for whatever was changing their sources meanwhile."""
    with office_words():
        words = _("Changed while the figure was being bound.")
    note_moves(
        Move([], None, pin.start_on, pin.end_on, Event(words, at, "", by), pin_id=pin.pk)
        for pin, by, at in bound
    )


def compare_noted() -> list[Pin]:
    """Compare the pins that notes touch with their source, until there are no notes. Returns those moved.

    May be killed at any point, and run beside another: notes go when their pins are right, and comparing
    twice changes nothing. What is noted meanwhile is taken up in its turn.
    """
    moved = []
    while notes := queries.noted(AT_ONCE):
        moved += compare(touched(each.move for each in notes))
        with writing():
            Note.objects.filter(pk__in=[each.pk for each in notes]).delete()
    return moved


def check_pins(*, at: datetime) -> list[Pin]:
    """Compare every pin with its source, for changes nobody announced (a rule mended)."""
    with office_words():
        event = Event(_("Found when all figures were computed again."), at)
    return compare([(pin, [event]) for pin in Pin.objects.in_text().order_by("pk")])


def check_cited(pins: Collection[Pin], *, at: datetime) -> bool:
    """Compare pins with their source before they are decided about; say whether that moved a mark."""
    among = Pin.objects.filter(pk__in=[pin.pk for pin in pins])
    noted = {pin.pk: its for pin, its in touched((one.move for one in queries.noted()), among)}
    with office_words():
        found = [Event(_("Found when somebody was about to decide."), at)]
    return bool(compare([(pin, noted.get(pin.pk, found)) for pin in pins]))


def rest_pins(holder: str, holder_id: int, *, at: datetime) -> None:
    """Watch the figures of a text no longer, which its room puts into a bin within its own verb."""
    Pin.objects.held_by(holder, holder_id).in_text().update(rests_at=at)


def wake_pins(holder: str, holder_id: int, *, by: User, at: datetime) -> None:
    """Watch the figures of a text again that comes out of the bin; they are compared a moment later."""
    resting = Pin.objects.held_by(holder, holder_id).exclude(rests_at=None)
    with office_words():
        event = Event(_("Found when its text came out of the bin."), at, "", by)
    note_moves(
        Move([], None, each.start_on, each.end_on, event, pin_id=each.pk) for each in resting
    )
    resting.update(rests_at=None)


@transaction.atomic
def call_sample(keys: Collection[str], *, is_sample: bool) -> list[Pin]:
    """Let whatever cites these keys bear the mark of invented figures, or lose it, at once.

    The mark says what the source is, so no editor decides; value and words stay as they were pinned.
    Called by the source's room within its own verb, which has asked and journals. Returns those moved.
    """
    cited = Pin.objects.select_for_update().filter(key__in=keys).exclude(is_sample=is_sample)
    pins = list(cited.order_by("pk"))
    for each in pins:
        each.is_sample = is_sample
    Pin.objects.bulk_update(pins, ["is_sample"])
    if pins:
        sample_called.send(Pin, pins=pins)
    return pins


def compare(pins: Iterable[tuple[Pin, Sequence[Event]]]) -> list[Pin]:
    """Ask the sources what they say of pins now, and mark what moved; leave the others untouched.

    Everything readers are told beside a figure is compared, not the amount alone. The pins of a text are
    marked in one transaction, with the notice about them; sources are asked before it begins.
    """
    texts: dict[tuple[str, int], dict[int, Sequence[Event]]] = {}
    for pin, events in pins:
        texts.setdefault((pin.holder, pin.holder_id), {})[pin.pk] = events
    moved, chunk = [], dict[int, Sequence[Event]]()
    for its in texts.values():
        chunk |= its
        if len(chunk) >= CHUNK:
            moved += _compared(chunk)
            chunk = {}
    return moved + _compared(chunk)


def _compared(events: Events) -> list[Pin]:
    """Compare some pins, again and again those that another compared or decided meanwhile."""
    moved: list[Pin] = []
    waiting = set(events)
    while waiting:
        pins = list(Pin.objects.in_text().filter(pk__in=waiting).order_by("pk"))
        with office_words():
            now = registry.resolve_all(each.reference for each in pins)
        found = {each.pk: _Found.of(each, now[each.reference]) for each in pins}
        written, its = _write(found, events)
        waiting = set(found) - written
        moved += its
    return moved


@dataclass(frozen=True)
class _Found:
    """What a source said of a pin, as it stood after so many comparisons."""

    compared: int
    comparison: Comparison
    answer: dict[str, Any]

    @classmethod
    def of(cls, pin: Pin, now: Resolved | None) -> _Found:
        return cls(pin.compared, pin.beside(now), asdict(now) if now else {})


def _write(found: Mapping[int, _Found], events: Events) -> tuple[set[int], list[Pin]]:
    with writing():
        return _written(found, events)


def _written(found: Mapping[int, _Found], events: Events) -> tuple[set[int], list[Pin]]:
    """Mark what comparing found; return the pins it was still true of, and those that moved."""
    locked = Pin.objects.select_for_update(of=("self",)).select_related("unit").filter(pk__in=found)
    pins = [each for each in locked.order_by("pk") if each.compared == found[each.pk].compared]
    Pin.objects.filter(pk__in=[each.pk for each in pins]).update(compared=F("compared") + 1)
    moved = [each for each in pins if each.comparison != found[each.pk].comparison]
    silent = [each for each in pins if each.last_answer != found[each.pk].answer]
    for each in silent:
        each.last_answer = found[each.pk].answer
    causes = _causes(event for each in moved for event in events[each.pk])
    for each in moved:
        _mark(each, found[each.pk].comparison, causes[events[each.pk][-1]])
    _save(moved)
    Pin.objects.bulk_update([each for each in silent if each not in moved], ["last_answer"])
    _tell(moved, events, causes)
    return {each.pk for each in pins}, moved


def _mark(pin: Pin, found: Comparison, cause: Cause) -> None:
    if found.agrees:
        agree(pin)
    else:
        pin.state, pin.new_amount, pin.new_words = found.state, found.amount, found.words
        pin.kept_at, pin.last_cause = None, cause
        pin.compared += 1


def _save(moved: Iterable[Pin]) -> None:
    """Write marks: what pins have in common at once, so that others wait as short a time as can be."""
    alike: dict[tuple[str, int | None], list[Pin]] = {}
    for each in moved:
        alike.setdefault((each.state, each.last_cause_id), []).append(each)
    for (state, cause_id), pins in alike.items():
        rows = Pin.objects.filter(pk__in=[each.pk for each in pins])
        rows.update(state=state, last_cause=cause_id, kept_at=None)
        Pin.objects.bulk_update(pins, SAID)


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


def _tell(moved: Sequence[Pin], events: Events, causes: Mapping[Event, Cause]) -> None:
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
