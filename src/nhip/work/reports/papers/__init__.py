"""What a report says on the page: a draft to fill in, or a revision as it was handed in."""

from .checks import (
    CheckLine,
    checks,
)
from .filling import (
    Change,
    Unsaved,
    blank_sheet,
    changes,
    draft_sheet,
    filled_sheet,
    revision_sheet,
)
from .sheets import (
    Line,
    Part,
    Sheet,
)
from .words import (
    in_words,
    in_words_typed,
    told_clash,
    told_clashes,
)

__all__ = [
    "Change",
    "CheckLine",
    "Line",
    "Part",
    "Sheet",
    "Unsaved",
    "blank_sheet",
    "changes",
    "checks",
    "draft_sheet",
    "filled_sheet",
    "in_words",
    "in_words_typed",
    "revision_sheet",
    "told_clash",
    "told_clashes",
]
