"""What stands below an article: its topics and tags, and what else is read on the same matter."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from nhip.portal.delivery.notes import note
from nhip.portal.shelves.models import Shelf

from ..choices import FilingRole
from ..models import ArticlePage, Filing
from .filing import led_to
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
    held = led_to(filed, "shelf")
    topics, tags = (
        [held[each.shelf_id] for each in filed if each.role == role]
        for role in (FilingRole.TOPIC, FilingRole.TAG)
    )
    note(*(f"shelf:{pk}" for pk in held))
    return BelowArticle(topics, tags, _related(page, topics, tags))


def _related(
    page: ArticlePage, topics: Sequence[Shelf], tags: Sequence[Shelf]
) -> list[ArticlePage]:
    chosen = page.chosen.select_related("article")
    named = led_to(chosen, "article")
    found = [each for each in named.values() if each.live][:RELATED]
    if (topics or tags) and len(found) < RELATED:
        filed = Filing.objects.filter(shelf__in=[*topics, *tags])
        by_topic = Exists(filed.filter(page=OuterRef("pk"), shelf__in=topics))
        others = articles().defer(None).filter(pk__in=filed.values("page"))  # few, with pictures
        others = others.exclude(pk__in=[page.pk, *(each.pk for each in found)])
        found += others.order_by(by_topic.desc(), "-shown_at", "-pk")[: RELATED - len(found)]
    note(*(f"page:{pk}" for pk in named), *(f"page:{each.pk}" for each in found))
    return found
