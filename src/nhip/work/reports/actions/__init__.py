"""Every change in this room, one function a verb: may they, lock, check, write, journal, notify."""

from nhip.office.records.rules import FileNotTaken

from .attachments import attach, detach
from .decisions import (
    Acceptance,
    Return,
    accept_report,
    accept_reports,
    reopen_report,
    return_report,
    return_reports,
)
from .drafts import (
    Opening,
    Writing,
    fill_from_elsewhere,
    lock,
    must_be_draft,
    must_be_owed,
    open_report,
    open_reports,
    save_draft,
    write_drafts,
)
from .handing_in import HandIn, as_handed_in, submit_report, submit_reports
from .heirs import tell_of_closing
from .merging import LONGEST_CELL, Saved
from .narratives import ReportTexts, bind_number
from .refusals import (
    AlreadyDecided,
    AlreadySeen,
    Incomplete,
    NeedsChief,
    NoReason,
    NotDraft,
    NotMended,
    NotPresented,
    Refused,
)
from .sending import Sent, SentAhead, note_sent, take_in_sendings
from .several import Typing, save_drafts, submit_complete
from .signing import (
    Presenting,
    Signature,
    present_report,
    present_reports,
    recall_report,
    send_back_inside,
    sign_report,
    sign_reports,
)
from .taking_in import FilledReport, take_in_reports
from .withdrawals import (
    ask_back,
    note_opening,
    withdraw_report,
)

__all__ = [
    "LONGEST_CELL",
    "Acceptance",
    "AlreadyDecided",
    "AlreadySeen",
    "FileNotTaken",
    "FilledReport",
    "HandIn",
    "Incomplete",
    "NeedsChief",
    "NoReason",
    "NotDraft",
    "NotMended",
    "NotPresented",
    "Opening",
    "Presenting",
    "Refused",
    "ReportTexts",
    "Return",
    "Saved",
    "Sent",
    "SentAhead",
    "Signature",
    "Typing",
    "Writing",
    "accept_report",
    "accept_reports",
    "as_handed_in",
    "ask_back",
    "attach",
    "bind_number",
    "detach",
    "fill_from_elsewhere",
    "lock",
    "must_be_draft",
    "must_be_owed",
    "note_opening",
    "note_sent",
    "open_report",
    "open_reports",
    "present_report",
    "present_reports",
    "recall_report",
    "reopen_report",
    "return_report",
    "return_reports",
    "save_draft",
    "save_drafts",
    "send_back_inside",
    "sign_report",
    "sign_reports",
    "submit_complete",
    "submit_report",
    "submit_reports",
    "take_in_reports",
    "take_in_sendings",
    "tell_of_closing",
    "withdraw_report",
    "write_drafts",
]
