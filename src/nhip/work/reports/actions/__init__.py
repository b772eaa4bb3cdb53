"""Every change in this room, one function a verb: may they, lock, check, write, journal, notify."""

from .decisions import (
    accept_report,
    reopen_report,
    return_report,
    submit_report,
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
from .obligations import (
    end_obligations,
    excuse_unit,
    extend_deadline,
    generate_all,
    generate_obligations,
    oblige,
)
from .refusals import (
    AlreadyDecided,
    AlreadyPublished,
    Incomplete,
    Lacking,
    NoReason,
    NotDraft,
    NotLater,
    Refused,
    WrongPeriod,
)
from .regimes import (
    publish_regime,
    save_regime,
)

__all__ = [
    "LONGEST_CELL",
    "AlreadyDecided",
    "AlreadyPublished",
    "Incomplete",
    "Lacking",
    "NoReason",
    "NotDraft",
    "NotLater",
    "Refused",
    "Saved",
    "WrongPeriod",
    "accept_report",
    "end_obligations",
    "excuse_unit",
    "extend_deadline",
    "fill_from_elsewhere",
    "generate_all",
    "generate_obligations",
    "lock",
    "must_be_draft",
    "oblige",
    "open_report",
    "publish_regime",
    "reopen_report",
    "return_report",
    "save_draft",
    "save_regime",
    "submit_report",
]
