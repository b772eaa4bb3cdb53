"""Reads across regimes, forms and reports, each with a constant number of queries."""

from .collector import (
    ReportCollector,
)
from .desk import (
    Arrival,
    Duty,
    HeatCell,
    HeatMap,
    HeatRow,
    count_tasks,
    heat_maps,
    late_below,
    owed_by,
    state_of,
    title_of,
    to_check,
)
from .drafts import (
    Blank,
    blank,
    drafts_that_use,
    last_return,
    reused_cells,
    sources_of,
    standing,
    typed_cells,
    typed_narratives,
)
from .obligations import (
    completeness,
    figures_used_again,
)
from .regimes import (
    CollectedElsewhere,
    PeriodLine,
    RegimePage,
    accepted_elsewhere,
    collected_elsewhere,
    lacking,
    owing_units,
    regime_page,
)

__all__ = [
    "Arrival",
    "Blank",
    "CollectedElsewhere",
    "Duty",
    "HeatCell",
    "HeatMap",
    "HeatRow",
    "PeriodLine",
    "RegimePage",
    "ReportCollector",
    "accepted_elsewhere",
    "blank",
    "collected_elsewhere",
    "completeness",
    "count_tasks",
    "drafts_that_use",
    "figures_used_again",
    "heat_maps",
    "lacking",
    "last_return",
    "late_below",
    "owed_by",
    "owing_units",
    "regime_page",
    "reused_cells",
    "sources_of",
    "standing",
    "state_of",
    "title_of",
    "to_check",
    "typed_cells",
    "typed_narratives",
]
