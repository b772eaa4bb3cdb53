"""What a pin takes from its source, and agreeing with it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.organisation.accounts.models import User

from .. import registry
from ..choices import PinState
from ..models import Pin
from ..registry import Reference, Resolved
from .refusals import NoFigure, Withheld


def publishable(ref: Reference) -> Resolved:
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


def take(pin: Pin, now: Resolved, *, by: User, at: datetime) -> None:
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


def agree(pin: Pin) -> None:
    """Forget the difference: the pin says what its source says."""
    pin.state = PinState.FRESH
    pin.new_amount = pin.changed_at = pin.changed_by = pin.kept_at = None
    pin.cause = pin.cause_link = ""
