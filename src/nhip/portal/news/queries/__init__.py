"""Every read of the public pages, their versions and their drafts."""

from .choosing import FigureChoice, offers
from .manuscripts import Proof, SignedFigure, missing, signing
from .public import (
    ArticlePart,
    FrontPage,
    ShownArticle,
    answers_of,
    articles,
    found,
    front,
    listed,
    shown,
)
from .versions import broken_seals, compared, content_of, earlier, has_moved, shown_then, was_public

__all__ = [
    "ArticlePart",
    "FigureChoice",
    "FrontPage",
    "Proof",
    "ShownArticle",
    "SignedFigure",
    "answers_of",
    "articles",
    "broken_seals",
    "compared",
    "content_of",
    "earlier",
    "found",
    "front",
    "has_moved",
    "listed",
    "missing",
    "offers",
    "shown",
    "shown_then",
    "signing",
    "was_public",
]
