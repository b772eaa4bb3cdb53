"""Letting figures out, and binding them to texts."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.kit.text.rules import write_days
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record

from .. import registry
from ..choices import Basis, Format
from ..models import Pin, Release
from ..registry import Reference
from .marking import gate
from .refusals import NotAccepted, NotReleased
from .taking import publishable, take


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
    gate(exclusive=True)
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
    take(bound, publishable(ref), by=by, at=at)
    bound.save()
    record("figure.pinned", about=bound, by=by, at=at, unit=bound.unit, said={"to": bound.amount})
    return bound


@transaction.atomic
def unpin(pin: Pin, *, by: User, at: datetime) -> None:
    """Take a figure out of its text for good. Raises PermissionDenied."""
    require(by, registry.verbs_of(pin.holder).bind, pin)
    record("figure.unpinned", about=pin, by=by, at=at, unit=pin.unit, said={"from": pin.amount})
    pin.delete()
