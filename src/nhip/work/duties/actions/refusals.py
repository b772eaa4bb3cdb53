"""Changes that do not fit how things stand."""

from nhip.organisation.journal.rules import NoReason, RecordOvertaken
from nhip.work.forms.actions import AlreadyPublished, Lacking, Refused

__all__ = [
    "AlreadyDecided",
    "AlreadyEnded",
    "AlreadyPublished",
    "AlreadyReplaced",
    "Lacking",
    "NoReason",
    "NotInForce",
    "NotLater",
    "NothingToDo",
    "RecordOvertaken",
    "Refused",
    "RegimeEndsTooSoon",
    "WrongPeriod",
]


class WrongPeriod(Refused):
    """The period is not one of the regime's calendar and frequency."""


class AlreadyDecided(Refused):
    """There is nothing to decide: it was decided already, or came in anew since it was seen."""


class NotLater(Refused):
    """An extension ends after the deadline it replaces, and after today."""


class NotInForce(Refused):
    """The regime is a draft, or was withdrawn: there is nothing to change about what it asks."""


class AlreadyEnded(Refused):
    """The regime ends on that day, or before it, already."""


class AlreadyReplaced(Refused):
    """Another regime follows this one already."""


class RegimeEndsTooSoon(Refused):
    """The regime would end before it began."""


class NothingToDo(Refused):
    """Nobody is concerned: the units owe what they should already, or did not stand then."""
