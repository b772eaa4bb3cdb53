"""What lies in the bin, and what does not."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from nhip.portal.site.models import BasePage

from ..models import ArticlePage, BinnedArticle

ROWS = 50


def kept_articles() -> QuerySet[ArticlePage]:
    """Return all articles, drafts too, but those in the bin."""
    return ArticlePage.objects.filter(binned=None)


def holds_articles(page: BasePage) -> bool:
    """Return whether a page is an article, holds one, or is a section one in the bin goes back to."""
    below = ArticlePage.objects.descendant_of(page, inclusive=True)
    return below.exists() or BinnedArticle.objects.filter(section=page.pk).exists()


def in_the_bin(number: str | None) -> Page[BinnedArticle]:
    """Return one page of the bin, what was put there last first."""
    rows = BinnedArticle.objects.select_related("page", "section", "by").order_by("-at", "-pk")
    return Paginator(rows.defer("page__body"), ROWS).get_page(number)
