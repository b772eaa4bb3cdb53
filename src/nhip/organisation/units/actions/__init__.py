"""Every change of units: setting up what stands, and what decisions do to it."""

from ..rules import CodeTaken, NoSuchParent, SecondRoot
from .changing import (
    NewUnit,
    abolish_level,
    close_unit,
    merge_units,
    move_unit,
    rename_unit,
    split_unit,
)
from .importing import import_units
from .setting_up import create_unit, open_organ, open_series, place_on_line

__all__ = [
    "CodeTaken",
    "NewUnit",
    "NoSuchParent",
    "SecondRoot",
    "abolish_level",
    "close_unit",
    "create_unit",
    "import_units",
    "merge_units",
    "move_unit",
    "open_organ",
    "open_series",
    "place_on_line",
    "rename_unit",
    "split_unit",
]
