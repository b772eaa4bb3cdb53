"""What the worker runs."""

from wagtail.images.models import Image

from . import actions


def make_renditions(image_id: int) -> None:
    """Make what the pages use of a picture, unless it is gone by now."""
    if image := Image.objects.filter(pk=image_id).first():
        actions.make_renditions(image)
