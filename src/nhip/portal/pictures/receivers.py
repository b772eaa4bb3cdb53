"""What follows when a picture comes in, is cut anew or goes."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from nhip.kit.tasks import later
from nhip.portal.delivery.actions import purge

from .choices import PictureState
from .models import Picture


@receiver(post_save, sender=Picture)
def changed(instance: Picture, **ignored: Any) -> None:
    """Show its new file or focal point; have done what there is to do before anybody publishes it."""
    purge(f"image:{instance.pk}")
    if instance.state == PictureState.WAITING:
        later("nhip.portal.pictures.tasks.ready_picture", image_id=instance.pk)
    elif instance.is_ready:
        later("nhip.portal.pictures.tasks.make_renditions", image_id=instance.pk)


@receiver(post_delete, sender=Picture)
def gone(instance: Picture, **ignored: Any) -> None:
    """Show it no more."""
    purge(f"image:{instance.pk}")
