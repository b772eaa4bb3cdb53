"""Every change in this room, one function a verb: may they, lock, check, write, journal, notify."""

from nhip.organisation.journal.rules import NoReason

from .answers import Answered, note_answers
from .grants import (
    end_obligations,
    excuse_unit,
    extend_deadline,
    lift_excuse,
)
from .obligations import (
    ask_once,
    generate_all,
    generate_obligations,
    oblige,
    take_up_version,
)
from .refusals import AlreadyDecided, AlreadyPublished, Lacking, NotLater, Refused, WrongPeriod
from .regimes import (
    publish_regime,
    save_regime,
)

__all__ = [
    "AlreadyDecided",
    "AlreadyPublished",
    "Answered",
    "Lacking",
    "NoReason",
    "NotLater",
    "Refused",
    "WrongPeriod",
    "ask_once",
    "end_obligations",
    "excuse_unit",
    "extend_deadline",
    "generate_all",
    "generate_obligations",
    "lift_excuse",
    "note_answers",
    "oblige",
    "publish_regime",
    "save_regime",
    "take_up_version",
]
