"""Reads across reports, each with a constant number of queries."""

from .answering import ReportsAnswer, report_of
from .attachments import attached, filed, handed_in_with, lacks_files
from .changes import Changed, Corrected, Doing, MovedTotal, changed_since
from .collector import ReportCollector
from .corrections import Correction, Moved, correction
from .desk import Arrival, count_tasks, owed_by, to_check
from .drafts import (
    asked_back,
    drafts_that_use,
    figures_before,
    figures_before_of,
    last_return,
    opened,
    reused_cells,
    scope_of,
    scopes_of,
    seen_before,
    sources_of,
    standing,
    typed_cells,
    typed_cells_of,
    typed_narratives,
)
from .groups import Group, entered_together, groups, read_again
from .others import accepted_elsewhere, counting_beside, figures_used_again, said_beside

__all__ = [
    "Arrival",
    "Changed",
    "Corrected",
    "Correction",
    "Doing",
    "Group",
    "Moved",
    "MovedTotal",
    "ReportCollector",
    "ReportsAnswer",
    "accepted_elsewhere",
    "asked_back",
    "attached",
    "changed_since",
    "correction",
    "count_tasks",
    "counting_beside",
    "drafts_that_use",
    "entered_together",
    "figures_before",
    "figures_before_of",
    "figures_used_again",
    "filed",
    "groups",
    "handed_in_with",
    "lacks_files",
    "last_return",
    "opened",
    "owed_by",
    "read_again",
    "report_of",
    "reused_cells",
    "said_beside",
    "scope_of",
    "scopes_of",
    "seen_before",
    "sources_of",
    "standing",
    "to_check",
    "typed_cells",
    "typed_cells_of",
    "typed_narratives",
]
