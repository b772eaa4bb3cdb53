"""Every change to what texts cite."""

from nhip.organisation.journal.rules import NoReason, Refused

from .binding import note_published, pin, release, unpin
from .deciding import accept_change, keep_value
from .marking import call_sample, check_pins, check_text, compare_noted, note_moves
from .refusals import MovedOn, NoFigure, NotAccepted, NothingToDecide, NotReleased, Withheld

__all__ = [
    "MovedOn",
    "NoFigure",
    "NoReason",
    "NotAccepted",
    "NotReleased",
    "NothingToDecide",
    "Refused",
    "Withheld",
    "accept_change",
    "call_sample",
    "check_pins",
    "check_text",
    "compare_noted",
    "keep_value",
    "note_moves",
    "note_published",
    "pin",
    "release",
    "unpin",
]
