"""What an article is made of. Figures stand inside paragraphs as pins."""

import copy
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.models import Filter, Image, Rendition

RENDITIONS = tuple(Filter.expand_spec(["fill-{480x285,960x570}", "format-{avif,webp,jpeg}"]))
"""What is made of every picture: the widths the pages use, for every browser."""
PARAGRAPH_FEATURES = ["bold", "link", "ul", "ol", "figure"]


class PictureChooserBlock(ImageChooserBlock):
    """Reads pictures and what was made of them in one query; none for those of which nothing was."""

    def bulk_to_python(self, values: Sequence[int | None]) -> list[Image | None]:
        """Return the pictures of these ids in their order; each is an object of its own."""
        pictures: dict[int, Image] = {}
        made = Rendition.objects.filter(image__in=filter(None, values), filter_spec__in=RENDITIONS)
        for rendition in made.select_related("image"):
            picture = pictures.setdefault(rendition.image_id, rendition.image)
            _made_of(picture).append(rendition)
        if bare := set(filter(None, values)) - pictures.keys():
            pictures |= Image.objects.in_bulk(bare)
        for pk in bare & pictures.keys():
            _made_of(pictures[pk])
        return [copy.copy(pictures[pk]) if pk in pictures else None for pk in values]


def _made_of(picture: Image) -> list[Rendition]:
    """Return the list in which Wagtail looks before it asks the database."""
    made: list[Rendition] = picture.__dict__.setdefault("prefetched_renditions", [])
    return made


class CaptionedPhoto(blocks.StructBlock):
    """A picture with its caption; `alt` says what is on it to those who cannot see it."""

    image = PictureChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), max_length=240)
    alt = blocks.CharBlock(label=_("Description for those who cannot see it"), max_length=240)

    class Meta:
        icon = "image"
        label = _("Photo")


class ArticleBody(blocks.StreamBlock):
    """The running text of an article."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=160, icon="title")
    paragraph = blocks.RichTextBlock(
        label=_("Paragraph"),
        features=PARAGRAPH_FEATURES,
        help_text=_('Type "/" to put in a figure.'),
    )
    gallery = blocks.ListBlock(CaptionedPhoto(), label=_("Group of photos"), icon="image")


class BodyField(StreamField):
    """A stream whose blocks stay out of migrations: they change without the database noticing."""

    def deconstruct(self) -> Any:
        """Say that the column holds a stream, of whatever."""
        name, _path, _args, kwargs = super().deconstruct()
        return name, "wagtail.fields.StreamField", [[]], {**kwargs, "block_lookup": {}}
