"""Every change in this room, one function a verb: may they, lock, check, write, journal, tell."""

from .defining import (
    NewIndicator,
    NoSuchSide,
    define_counted,
    define_indicator,
    define_indicators,
)
from .inventing import call_genuine, call_invented
from .owing import OwedCause, Owing, put_owed
from .places import all_places, places_of
from .proving import prove_period
from .putting import Posting, put
from .subtotals import add_up, add_up_all, make_all_anew
from .telling import RecordChange, records_changed

__all__ = [
    "NewIndicator",
    "NoSuchSide",
    "OwedCause",
    "Owing",
    "Posting",
    "RecordChange",
    "add_up",
    "add_up_all",
    "all_places",
    "call_genuine",
    "call_invented",
    "define_counted",
    "define_indicator",
    "define_indicators",
    "make_all_anew",
    "places_of",
    "prove_period",
    "put",
    "put_owed",
    "records_changed",
]
