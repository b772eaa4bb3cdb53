"""Binding figures to texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.kit.text.rules import write_days
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record

from .. import registry
from ..choices import Basis, Format, PinVerdict
from ..models import CitedValue, Decision, Pin
from ..registry import Reference, Resolved
from ..rules import is_true_to
from .marking import note_bound
from .refusals import MovedOn, NotAccepted
from .releasing import check_released
from .taking import agree, check_known, check_publishable, close, is_news_to_readers, stand, take


@transaction.atomic
def pin(
    ref: Reference,
    *,
    holder: str,
    holder_id: int,
    format: str = Format.PLAIN,
    seen: int | None = None,
    by: User,
    at: datetime,
) -> Pin:
    """Bind a figure to a text, from the first time to for ever.

    A text cites a question once: what stands in it already is returned as it is, whatever its source says by
    now; what had left it goes on, and another value than readers have read is a correction. A text for the
    public cites what is accepted, and released at this value. `seen` is the value whoever chose it saw; a
    `format` that is not true to its scale is plain. Raises NotAccepted, NotReleased, NoFigure, Withheld,
    MovedOn, or PermissionDenied.
    """
    require(by, registry.verbs_of(holder).bind, ref)
    question = asdict(ref)
    texts = Pin.objects.select_for_update().held_by(holder, holder_id)
    bound = texts.filter(**question).first()
    if bound and not bound.left_at:
        if seen not in (None, bound.amount):
            raise MovedOn(
                _("The text cites this already, as %(value)s. Decide about the change first.")
                % {"value": bound.written}
            )
        return bound
    now = _citable(ref, seen, for_public=registry.verbs_of(holder).for_public)
    if bound:
        return _come_back(bound, now, by=by, at=at)
    window = write_days(ref.start_on, ref.end_on)
    assert now.amount is not None
    if not is_true_to(now.amount, now.decimals, format):
        format = Format.PLAIN
    bound = Pin(**question, holder=holder, holder_id=holder_id, format=format, window=window)
    take(bound, now, by=by, at=at)
    bound.save()
    stand(bound)
    note_bound(bound, by=by, at=at)
    record("figure.pinned", about=bound, by=by, at=at, unit=bound.unit, said={"to": bound.amount})
    return bound


def _citable(ref: Reference, seen: int | None, *, for_public: bool) -> Resolved:
    """Return what a text of this kind may cite now. Raises what `pin` says."""
    if for_public and ref.basis != Basis.ACCEPTED:
        raise NotAccepted(_("Only accepted figures can be cited. Choose the accepted basis."))
    with office_words():
        said = registry.resolve(ref)
    now = check_publishable(said) if for_public else check_known(said)
    if seen not in (None, now.amount):
        raise MovedOn(_("The value has moved on meanwhile. Look at it again before you decide."))
    if for_public:
        check_released(ref, now)
    return now


def _come_back(pin: Pin, now: Resolved, *, by: User, at: datetime) -> Pin:
    said = {"from": pin.amount, "to": now.amount, "left": str(pin.left_at)}
    decision = None
    if is_news_to_readers(pin, now):
        decision = Decision.objects.create(
            pin=pin,
            verdict=PinVerdict.ACCEPTED,
            old_amount=pin.amount,
            new_amount=now.amount,
            is_told=True,
            decided_at=at,
            decided_by=by,
        )
    take(pin, now, by=by, at=at)
    agree(pin)
    pin.left_at = None
    pin.save()
    stand(pin, decision=decision)
    note_bound(pin, by=by, at=at)
    record("figure.came_back", about=pin, by=by, at=at, unit=pin.unit, said=said)
    return pin


@transaction.atomic
def unpin(pin: Pin, *, by: User, at: datetime) -> None:
    """Note that a figure stands in its text no longer; what it said there stays on record.

    Where readers were reading it they are told that it left. Raises PermissionDenied.
    """
    require(by, registry.verbs_of(pin.holder).bind, pin)
    pin = Pin.objects.select_for_update().get(pk=pin.pk)
    if pin.left_at:
        return
    agree(pin)  # what stands nowhere waits for no decision
    pin.left_at = at
    pin.save()
    read = close(pin, at=at)
    if read and read.seen_at:
        Decision.objects.create(
            pin=pin,
            verdict=PinVerdict.LEFT,
            old_amount=pin.amount,
            is_told=True,
            decided_at=at,
            decided_by=by,
        )
    record("figure.unpinned", about=pin, by=by, at=at, unit=pin.unit, said={"from": pin.amount})


def note_published(pins: Iterable[int], *, at: datetime) -> None:
    """Note that readers see the figures of these ids as they stand; those they saw before stay as noted."""
    standing = CitedValue.objects.filter(pin__in=pins, until=None, seen_at=None)
    standing.update(seen_at=at)
