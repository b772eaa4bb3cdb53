"""What the worker runs."""

from . import actions
from .models import ArticlePage


def make_renditions(page_id: int) -> None:
    """Make the pictures of a published article, unless it is gone by now."""
    if page := ArticlePage.objects.filter(pk=page_id).first():
        actions.make_renditions(page)
