"""What striking a record asks, and the sentence it leaves beside figures. Pure functions."""

from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _


class AlreadyStruck(Exception):
    """The record was struck before."""


class NoReason(Exception):
    """Striking needs a reason."""


def reason_to_strike(struck_at: datetime | None, reason: str) -> str:
    """Return the reason as it will be kept. Raises AlreadyStruck or NoReason."""
    if struck_at is not None:
        raise AlreadyStruck(_("This record has already been struck."))
    if not (kept := reason.strip()):
        raise NoReason(_("Write why it is struck: the reason stays beside the record."))
    return kept


def cause_of(what: str, reason: str) -> str:
    """Return the sentence an editor reads beside a figure that a struck record changed."""
    words = {"what": what, "reason": reason.rstrip(".")}
    return capfirst(_("%(what)s was struck: %(reason)s.") % words)
