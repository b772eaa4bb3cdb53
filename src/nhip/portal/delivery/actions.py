"""Counting."""

from datetime import date

from django.db.models import F

from .models import ViewDay


def count_view(page_id: int, day: date) -> None:
    """Add one to the views of a page on a day; calls side by side are all counted."""
    views = ViewDay.objects.filter(page_id=page_id, day=day)
    if not views.update(views=F("views") + 1):
        ViewDay.objects.bulk_create([ViewDay(page_id=page_id, day=day)], ignore_conflicts=True)
        views.update(views=F("views") + 1)
