"""The fields of a text in which a picture is chosen, and many."""

import copy
from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.telepath import register
from wagtail.blocks import ListBlock
from wagtail.blocks.list_block import ListBlockAdapter, ListValue
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.utils import get_accept_attributes


class PictureChooserBlock(ImageChooserBlock):
    """Reads pictures with what was made of them."""

    def bulk_to_python(self, values: Sequence[int | None]) -> list[Any]:
        """Return the pictures of these ids in their order; each is an object of its own."""
        found = self.target_model.ready_made(filter(None, values))
        return [copy.copy(found[pk]) if pk in found else None for pk in values]


class PhotosBlock(ListBlock):
    """A list of photos that takes many at once, from the library or from one's own files.

    Its child has `image`, `caption`, `alt`, `decorative` and `credit`: what the library says is proposed.
    """

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> ListValue:
        """Leave out rows nobody filled."""
        rows = super().value_from_datadict(data, files, prefix).bound_blocks
        return ListValue(self, bound_blocks=[row for row in rows if any(row.value.values())])


class PhotosAdapter(ListBlockAdapter):
    """Draws above the list where many photos come in."""

    js_constructor = "nhip.pictures.Photos"

    def js_args(self, block: PhotosBlock) -> list[Any]:
        """Add addresses and words to what every list is told."""
        *rest, meta = super().js_args(block)
        many = {
            "add": reverse("pictures_add_many"),
            "describe": reverse("pictures:describe"),
            "choose": reverse("wagtailimages_chooser:choose"),
            "kinds": get_accept_attributes(),
            "words": {
                "add": _("Add many photos"),
                "choose": _("Choose many from the library"),
                "drop": _("or drop files here"),
                "sending": _("Sending"),
                "sent": _("Photos added"),
                "lost": _("The server does not answer. Try again."),
            },
        }
        return [*rest, {**meta, "many": many}]

    @cached_property
    def media(self) -> forms.Media:
        """Bring the list's script and ours after it."""
        chooser = "wagtailimages/js/image-chooser-modal.js"
        return super().media + forms.Media(
            js=[chooser, "pictures/photos.js"], css={"all": ["pictures/library.css"]}
        )


register(PhotosAdapter(), PhotosBlock)
