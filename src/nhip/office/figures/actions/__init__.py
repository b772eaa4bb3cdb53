"""Every change to what texts cite."""

from nhip.organisation.journal.rules import NoReason, Refused

from .answering import NewAnswer, answer_number, take_in_answers
from .binding import note_published, pin, release, unpin
from .deciding import accept_change, keep_value
from .marking import call_sample, check_pins, mark_changed
from .refusals import MovedOn, NoFigure, NotAccepted, NothingToDecide, NotReleased, Withheld

__all__ = [
    "MovedOn",
    "NewAnswer",
    "NoFigure",
    "NoReason",
    "NotAccepted",
    "NotReleased",
    "NothingToDecide",
    "Refused",
    "Withheld",
    "accept_change",
    "answer_number",
    "call_sample",
    "check_pins",
    "keep_value",
    "mark_changed",
    "note_published",
    "pin",
    "release",
    "take_in_answers",
    "unpin",
]
