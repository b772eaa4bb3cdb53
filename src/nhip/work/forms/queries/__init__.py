"""Reads of forms, each with a constant number of queries."""

from .blanks import Blank, blank
from .versions import (
    Choice,
    Family,
    checks_of,
    families,
    find_indicators,
    form_lacks,
    print_of,
    sum_lacks,
)

__all__ = [
    "Blank",
    "Choice",
    "Family",
    "blank",
    "checks_of",
    "families",
    "find_indicators",
    "form_lacks",
    "print_of",
    "sum_lacks",
]
