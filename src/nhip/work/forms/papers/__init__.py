"""What stands on a page of a form: sections, rows with their figures, checks in words."""

from .blanks import blank_sheet, lay_out
from .checks import CheckLine, checks
from .sheets import File, Sheet, SheetLine, SheetPart
from .words import in_words, in_words_typed

__all__ = [
    "CheckLine",
    "File",
    "Sheet",
    "SheetLine",
    "SheetPart",
    "blank_sheet",
    "checks",
    "in_words",
    "in_words_typed",
    "lay_out",
]
