"""Every change in this room, one function a verb: may they, lock, check, write, journal, notify."""

from nhip.organisation.journal.rules import NoReason

from .answers import Answered, note_answers
from .grants import (
    Excuse,
    MoreTime,
    end_obligations,
    excuse_unit,
    extend_deadline,
    faults_of_excuses,
    faults_of_extensions,
    lift_excuse,
    take_in_excuses,
    take_in_extensions,
)
from .obligations import (
    ask_once,
    generate_all,
    generate_obligations,
    oblige,
    take_up_version,
)
from .questions import AskedFigure, Inquiry, put_question
from .refusals import AlreadyDecided, AlreadyPublished, Lacking, NotLater, Refused, WrongPeriod
from .regimes import (
    publish_regime,
    save_regime,
)

__all__ = [
    "AlreadyDecided",
    "AlreadyPublished",
    "Answered",
    "AskedFigure",
    "Excuse",
    "Inquiry",
    "Lacking",
    "MoreTime",
    "NoReason",
    "NotLater",
    "Refused",
    "WrongPeriod",
    "ask_once",
    "end_obligations",
    "excuse_unit",
    "extend_deadline",
    "faults_of_excuses",
    "faults_of_extensions",
    "generate_all",
    "generate_obligations",
    "lift_excuse",
    "note_answers",
    "oblige",
    "publish_regime",
    "put_question",
    "save_regime",
    "take_in_excuses",
    "take_in_extensions",
    "take_up_version",
]
