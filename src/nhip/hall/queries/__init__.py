"""Reads across both wings: the desk, the brief, the manuscripts."""

from .brief import BriefLine, BriefPart, Since, brief, sinces
from .desk import Desk, DeskArticle, desk, manuscripts

__all__ = [
    "BriefLine",
    "BriefPart",
    "Desk",
    "DeskArticle",
    "Since",
    "brief",
    "desk",
    "manuscripts",
    "sinces",
]
