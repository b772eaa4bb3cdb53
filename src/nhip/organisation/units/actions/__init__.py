"""Every change of units: setting up what stands, and what decisions do to it."""

from ..rules import NoSuchParent, SecondRoot, UnitCodeTaken
from .beginning import name_levels, set_up_root
from .changing import NewUnit, merge_units, move_unit, split_unit
from .closing import abolish_level, close_unit
from .importing import import_units
from .naming import rename_unit, take_up_names
from .organs import (
    NewOrgan,
    NewSeries,
    NewSigner,
    close_organ,
    close_series,
    correct_organ,
    correct_series,
    correct_signer,
    end_signer,
    name_signer,
    open_organ,
    open_series,
    take_in_organs,
    take_in_series,
    take_in_signers,
)
from .setting_up import (
    LinePlace,
    create_unit,
    open_line,
    take_in_line_places,
    take_in_units,
)
from .writing import SetUp

__all__ = [
    "LinePlace",
    "NewOrgan",
    "NewSeries",
    "NewSigner",
    "NewUnit",
    "NoSuchParent",
    "SecondRoot",
    "SetUp",
    "UnitCodeTaken",
    "abolish_level",
    "close_organ",
    "close_series",
    "close_unit",
    "correct_organ",
    "correct_series",
    "correct_signer",
    "create_unit",
    "end_signer",
    "import_units",
    "merge_units",
    "move_unit",
    "name_levels",
    "name_signer",
    "open_line",
    "open_organ",
    "open_series",
    "rename_unit",
    "set_up_root",
    "split_unit",
    "take_in_line_places",
    "take_in_organs",
    "take_in_series",
    "take_in_signers",
    "take_in_units",
    "take_up_names",
]
