"""What the worker runs."""

from . import actions
from .models import Picture


def make_renditions(image_id: int) -> None:
    """Make what the pages use of a picture, unless it is gone by now."""
    if picture := Picture.objects.filter(pk=image_id).first():
        actions.make_renditions(picture)
