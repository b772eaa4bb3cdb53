"""Reads across both wings: the desk, the brief, the manuscripts."""

from .brief import BriefLine, BriefPart, Since, brief, sinces
from .closed import ClosedHome, closed_home
from .desk import Desk, DeskArticle, desk, manuscripts

__all__ = [
    "BriefLine",
    "BriefPart",
    "ClosedHome",
    "Desk",
    "DeskArticle",
    "Since",
    "brief",
    "closed_home",
    "desk",
    "manuscripts",
    "sinces",
]
