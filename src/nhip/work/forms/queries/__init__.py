"""Reads of forms, each with a constant number of queries."""

from .blanks import Blank, blank, places_asked
from .versions import (
    FormFamily,
    IndicatorChoice,
    checks_of,
    families,
    find_indicators,
    form_lacks,
    print_of,
    sum_lacks,
)

__all__ = [
    "Blank",
    "FormFamily",
    "IndicatorChoice",
    "blank",
    "checks_of",
    "families",
    "find_indicators",
    "form_lacks",
    "places_asked",
    "print_of",
    "sum_lacks",
]
