"""Pages of the tree, of units and their organs; administrators' screens inside Wagtail's."""

from .lists import import_list, list_template, take_list
from .organs import (
    end_organ,
    mend_organ,
    mend_series,
    mend_signer,
    new_organ,
    new_series,
    new_signer,
    organ,
    organs,
)
from .pages import change, new_unit, unit, whole_tree
from .screens import SCREENS, ActingScreens, Screens

__all__ = [
    "SCREENS",
    "ActingScreens",
    "Screens",
    "change",
    "end_organ",
    "import_list",
    "list_template",
    "mend_organ",
    "mend_series",
    "mend_signer",
    "new_organ",
    "new_series",
    "new_signer",
    "new_unit",
    "organ",
    "organs",
    "take_list",
    "unit",
    "whole_tree",
]
