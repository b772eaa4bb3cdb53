"""What holds for reports, over plain values: no query, no clock, no float."""

from .beside import contradictions
from .files import MOST_FILES, Filed, files_of, write_files
from .narratives import HOLDER, cited_in, line_of, narrative_rows, passage_of
from .packed import PackedPlace, pack_content, packed_places, unpack_content
from .revisions import (
    WHOLE,
    Changes,
    Said,
    changes_between,
    figure_rows,
    figures_of,
    indicators_of,
    merge,
    narratives_of,
    own_figures_of,
    sources_of,
    untouched,
)
from .steps import CountingRevisions, first_handed_in, standing_after, status_before

SOURCE = "reports"  # under which name values say where they come from

__all__ = [
    "HOLDER",
    "MOST_FILES",
    "SOURCE",
    "WHOLE",
    "Changes",
    "CountingRevisions",
    "Filed",
    "PackedPlace",
    "Said",
    "changes_between",
    "cited_in",
    "contradictions",
    "figure_rows",
    "figures_of",
    "files_of",
    "first_handed_in",
    "indicators_of",
    "line_of",
    "merge",
    "narrative_rows",
    "narratives_of",
    "own_figures_of",
    "pack_content",
    "packed_places",
    "passage_of",
    "sources_of",
    "standing_after",
    "status_before",
    "unpack_content",
    "untouched",
    "write_files",
]
