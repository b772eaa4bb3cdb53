"""Authors, topics and tags."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .choices import ShelfKind


class ShelfQuerySet(models.QuerySet["Shelf"]):
    """`Shelf.objects.offered(ShelfKind.TAG)`."""

    def offered(self, kind: str) -> "ShelfQuerySet":
        """Return those of a kind that writers may still choose."""
        return self.filter(kind=kind, retired_at=None)


class Shelf(models.Model):
    """An author, a topic or a tag. Its address stays when it is renamed, so that links hold."""

    kind = models.CharField(_("kind"), max_length=20, choices=ShelfKind.choices)
    name = models.CharField(_("name"), max_length=120)
    key = models.CharField(max_length=160, editable=False, db_index=True)  # blind to marks and case
    slug = models.CharField(_("address"), max_length=120)
    unit = models.CharField(_("unit"), max_length=160, blank=True)
    about = models.CharField(_("about it, for readers"), max_length=300, blank=True)
    is_sample = models.BooleanField(_("invented for a demonstration"), default=False)
    retired_at = models.DateTimeField(_("offered no more since"), null=True)

    objects = ShelfQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("news", "author, topic or tag")
        verbose_name_plural = pgettext_lazy("news", "authors, topics and tags")
        ordering = ["kind", "key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="one_shelf_an_address"),
            models.UniqueConstraint(
                fields=["kind", "name", "unit"],
                condition=Q(kind=ShelfKind.AUTHOR),
                name="one_author_a_name_and_unit",
            ),
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=~Q(kind=ShelfKind.AUTHOR),
                name="one_shelf_a_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.unit})" if self.unit else self.name

    def get_absolute_url(self) -> str:
        """Return where readers find what stands here."""
        return f"/{self.kind}/{self.slug}/"
