"""What the panels show."""

from datetime import date, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Sum

from nhip.portal.delivery.models import ViewDay
from nhip.portal.site.models import BasePage

from .registry import Card, card_of, listed_models

DAYS_COUNTED = 7


def most_viewed(on: date, limit: int = 5) -> list[Card]:
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
    order = list(counted)
    pages = {page.pk: page for page in BasePage.objects.filter(pk__in=order).specific()}
    return [card_of(pages[pk]) for pk in order]
