"""Every read of the public pages, their versions and their drafts."""

from .archive import ArchiveYear, archive, archive_pages, dated_in
from .beside import BelowArticle, beside
from .binned import holds_articles, in_the_bin, kept_articles
from .choosing import FigureChoice, offers
from .commenting import places_in, said_beside
from .filing import Filed, filings, lists_of, public_shelves, typed_as
from .finding import found
from .front import FrontPage, FrontSource, front
from .heads import FeedLink, PageHead, feed, feeds_of, head_of, sitemap
from .manuscripts import (
    KeptBeside,
    NotConfirmed,
    NotReady,
    Proof,
    SignedFigure,
    check_signature,
    proof_of,
    signing,
)
from .numbers import open_numbers
from .pictures import is_public
from .public import (
    ArticlePart,
    ShownArticle,
    articles,
    articles_in,
    listed,
    shown,
    stands_on,
    with_pictures,
)
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
    "ArchiveYear",
    "ArticlePart",
    "BelowArticle",
    "FeedLink",
    "FigureChoice",
    "Filed",
    "FrontPage",
    "FrontSource",
    "KeptBeside",
    "NotConfirmed",
    "NotReady",
    "PageHead",
    "Proof",
    "ShownArticle",
    "SignedFigure",
    "archive",
    "archive_pages",
    "articles",
    "articles_in",
    "as_drafted",
    "beside",
    "broken_seals",
    "check_signature",
    "compared",
    "content_of",
    "dated_in",
    "earlier",
    "feed",
    "feeds_of",
    "filings",
    "found",
    "front",
    "has_moved",
    "head_of",
    "holds_articles",
    "in_the_bin",
    "is_public",
    "kept_articles",
    "listed",
    "lists_of",
    "offers",
    "open_numbers",
    "places_in",
    "proof_of",
    "public_shelves",
    "said_beside",
    "shown",
    "shown_then",
    "signing",
    "sitemap",
    "stands_on",
    "typed_as",
    "was_public",
    "with_pictures",
    "write_figures",
]
