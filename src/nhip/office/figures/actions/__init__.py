"""Every change to what texts cite."""

from nhip.organisation.journal.rules import NoReason, Refused

from .answering import NewAnswer, answer_number, keep_in_step, say_number, take_in_answers
from .binding import NewPin, note_published, pin, take_in_pins, unpin
from .deciding import accept_change, keep_value
from .marking import (
    call_sample,
    check_pins,
    compare_noted,
    note_moves,
    rest_pins,
    wake_pins,
)
from .refusals import (
    MovedOn,
    NoFigure,
    NotAccepted,
    NothingToDecide,
    NotReleased,
    ReleaseEnded,
    Withheld,
)
from .releasing import (
    NewRelease,
    Withdrawal,
    release,
    release_cited,
    take_in_releases,
    take_in_withdrawals,
    withdraw_release,
)
from .settling import decide_changes
from .taking import TOO_LARGE

__all__ = [
    "TOO_LARGE",
    "MovedOn",
    "NewAnswer",
    "NewPin",
    "NewRelease",
    "NoFigure",
    "NoReason",
    "NotAccepted",
    "NotReleased",
    "NothingToDecide",
    "Refused",
    "ReleaseEnded",
    "Withdrawal",
    "Withheld",
    "accept_change",
    "answer_number",
    "call_sample",
    "check_pins",
    "compare_noted",
    "decide_changes",
    "keep_in_step",
    "keep_value",
    "note_moves",
    "note_published",
    "pin",
    "release",
    "release_cited",
    "rest_pins",
    "say_number",
    "take_in_answers",
    "take_in_pins",
    "take_in_releases",
    "take_in_withdrawals",
    "unpin",
    "wake_pins",
    "withdraw_release",
]
