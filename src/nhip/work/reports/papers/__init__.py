"""What a report says on the page: a draft to fill in, or a revision as it was handed in."""

from .filling import (
    SectionChange,
    Unsaved,
    bare_sheet,
    changes,
    draft_sheet,
    filled_sheet,
    revision_sheet,
)
from .words import LeftPlace, left_places, told_clashes, told_text_clashes

__all__ = [
    "LeftPlace",
    "SectionChange",
    "Unsaved",
    "bare_sheet",
    "changes",
    "draft_sheet",
    "filled_sheet",
    "left_places",
    "revision_sheet",
    "told_clashes",
    "told_text_clashes",
]
