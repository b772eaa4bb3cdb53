"""Deciding about a cited figure that moved. A published value moves only when somebody accepts it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.journal.rules import NoReason

from .. import registry
from ..access import require_deciding
from ..choices import PinVerdict
from ..models import Decision, Pin
from ..registry import Resolved
from .marking import check_cited
from .refusals import MovedOn, NothingToDecide
from .releasing import see_all_released
from .taking import agree, answer_causes, is_news_to_readers, quotable, stand, take


def accept_change(
    pin: Pin, *, by: User, at: datetime, amount: int | None = None, seen: str = "", note: str = ""
) -> Decision:
    """Let the pinned value and its description move to what the source says; readers see a correction.

    `amount` is the new value the editor saw, `seen` all that was said (`Pin.seen_key`); `note` goes with
    the correction. A text for the public takes only what is released: whoever may release does so with it.
    Raises NothingToDecide, MovedOn, NoFigure, Withheld, NotReleased, or PermissionDenied.
    """
    require_deciding(by, pin.holder, pin.holder_id, [pin.unit_id])
    with transaction.atomic():
        pin = Pin.objects.select_for_update().get(pk=pin.pk)
        if not _overtaken(pin, at, seen):
            if pin.agrees:
                raise NothingToDecide(
                    _("This figure agrees with its source. There is nothing to do.")
                )
            now = quotable([pin])[pin.pk]
            if amount in (None, now.amount):
                if registry.verbs_of(pin.holder).for_public:
                    see_all_released({pin.reference: now}, by=by, at=at)
                decision = take_change(pin, now, note=note, by=by, at=at)
                registry.holder(pin.holder).refreshed(pin.holder_id, by, at)
                return decision
    raise MovedOn(_("The value has moved on meanwhile. Look at it again before you decide."))


def _overtaken(pin: Pin, at: datetime, seen: str) -> bool:
    """Compare a locked pin with its source at this moment; say whether that is not what was seen.

    The mark is put right and stays, although the decision is refused.
    """
    moved = pin.left_at is None and check_cited([pin], at=at)
    pin.refresh_from_db()
    return moved or seen not in ("", pin.seen_key)


def take_change(pin: Pin, now: Resolved, *, note: str, by: User, at: datetime) -> Decision:
    """Let a locked pin say what its source says; the text is told afterwards."""
    decision = Decision.objects.create(
        pin=pin,
        verdict=PinVerdict.ACCEPTED,
        old_amount=pin.amount,
        new_amount=now.amount,
        cause=_cause(pin),
        reason=note,
        is_told=is_news_to_readers(pin, now),
        decided_at=at,
        decided_by=by,
    )
    said = {"from": pin.amount, "to": now.amount, "cause": decision.cause, "note": note}
    answer_causes(pin, decision)
    take(pin, now, by=by, at=at)
    agree(pin)
    pin.save()
    stand(pin, decision=decision)
    record("figure.accepted", about=pin, by=by, at=at, unit=pin.unit, said=said)
    return decision


def keep_value(pin: Pin, reason: str, *, by: User, at: datetime, seen: str = "") -> Decision:
    """Leave the text as it is although the source says something else, and say why.

    The pin still tells staff that it differs. It asks again when the source moves on. `seen` is what the
    editor saw the source say (`Pin.seen_key`). Raises NoReason, NothingToDecide, MovedOn, or
    PermissionDenied.
    """
    require_deciding(by, pin.holder, pin.holder_id, [pin.unit_id])
    if not reason.strip():
        raise NoReason(_("Say why the published value stays."))
    with transaction.atomic():
        pin = Pin.objects.select_for_update().get(pk=pin.pk)
        if not _overtaken(pin, at, seen):
            if pin.is_settled:
                last = pin.decisions.first()
                raise NothingToDecide(
                    _("You have already decided about this figure, in another window.")
                    if last and last.decided_by_id == by.pk
                    else _("Somebody has already decided about this figure.")
                )
            return keep_change(pin, reason.strip(), by=by, at=at)
    raise MovedOn(_("The value has moved on meanwhile. Look at it again before you decide."))


def keep_change(pin: Pin, reason: str, *, by: User, at: datetime) -> Decision:
    """Let a locked pin stay as it is, with a reason."""
    decision = Decision.objects.create(
        pin=pin,
        verdict=PinVerdict.KEPT,
        old_amount=pin.amount,
        new_amount=pin.new_amount,
        cause=_cause(pin),
        reason=reason,
        decided_at=at,
        decided_by=by,
    )
    answer_causes(pin, decision)
    pin.kept_at = at
    pin.save(update_fields=["kept_at"])
    said = {"kept": pin.amount, "source": pin.new_amount, "reason": decision.reason}
    record("figure.kept", about=pin, by=by, at=at, unit=pin.unit, said=said)
    return decision


def _cause(pin: Pin) -> str:
    return pin.last_cause.words if pin.last_cause else ""
