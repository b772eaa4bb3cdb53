"""Reads across reports, each with a constant number of queries."""

from .answering import ReportsAnswer, report_of
from .attachments import attached, filed, handed_in_with, lacks_files
from .changes import Corrected, LatestStep, MovedTotal, WhatChanged, changed_since
from .collector import ReportCollector
from .corrections import Correction, Moved, correction
from .desk import Arrival, count_tasks, owed_by, to_check
from .drafts import (
    asked_back,
    counting_revisions,
    drafts_that_use,
    figures_before,
    figures_before_of,
    last_return,
    open_places_of,
    open_places_of_each,
    opened,
    reused_cells,
    seen_before,
    sources_of,
    typed_cells,
    typed_cells_of,
    typed_narratives,
)
from .groups import Group, entered_together, groups, read_again
from .others import accepted_elsewhere, counting_beside, figures_used_again, said_beside
from .reading import readable
from .together import (
    attached_to,
    blanks,
    giving_to,
    latest_revisions,
    narratives_in,
    reused_in,
    steps_of,
    taking_from,
    times_handed_in,
)

__all__ = [
    "Arrival",
    "Corrected",
    "Correction",
    "Group",
    "LatestStep",
    "Moved",
    "MovedTotal",
    "ReportCollector",
    "ReportsAnswer",
    "WhatChanged",
    "accepted_elsewhere",
    "asked_back",
    "attached",
    "attached_to",
    "blanks",
    "changed_since",
    "correction",
    "count_tasks",
    "counting_beside",
    "counting_revisions",
    "drafts_that_use",
    "entered_together",
    "figures_before",
    "figures_before_of",
    "figures_used_again",
    "filed",
    "giving_to",
    "groups",
    "handed_in_with",
    "lacks_files",
    "last_return",
    "latest_revisions",
    "narratives_in",
    "open_places_of",
    "open_places_of_each",
    "opened",
    "owed_by",
    "read_again",
    "readable",
    "report_of",
    "reused_cells",
    "reused_in",
    "said_beside",
    "seen_before",
    "sources_of",
    "steps_of",
    "taking_from",
    "times_handed_in",
    "to_check",
    "typed_cells",
    "typed_cells_of",
    "typed_narratives",
]
