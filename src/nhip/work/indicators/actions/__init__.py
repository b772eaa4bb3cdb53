"""Every change in this room, one function a verb: may they, lock, check, write, journal, tell."""

from .defining import (
    NewIndicator,
    NoSuchSide,
    define_counted,
    define_indicator,
    define_indicators,
)
from .inventing import call_genuine, call_invented
from .owing import OwedCause, Owing, PlacesRow, put_owed
from .places import Place, all_places, places_of
from .values import (
    AT_ONCE,
    Posting,
    RecordChange,
    Row,
    post_values,
    records_changed,
)

__all__ = [
    "AT_ONCE",
    "NewIndicator",
    "NoSuchSide",
    "OwedCause",
    "Owing",
    "Place",
    "PlacesRow",
    "Posting",
    "RecordChange",
    "Row",
    "all_places",
    "call_genuine",
    "call_invented",
    "define_counted",
    "define_indicator",
    "define_indicators",
    "places_of",
    "post_values",
    "put_owed",
    "records_changed",
]
