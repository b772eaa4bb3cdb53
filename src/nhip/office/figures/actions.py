"""Every change to what texts cite. A published value moves only when an editor accepts it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.kit.text.rules import write_days
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record

from . import registry
from .choices import Basis, Format, State, Verdict
from .models import Decision, Pin, Release
from .queries import Cause, Move, touched
from .registry import Reference, Resolved
from .rules import state_of
from .signals import pins_changed

GATE = 0x6E686970  # "nhip": the number of PostgreSQL's advisory lock, see `_gate`
CHUNK = 50  # pins compared in one transaction, so that others can write in between


class Refused(Exception):
    """A figure cannot be bound, accepted or kept; the message says why, in the reader's language."""


class NotAccepted(Refused):
    """Only figures on the accepted basis are bound."""


class NotReleased(Refused):
    """Neither a chief nor a publisher has let this figure out."""


class NoFigure(Refused):
    """The source says nothing: nobody reported, or the indicator is gone."""


class Withheld(Refused):
    """A sensitive count of a few people is not published."""


class NothingToDecide(Refused):
    """The pin agrees with its source, or somebody has just decided."""


class MovedOn(Refused):
    """The source says another value by now than the one the editor saw."""


class NoReason(Refused):
    """A value is kept against its source only with a reason."""


@transaction.atomic
def release(ref: Reference, *, by: User, at: datetime) -> Release:
    """Let a figure out: from now on it may be bound to public texts. Doing it twice changes nothing.

    Raises PermissionDenied.
    """
    require(by, "figures.release", ref)
    let_out, is_new = Release.objects.get_or_create(
        key=ref.key,
        unit_id=ref.unit_id,
        start_on=ref.start_on,
        end_on=ref.end_on,
        basis=ref.basis,
        defaults={"released_at": at, "released_by": by},
    )
    if is_new:
        record("figure.released", about=let_out, by=by, at=at, unit=let_out.unit)
    return let_out


@transaction.atomic
def pin(
    ref: Reference,
    *,
    holder: str,
    holder_id: int,
    format: str = Format.PLAIN,
    by: User,
    at: datetime,
) -> Pin:
    """Bind a figure to a text at its value of this moment.

    Raises NotAccepted, NotReleased, NoFigure, Withheld, or PermissionDenied.
    """
    require(by, registry.verbs_of(holder).bind, ref)
    _gate(exclusive=True)
    if ref.basis != Basis.ACCEPTED:
        raise NotAccepted(_("Only accepted figures can be cited. Choose the accepted basis."))
    if not Release.objects.filter(
        key=ref.key,
        unit_id=ref.unit_id,
        start_on=ref.start_on,
        end_on=ref.end_on,
        basis=ref.basis,
    ).exists():
        raise NotReleased(
            _("This figure is not released yet. Ask the chief or the publishing editor.")
        )
    bound = Pin(
        key=ref.key,
        unit_id=ref.unit_id,
        start_on=ref.start_on,
        end_on=ref.end_on,
        basis=ref.basis,
        holder=holder,
        holder_id=holder_id,
        format=format,
        window=write_days(ref.start_on, ref.end_on),
    )
    _take(bound, _publishable(ref), by=by, at=at)
    bound.save()
    record("figure.pinned", about=bound, by=by, at=at, unit=bound.unit, said={"to": bound.amount})
    return bound


@transaction.atomic
def unpin(pin: Pin, *, by: User, at: datetime) -> None:
    """Take a figure out of its text for good. Raises PermissionDenied."""
    require(by, registry.verbs_of(pin.holder).bind, pin)
    record("figure.unpinned", about=pin, by=by, at=at, unit=pin.unit, said={"from": pin.amount})
    pin.delete()


@transaction.atomic
def mark_changed(
    keys: Collection[str],
    *,
    unit_id: int,
    start_on: date,
    end_on: date,
    cause: str,
    link: str,
    by: User | None,
    at: datetime,
) -> list[Pin]:
    """Compare pins with their source after records of a unit changed; texts stay as they are.

    Asked are pins on `keys` whose window overlaps the days and whose scope is the unit or stands
    above it at the end of that window. Returns those whose state or new value moved.
    """
    return mark_all_changed([Move(keys, unit_id, start_on, end_on, Cause(cause, at, link, by))])


@transaction.atomic
def mark_all_changed(moves: Sequence[Move]) -> list[Pin]:
    """Do what `mark_changed` does for many records at once, each text's figure asked once.

    A pin that several moves count into tells the last of them. Returns the pins that moved.
    """
    _gate(exclusive=False)
    return _compare(touched(moves))


def check_pins(*, at: datetime) -> list[Pin]:
    """Compare every pin with its source, for changes nobody announced (a unit moved, a rule mended)."""
    with office_words():
        cause = _("Found when all figures were computed again.")
    moved = []
    pins = list(Pin.objects.order_by("pk"))
    for start in range(0, len(pins), CHUNK):
        with transaction.atomic():
            _gate(exclusive=False)
            moved += _compare((pin, Cause(cause, at)) for pin in pins[start : start + CHUNK])
    return moved


def accept_change(
    pin: Pin, *, by: User, at: datetime, amount: int | None = None, note: str = ""
) -> Decision:
    """Let the pinned value and its description move to what the source says; readers see a correction.

    `amount` is the new value the editor saw; `note` goes with the correction. Raises NothingToDecide,
    MovedOn, NoFigure, Withheld, or PermissionDenied.
    """
    require(by, registry.verbs_of(pin.holder).decide, pin)
    with transaction.atomic():
        pin = Pin.objects.select_for_update().get(pk=pin.pk)
        seen = pin.new_amount if amount is None else amount
        if pin.state == State.FRESH:
            raise NothingToDecide(_("This figure agrees with its source. There is nothing to do."))
        now = _publishable(pin.reference)
        if now.amount == seen:
            return _accept(pin, now, note=note, by=by, at=at)
        # The mark was behind: it is put right and stays, although the decision is refused.
        _compare([(pin, Cause(pin.cause, at, pin.cause_link, pin.changed_by))])
    raise MovedOn(_("The value has moved on meanwhile. Look at it again before you decide."))


