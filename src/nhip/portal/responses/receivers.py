"""What is erased with an account disappears from the pages too."""

from django.db.models.signals import post_delete
from django.dispatch import receiver

from nhip.portal.delivery.actions import purge

from .models import Comment, Rating


@receiver(post_delete, sender=Comment)
@receiver(post_delete, sender=Rating)
def erased(instance: Comment | Rating, **ignored: object) -> None:
    """Drop the page that showed it."""
    purge(f"responses:{instance.page_id}")
