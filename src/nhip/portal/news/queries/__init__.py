"""Every read of the public pages, their versions and their drafts."""

from .binned import holds_articles, in_the_bin, kept_articles
from .choosing import FigureChoice, offers
from .finding import found
from .manuscripts import (
    NotConfirmed,
    NotReady,
    Proof,
    SignedFigure,
    check_signature,
    signing,
)
from .numbers import open_numbers
from .front import FrontPage, FrontSource, front
from .public import ArticlePart, ShownArticle, articles, listed, shown, with_pictures
from .versions import (
    as_drafted,
    broken_seals,
    compared,
    content_of,
    earlier,
    has_moved,
    shown_then,
    was_public,
)
from .writing import write_figures

__all__ = [
    "ArticlePart",
    "FigureChoice",
    "FrontPage",
    "FrontSource",
    "NotConfirmed",
    "NotReady",
    "Proof",
    "ShownArticle",
    "SignedFigure",
    "articles",
    "as_drafted",
    "broken_seals",
    "check_signature",
    "compared",
    "content_of",
    "earlier",
    "found",
    "front",
    "has_moved",
    "holds_articles",
    "in_the_bin",
    "kept_articles",
    "listed",
    "offers",
    "open_numbers",
    "shown",
    "shown_then",
    "signing",
    "was_public",
    "with_pictures",
    "write_figures",
]
