"""What holds for forms, over plain values: no query, no clock, no float."""

from .cells import (
    Figure,
    Named,
    OpenPlaces,
    Place,
    Quotient,
    RowAsked,
    Typed,
    count_words,
    is_large_change,
    is_same,
    progress_of,
    read_cell,
    read_typed,
)
from .checks import (
    Examined,
    Problem,
    Rule,
    broken_rules,
    examine,
    is_circular,
    quotients,
)
from .contents import Content, canonical, digest_of
from .files import Asking
from .paragraphs import Paragraph, paragraphs_between

__all__ = [
    "Asking",
    "Content",
    "Examined",
    "Figure",
    "Named",
    "OpenPlaces",
    "Paragraph",
    "Place",
    "Problem",
    "Quotient",
    "RowAsked",
    "Rule",
    "Typed",
    "broken_rules",
    "canonical",
    "count_words",
    "digest_of",
    "examine",
    "is_circular",
    "is_large_change",
    "is_same",
    "paragraphs_between",
    "progress_of",
    "quotients",
    "read_cell",
    "read_typed",
]
