"""Every change to what texts cite."""

from nhip.organisation.journal.rules import NoReason, Refused

from .binding import note_published, pin, unpin
from .deciding import accept_change, keep_value
from .marking import call_sample, check_pins, mark_changed
from .refusals import (
    MovedOn,
    NoFigure,
    NotAccepted,
    NothingToDecide,
    NotReleased,
    NotStanding,
    Withheld,
)
from .releasing import (
    NewRelease,
    release,
    release_cited,
    take_in_releases,
    withdraw_release,
)

__all__ = [
    "MovedOn",
    "NewRelease",
    "NoFigure",
    "NoReason",
    "NotAccepted",
    "NotReleased",
    "NotStanding",
    "NothingToDecide",
    "Refused",
    "Withheld",
    "accept_change",
    "call_sample",
    "check_pins",
    "keep_value",
    "mark_changed",
    "note_published",
    "pin",
    "release",
    "release_cited",
    "take_in_releases",
    "unpin",
    "withdraw_release",
]
