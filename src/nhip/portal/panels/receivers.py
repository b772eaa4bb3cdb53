"""Links are edited among Wagtail's snippets: whatever way they change, the pages follow."""

from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver

from nhip.portal.delivery.actions import purge

from .models import LinkPanel


@receiver([pre_save, post_save, post_delete], sender=LinkPanel)
def rearranged(instance: LinkPanel, **ignored: object) -> None:
    """Have the pages that show the panel, or did under its old code, made anew; its links are saved with it."""
    stored = LinkPanel.objects.filter(pk=instance.pk).values_list("slug", flat=True)
    purge(*(f"panel:{slug}" for slug in {instance.slug, *stored}))
