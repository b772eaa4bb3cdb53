"""The public pages, and what is kept of them."""

from .kept import BinnedArticle, Findable, SignedAhead, Version
from .pages import (
    ABOVE,
    BELOW,
    HOLDER,
    ArticlePage,
    BinPage,
    ChosenArticle,
    Filing,
    HomeFigure,
    HomePage,
    NotSignedOff,
    SectionPage,
)

__all__ = [
    "ABOVE",
    "BELOW",
    "HOLDER",
    "ArticlePage",
    "BinPage",
    "BinnedArticle",
    "ChosenArticle",
    "Filing",
    "Findable",
    "HomeFigure",
    "HomePage",
    "NotSignedOff",
    "SectionPage",
    "SignedAhead",
    "Version",
]
