"""Reads across both wings: the desk, the brief, the manuscripts."""

from .brief import Line, Part, Since, brief, sinces
from .desk import Desk, Manuscript, desk, manuscripts

__all__ = [
    "Desk",
    "Line",
    "Manuscript",
    "Part",
    "Since",
    "brief",
    "desk",
    "manuscripts",
    "sinces",
]
