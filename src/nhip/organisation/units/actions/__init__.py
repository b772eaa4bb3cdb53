"""Every change of units: setting up what stands, and what decisions do to it."""

from ..rules import CodeTaken, NoSuchParent, SecondRoot
from .beginning import close_organ, correct_organ, name_levels, set_up_root
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
    "close_organ",
    "close_unit",
    "correct_organ",
    "create_unit",
    "import_units",
    "merge_units",
    "move_unit",
    "name_levels",
    "open_organ",
    "open_series",
    "place_on_line",
    "rename_unit",
    "set_up_root",
    "split_unit",
]
