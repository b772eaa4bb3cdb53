"""What the panels show."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Sum

from nhip.portal.delivery.models import ViewDay
from nhip.portal.delivery.notes import note
from nhip.portal.site.models import BasePage

from .models import Link, Ranked, Snapshot
from .registry import Card, card_of, listed_models

DAYS_COUNTED = 7


@dataclass(frozen=True)
class Beside:
    """What stands in the panels: links by the code of their panel, feeds that are on by their name."""

    links: dict[str, list[Link]]
    feeds: dict[str, Snapshot]


def beside() -> Beside:
    """Return what the panels show, in two queries for all of them."""
    links: dict[str, list[Link]] = {}
    for link in Link.objects.select_related("panel"):
        links.setdefault(link.panel.slug, []).append(link)
    return Beside(links, Snapshot.objects.filter(is_on=True).in_bulk())


def most_opened(on: date, limit: int = 5) -> list[int]:
    """Return the public pages opened most often in the seven days up to and with a day."""
    kinds = ContentType.objects.get_for_models(*listed_models()).values()
    counted = (
        ViewDay.objects.filter(
            day__gt=on - timedelta(days=DAYS_COUNTED),
            day__lte=on,
            page__in=BasePage.objects.live().public().filter(content_type__in=kinds),
        )
        .values("page")
        .annotate(total=Sum("views"))
        .order_by("-total", "-page")
        .values_list("page", flat=True)[:limit]
    )
    return list(counted)


def most_viewed() -> list[Card]:
    """Return the cards of the pages that were opened most often when that was last counted."""
    pages = [ranked.page for ranked in Ranked.objects.select_related("page")]
    note("panel:most-viewed", *(f"page:{page.pk}" for page in pages))
    return [card_of(page.specific_deferred) for page in pages if page.live]
