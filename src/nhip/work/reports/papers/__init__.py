"""What a report says on the page: a draft to fill in, or a revision as it was handed in."""

from .filling import (
    SectionChange,
    Unsaved,
    changes,
    draft_sheet,
    filled_sheet,
    revision_sheet,
)
from .words import told_clash, told_clashes

__all__ = [
    "SectionChange",
    "Unsaved",
    "changes",
    "draft_sheet",
    "filled_sheet",
    "revision_sheet",
    "told_clash",
    "told_clashes",
]
