"""What the panels show."""

from datetime import date, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Sum

from nhip.portal.delivery.models import ViewDay
from nhip.portal.delivery.notes import note
from nhip.portal.site.models import BasePage

from .models import Ranked
from .registry import Card, card_of, listed_models

DAYS_COUNTED = 7


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
    order = list(Ranked.objects.values_list("page", flat=True))
    note("panel:most-viewed", *(f"page:{pk}" for pk in order))
    pages = {
        page.pk: page for page in BasePage.objects.live().filter(pk__in=order).specific(defer=True)
    }
    return [card_of(pages[pk]) for pk in order if pk in pages]
