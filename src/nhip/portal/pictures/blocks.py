"""The field of a text in which a picture is chosen."""

import copy
from collections.abc import Sequence

from wagtail.images.blocks import ImageChooserBlock

from .models import Picture, Rendition
from .rules import RENDITIONS


class PictureChooserBlock(ImageChooserBlock):
    """Reads pictures and what was made of them in one query; none for those of which nothing was."""

    def bulk_to_python(self, values: Sequence[int | None]) -> list[Picture | None]:
        """Return the pictures of these ids in their order; each is an object of its own."""
        pictures: dict[int, Picture] = {}
        made = Rendition.objects.filter(image__in=filter(None, values), filter_spec__in=RENDITIONS)
        for rendition in made.select_related("image"):
            picture = pictures.setdefault(rendition.image_id, rendition.image)
            _made_of(picture).append(rendition)
        if bare := set(filter(None, values)) - pictures.keys():
            pictures |= Picture.objects.in_bulk(bare)
        for pk in bare & pictures.keys():
            _made_of(pictures[pk])
        return [copy.copy(pictures[pk]) if pk in pictures else None for pk in values]


def _made_of(picture: Picture) -> list[Rendition]:
    """Return the list in which Wagtail looks before it asks the database."""
    made: list[Rendition] = picture.__dict__.setdefault("prefetched_renditions", [])
    return made
