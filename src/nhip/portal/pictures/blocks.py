"""The field of a text in which a picture is chosen."""

import copy
from collections.abc import Sequence
from typing import Any

from wagtail.images.blocks import ImageChooserBlock

from .rules import RENDITIONS


class PictureChooserBlock(ImageChooserBlock):
    """Reads pictures and what was made of them in one query; none for those of which nothing was."""

    def bulk_to_python(self, values: Sequence[int | None]) -> list[Any]:
        """Return the pictures of these ids in their order; each is an object of its own."""
        pictures: dict[int, Any] = {}
        made_of = self.target_model.get_rendition_model().objects
        made = made_of.filter(image__in=filter(None, values), filter_spec__in=RENDITIONS)
        for rendition in made.select_related("image"):
            picture = pictures.setdefault(rendition.image_id, rendition.image)
            _kept(picture).append(rendition)
        if bare := set(filter(None, values)) - pictures.keys():
            pictures |= self.target_model.objects.in_bulk(bare)
        for pk in bare & pictures.keys():
            _kept(pictures[pk])
        return [copy.copy(pictures[pk]) if pk in pictures else None for pk in values]


def _kept(picture: Any) -> list[Any]:
    """Return the list in which Wagtail looks before it asks the database."""
    made: list[Any] = picture.__dict__.setdefault("prefetched_renditions", [])
    return made
