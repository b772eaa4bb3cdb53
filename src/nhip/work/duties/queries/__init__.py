"""Reads of regimes and of what is owed, each with a constant number of queries."""

from .closing import open_at
from .figures import OwedFigures, in_the_way
from .forms import RegimesAsk, not_begun
from .late import Duty, Reminders, duties_of, duty, late_below, reminders, undecided_below
from .maps import HeatCell, HeatMap, HeatRow, heat_maps
from .obligations import completeness, days_late, state_of, title_of
from .regimes import (
    CollectedElsewhere,
    RegimePage,
    RegimePeriod,
    collected_elsewhere,
    lacking,
    owing_units,
    periods_cut,
    regime_page,
)

__all__ = [
    "CollectedElsewhere",
    "Duty",
    "HeatCell",
    "HeatMap",
    "HeatRow",
    "OwedFigures",
    "RegimePage",
    "RegimePeriod",
    "RegimesAsk",
    "Reminders",
    "collected_elsewhere",
    "completeness",
    "days_late",
    "duties_of",
    "duty",
    "heat_maps",
    "in_the_way",
    "lacking",
    "late_below",
    "not_begun",
    "open_at",
    "owing_units",
    "periods_cut",
    "regime_page",
    "reminders",
    "state_of",
    "title_of",
    "undecided_below",
]
