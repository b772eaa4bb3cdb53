"""What stands below an article: its topics and tags, and what else is read on the same matter."""

from collections.abc import Sequence
from dataclasses import dataclass

from nhip.portal.delivery.notes import note
from nhip.portal.shelves.models import Shelf

from ..choices import FilingRole
from ..models import ArticlePage, Filing
from .public import ShownArticle, articles

RELATED = 4


@dataclass(frozen=True)
class BelowArticle:
    """An article's topics and tags, and the public articles related to it."""

    topics: list[Shelf]
    tags: list[Shelf]
    related: list[ArticlePage]


def beside(page: ArticlePage, shown: ShownArticle) -> BelowArticle:
    """Return what stands below an article; related are those chosen, then the latest by topic, then by tag."""
    filed = [each for each in shown.filed if each.shelf_id and not each.is_credit]
    held = Shelf.objects.in_bulk([each.shelf_id for each in filed])
    topics, tags = (
        [held[each.shelf_id] for each in filed if each.role == role]
        for role in (FilingRole.TOPIC, FilingRole.TAG)
    )
    note(*(f"shelf:{pk}" for pk in held))
    return BelowArticle(topics, tags, _related(page, topics, tags))


def _related(page: ArticlePage, *shelves: Sequence[Shelf]) -> list[ArticlePage]:
    chosen = [each.article_id for each in page.chosen.all()]
    public = articles().in_bulk(chosen)
    found = [public[pk] for pk in chosen if pk in public][:RELATED]
    for some in shelves:
        if some and len(found) < RELATED:
            alike = Filing.objects.filter(shelf__in=some).values("page")
            others = articles().filter(pk__in=alike)
            known = [page.pk, *(each.pk for each in found)]
            found += others.exclude(pk__in=known)[: RELATED - len(found)]
    note(*(f"page:{pk}" for pk in chosen), *(f"page:{each.pk}" for each in found))
    return found
