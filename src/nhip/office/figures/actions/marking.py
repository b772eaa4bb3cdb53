"""Comparing what texts cite with its source after records changed; texts stay as they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record

from .. import registry
from ..choices import PinState
from ..models import Pin
from ..queries import Cause, Move, touched
from ..rules import state_of
from ..signals import pins_changed, sample_called
from .taking import agree

GATE = 0x6E686970  # "nhip": the number of PostgreSQL's advisory lock, see `gate`
CHUNK = 50  # pins compared in one transaction, so that others can write in between


@transaction.atomic
def mark_changed(moves: Sequence[Move]) -> list[Pin]:
    """Compare pins with their source after records of units changed; texts stay as they are.

    Asked, once each, are pins on the keys of a move whose window overlaps its days and whose scope is
    its unit or stands above it at the end of that window. A pin that several moves count into tells
    the last of them. Returns those whose state or new value moved.
    """
    gate(exclusive=False)
    return compare(touched(moves))


def check_pins(*, at: datetime) -> list[Pin]:
    """Compare every pin with its source, for changes nobody announced (a unit moved, a rule mended)."""
    with office_words():
        cause = _("Found when all figures were computed again.")
    moved = []
    pins = list(Pin.objects.in_text().order_by("pk"))
    for start in range(0, len(pins), CHUNK):
        with transaction.atomic():
            gate(exclusive=False)
            moved += compare((pin, Cause(cause, at)) for pin in pins[start : start + CHUNK])
    return moved


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


def compare(pins: Iterable[tuple[Pin, Cause]]) -> list[Pin]:
    """Lock the pins, ask the sources again and mark what moved; leave the others untouched."""
    causes = {pin.pk: cause for pin, cause in pins}
    locked = list(Pin.objects.select_for_update().filter(pk__in=causes).order_by("pk"))
    now = registry.resolve_all(each.reference for each in locked)
    moved: dict[tuple[User | None, datetime], list[Pin]] = {}
    for each in locked:
        resolved, cause = now[each.reference], causes[each.pk]
        amount = each.says(resolved)
        state = state_of(each.amount, amount)
        if state == each.state and amount in (each.amount, each.new_amount):
            continue
        if state == PinState.FRESH:
            agree(each)
        else:
            each.state, each.new_amount, each.kept_at = state, amount, None
            each.changed_at, each.changed_by = cause.at, cause.by
            each.cause, each.cause_link = cause.words[:300], cause.link[:200]
        each.save()
        said = {"pinned": each.amount, "source": amount, "cause": cause.words}
        record(f"figure.{state}", about=each, by=cause.by, at=cause.at, unit=each.unit, said=said)
        moved.setdefault((cause.by, cause.at), []).append(each)
    for (by, at), its in moved.items():
        if to_decide := [each for each in its if not each.agrees]:
            pins_changed.send(Pin, pins=to_decide, by=by, at=at)
    return [each for its in moved.values() for each in its]
