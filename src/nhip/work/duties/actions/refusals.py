"""Changes that do not fit how things stand."""

from nhip.organisation.journal.rules import NoReason
from nhip.work.forms.actions import AlreadyPublished, Lacking, Refused

__all__ = [
    "AlreadyDecided",
    "AlreadyPublished",
    "Lacking",
    "NoReason",
    "NotLater",
    "Refused",
    "WrongPeriod",
]


class WrongPeriod(Refused):
    """The period is not one of the regime's calendar and frequency."""


class AlreadyDecided(Refused):
    """There is nothing to decide: it was decided already, or came in anew since it was seen."""


class NotLater(Refused):
    """An extension ends after the deadline it replaces, and after today."""
