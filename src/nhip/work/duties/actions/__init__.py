"""Every change in this room, one function a verb: may they, lock, check, write, journal, notify."""

from nhip.organisation.journal.rules import NoReason

from .answers import Answered, note_answers
from .asking_time import (
    TimeWish,
    ask_more_time,
    decline_time,
    grant_time,
    take_in_time_requests,
)
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
from .listing import change_units, follow_units, owe_past
from .living import end_regime, replace_regime, withdraw_regime
from .moving import DeadlinesFollow
from .obligations import (
    ask_once,
    generate_all,
    generate_obligations,
    oblige,
    take_up_version,
)
from .questions import AskedFigure, Inquiry, put_question
from .refusals import (
    AlreadyDecided,
    AlreadyEnded,
    AlreadyPublished,
    AlreadyReplaced,
    Lacking,
    NothingToDo,
    NotInForce,
    NotLater,
    RecordOvertaken,
    Refused,
    RegimeEndsTooSoon,
    WrongPeriod,
)
from .regimes import (
    check_complete,
    publish_regime,
    save_regime,
)

__all__ = [
    "AlreadyDecided",
    "AlreadyEnded",
    "AlreadyPublished",
    "AlreadyReplaced",
    "Answered",
    "AskedFigure",
    "DeadlinesFollow",
    "Excuse",
    "Inquiry",
    "Lacking",
    "MoreTime",
    "NoReason",
    "NotInForce",
    "NotLater",
    "NothingToDo",
    "RecordOvertaken",
    "Refused",
    "RegimeEndsTooSoon",
    "TimeWish",
    "WrongPeriod",
    "ask_more_time",
    "ask_once",
    "change_units",
    "check_complete",
    "decline_time",
    "end_obligations",
    "end_regime",
    "excuse_unit",
    "extend_deadline",
    "faults_of_excuses",
    "faults_of_extensions",
    "follow_units",
    "generate_all",
    "generate_obligations",
    "grant_time",
    "lift_excuse",
    "note_answers",
    "oblige",
    "owe_past",
    "publish_regime",
    "put_question",
    "replace_regime",
    "save_regime",
    "take_in_excuses",
    "take_in_extensions",
    "take_in_time_requests",
    "take_up_version",
    "withdraw_regime",
]
