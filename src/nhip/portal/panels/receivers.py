"""Links are edited among Wagtail's snippets: whatever way they change, the pages follow."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from nhip.portal.delivery.actions import purge

from .models import LinkPanel


@receiver([post_save, post_delete], sender=LinkPanel)
def rearranged(instance: LinkPanel, **ignored: object) -> None:
    """Have the pages that show the panel made anew; its links are saved with it."""
    purge(f"panel:{instance.slug}")
