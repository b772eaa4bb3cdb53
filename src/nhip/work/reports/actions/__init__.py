"""Every change in this room, one function a verb: may they, lock, check, write, journal, notify."""

from .attachments import attach, detach
from .decisions import (
    accept_report,
    reopen_report,
    return_report,
)
from .drafts import (
    LONGEST_CELL,
    Saved,
    fill_from_elsewhere,
    lock,
    must_be_draft,
    open_report,
    save_draft,
)
from .handing_in import submit_report
from .refusals import (
    AlreadyDecided,
    AlreadySeen,
    Incomplete,
    NoReason,
    NotDraft,
    NotTaken,
    Refused,
)
from .several import Typing, save_drafts, submit_complete
from .withdrawals import (
    ask_back,
    note_opening,
    withdraw_report,
)

__all__ = [
    "LONGEST_CELL",
    "AlreadyDecided",
    "AlreadySeen",
    "Incomplete",
    "NoReason",
    "NotDraft",
    "NotTaken",
    "Refused",
    "Saved",
    "Typing",
    "accept_report",
    "ask_back",
    "attach",
    "detach",
    "fill_from_elsewhere",
    "lock",
    "must_be_draft",
    "note_opening",
    "open_report",
    "reopen_report",
    "return_report",
    "save_draft",
    "save_drafts",
    "submit_complete",
    "submit_report",
    "withdraw_report",
]
