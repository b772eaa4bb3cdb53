"""Every change in this room, one function a verb: may they, lock, check, write, journal, tell."""

from .defining import (
    NewIndicator,
    NoSuchSide,
    define_counted,
    define_indicator,
    define_indicators,
)
from .inventing import call_genuine, call_invented
from .places import all_places, places_of
from .putting import Posting, put
from .subtotals import add_up, add_up_all
from .telling import OwedChange, RecordChange, owed_changed, records_changed

__all__ = [
    "NewIndicator",
    "NoSuchSide",
    "OwedChange",
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
    "owed_changed",
    "places_of",
    "put",
    "records_changed",
]
