"""What the worker runs."""

from wagtail.models import ReferenceIndex
from wagtail.search.index import insert_or_update_object

from nhip.portal.delivery.actions import warm

from .models import ArticlePage


def take_up(page_ids: list[int]) -> None:
    """Let editors find articles that were written among many, and have what is public lie ready."""
    for page in ArticlePage.objects.filter(pk__in=page_ids):
        insert_or_update_object(page)
        ReferenceIndex.create_or_update_for_object(page)
        if page.live:
            warm(page)
