"""What is erased with an account disappears from the pages too."""

from django.db.models.signals import post_delete
from django.dispatch import receiver

from nhip.portal.delivery.actions import purge

from .models import Comment, Rating


@receiver(post_delete, sender=Rating)
def rating_erased(instance: Rating, **ignored: object) -> None:
    """Drop the page that counted it."""
    purge(f"votes:{instance.page_id}")


@receiver(post_delete, sender=Comment)
def comment_erased(instance: Comment, **ignored: object) -> None:
    """Drop the page that showed it; one that waited or was hidden stood on none."""
    if instance.is_shown:
        purge(f"responses:{instance.page_id}")
