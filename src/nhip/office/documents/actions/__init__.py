"""Every change of the register."""

from .changing import correct_document, restore_document, strike_document
from .files import add_file, take_file_out
from .kinds import name_kind, rename_kind
from .registering import Entered, NewPaper, register_document, take_in_papers

__all__ = [
    "Entered",
    "NewPaper",
    "add_file",
    "correct_document",
    "name_kind",
    "register_document",
    "rename_kind",
    "restore_document",
    "strike_document",
    "take_file_out",
    "take_in_papers",
]