def _accept(pin: Pin, now: Resolved, *, note: str, by: User, at: datetime) -> Decision:
    decision = Decision.objects.create(
        pin=pin,
        verdict=Verdict.ACCEPTED,
        old_amount=pin.amount,
        new_amount=now.amount,
        cause=pin.cause,
        reason=note,
        decided_at=at,
        decided_by=by,
    )
    said = {"from": pin.amount, "to": now.amount, "cause": pin.cause, "note": note}
    _take(pin, now, by=by, at=at)
    _agree(pin)
    pin.save()
    record("figure.accepted", about=pin, by=by, at=at, unit=pin.unit, said=said)
    registry.holder(pin.holder).refreshed(pin.holder_id, by, at)
    return decision


@transaction.atomic
def keep_value(pin: Pin, reason: str, *, by: User, at: datetime) -> Decision:
    """Leave the text as it is although the source says something else, and say why.

    The pin still tells staff that it differs. It asks again when the source moves on. Raises
    NoReason, NothingToDecide, or PermissionDenied.
    """
    require(by, registry.verbs_of(pin.holder).decide, pin)
    pin = Pin.objects.select_for_update().get(pk=pin.pk)
    if not reason.strip():
        raise NoReason(_("Say why the published value stays."))
    if pin.state == State.FRESH or pin.kept_at:
        raise NothingToDecide(_("Somebody has already decided about this figure."))
    decision = Decision.objects.create(
        pin=pin,
        verdict=Verdict.KEPT,
        old_amount=pin.amount,
        new_amount=pin.new_amount,
        cause=pin.cause,
        reason=reason.strip(),
        decided_at=at,
        decided_by=by,
    )
    pin.kept_at = at
    pin.save(update_fields=["kept_at"])
    said = {"kept": pin.amount, "source": pin.new_amount, "reason": decision.reason}
    record("figure.kept", about=pin, by=by, at=at, unit=pin.unit, said=said)
    return decision


def _gate(*, exclusive: bool) -> None:
    """Binding a figure waits until changes of records under way are committed, and the other way.

    Otherwise a pin set between another transaction's look for pins and its commit would keep the
    old value unmarked. SQLite writes one transaction at a time and needs no gate.
    """
    if connection.vendor == "postgresql":
        lock = "pg_advisory_xact_lock" if exclusive else "pg_advisory_xact_lock_shared"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {lock}(%s)", [GATE])


def _publishable(ref: Reference) -> Resolved:
    """Return the figure in the installation's language, as texts quote it. Raises NoFigure, Withheld."""
    with office_words():
        now = registry.resolve(ref)
    if now is None or now.amount is None:
        raise NoFigure(
            _("There is no value: nothing has been reported or accepted for this window.")
        )
    if now.is_withheld:
        raise Withheld(
            _(
                "A sensitive count of fewer than 5 people is not published, nor what would reveal it."
            )
        )
    return now


def _take(pin: Pin, now: Resolved, *, by: User, at: datetime) -> None:
    """Copy value and description onto the pin."""
    assert now.amount is not None
    pin.amount = now.amount
    pin.decimals = now.decimals
    pin.label = now.label
    pin.definition = now.definition
    pin.measure = now.measure
    pin.coverage = now.coverage
    pin.parts = now.parts
    pin.is_sample = now.is_sample
    pin.pinned_at = at
    pin.pinned_by = by


def _agree(pin: Pin) -> None:
    """Forget the difference: the pin says what its source says."""
    pin.state = State.FRESH
    pin.new_amount = pin.changed_at = pin.changed_by = pin.kept_at = None
    pin.cause = pin.cause_link = ""


def _compare(pins: Iterable[tuple[Pin, Cause]]) -> list[Pin]:
    """Lock the pins, ask the sources again and mark what moved; leave the others untouched."""
    causes = {pin.pk: cause for pin, cause in pins}
    locked = list(Pin.objects.select_for_update().filter(pk__in=causes).order_by("pk"))
    now = registry.resolve_all(each.reference for each in locked)
    moved: dict[tuple[User | None, datetime], list[Pin]] = {}
    for each in locked:
        resolved, cause = now[each.reference], causes[each.pk]
        # A source that counts in another scale by now no longer says anything about this pin.
        amount = resolved.amount if resolved and resolved.decimals == each.decimals else None
        state = state_of(each.amount, amount)
        if state == each.state and amount in (each.amount, each.new_amount):
            continue
        if state == State.FRESH:
            _agree(each)
        else:
            each.state, each.new_amount, each.kept_at = state, amount, None
            each.changed_at, each.changed_by = cause.at, cause.by
            each.cause, each.cause_link = cause.words[:300], cause.link[:200]
        each.save()
        said = {"pinned": each.amount, "source": amount, "cause": cause.words}
        record(f"figure.{state}", about=each, by=cause.by, at=cause.at, unit=each.unit, said=said)
        moved.setdefault((cause.by, cause.at), []).append(each)
    for (by, at), its in moved.items():
        if to_decide := [each for each in its if each.state != State.FRESH]:
            pins_changed.send(Pin, pins=to_decide, by=by, at=at)
    return [each for its in moved.values() for each in its]
