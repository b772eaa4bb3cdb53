"""Forms of units: decisions that change them, lists that set them up, administrators' screens."""

from .changing import (
    AbolishForm,
    ActionForm,
    ChangeForm,
    CloseForm,
    MergeForm,
    MoveForm,
    RenameForm,
    SplitForm,
    UnitForm,
    offer_organs,
)
from .founding import NewUnitForm, TreeDayForm
from .lists import UnitListForm
from .picking import PickByName, UnitsField

__all__ = [
    "AbolishForm",
    "ActionForm",
    "ChangeForm",
    "CloseForm",
    "MergeForm",
    "MoveForm",
    "NewUnitForm",
    "PickByName",
    "RenameForm",
    "SplitForm",
    "TreeDayForm",
    "UnitForm",
    "UnitListForm",
    "UnitsField",
    "offer_organs",
]
