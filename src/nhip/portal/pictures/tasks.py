"""What the worker runs."""

from django.db import transaction
from django.utils import timezone
from wagtail.models import ReferenceIndex
from wagtail.search.index import insert_or_update_object

from nhip.kit.tasks import later

from . import actions
from .models import Picture


@transaction.atomic
def take_up(image_ids: list[int]) -> None:
    """Let editors find pictures that came in among many, and have each of them bared."""
    for picture in Picture.objects.filter(pk__in=image_ids):
        insert_or_update_object(picture)
        ReferenceIndex.create_or_update_for_object(picture)
        later("nhip.portal.pictures.tasks.ready_picture", image_id=picture.pk)


def ready_picture(image_id: int) -> None:
    """Bare an upload, unless it is gone by now."""
    if picture := Picture.objects.filter(pk=image_id).first():
        actions.ready_picture(picture, at=timezone.now())


def give_up(image_id: int) -> None:
    """Say that a picture cannot be made ready, unless it is gone by now."""
    if picture := Picture.objects.filter(pk=image_id).first():
        actions.stop_picture(picture, at=timezone.now())


def make_renditions(image_id: int) -> None:
    """Make what the pages use of a picture, one after the other, unless it is gone by now."""
    picture = Picture.objects.filter(pk=image_id).first()
    if picture and actions.make_rendition(picture, at=timezone.now()):
        later("nhip.portal.pictures.tasks.make_renditions", image_id=image_id)
