"""A picture of the library, and what is made of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Picture(AbstractImage):
    """A picture articles show, as an editor's upload left it; `description` says what is on it."""

    credit = models.CharField(
        _("credit"), max_length=160, blank=True, help_text=_("Who took it, as the page says it")
    )

    admin_form_fields = (*Image.admin_form_fields[:3], "credit", *Image.admin_form_fields[3:])

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")


class Rendition(AbstractRendition):
    """A size and kind made of a picture."""

    image = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_a_kind"
            )
        ]
