"""A picture of the library, and what is made of it."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    Image,
    get_upload_to,
)

from .backends import INCOMING, PictureFileField, PictureStorage
from .choices import PictureState
from .rules import FOR_EDITORS, RENDITIONS, shape_of

ORIGINAL = "original"


class Picture(AbstractImage):
    """A picture articles show; `description` says what is on it.

    An upload waits outside of what is public until the worker has bared it. Until then something else stands
    for it wherever it would be shown: nothing is made of it, so that nothing it holds comes out.
    """

    file = PictureFileField(
        verbose_name=_("file"),
        upload_to=get_upload_to,
        storage=PictureStorage(),
        width_field="width",
        height_field="height",
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=PictureState.choices,
        default=PictureState.WAITING,
        editable=False,
    )
    caption = models.CharField(
        _("caption"), max_length=240, blank=True, help_text=_("Proposed where an article takes it")
    )
    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("It tells nothing the text does not say: no description is asked for."),
    )
    credit = models.CharField(
        _("credit"), max_length=160, blank=True, help_text=_("Who took it, as the page says it")
    )

    admin_form_fields = (
        *Image.admin_form_fields[:3],
        "is_decorative",
        "caption",
        "credit",
        *Image.admin_form_fields[3:],
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    @classmethod
    def ready_made(cls, ids: Iterable[int]) -> "dict[int, Picture]":
        """Return pictures by their ids, with what was made of them: in one query where something was."""
        wanted, found = set(ids), dict[int, Picture]()
        made = Rendition.objects.filter(image__in=wanted, filter_spec__in=RENDITIONS)
        own, its = (
            [each.attname for each in model._meta.concrete_fields] for model in (Rendition, cls)
        )
        rows = made.values_list(*own, *(f"image__{name}" for name in its))
        for row in rows if wanted else ():
            rendition = Rendition.from_db(made.db, own, row[: len(own)])
            if rendition.image_id not in found:  # a picture is made once, not for each of its sizes
                found[rendition.image_id] = cls.from_db(made.db, its, row[len(own) :])
            rendition.image = found[rendition.image_id]
            found[rendition.image_id]._kept.append(rendition)
        if bare := wanted - found.keys():
            found |= cls.objects.in_bulk(bare)
        for pk in bare & found.keys():
            _ = found[pk]._kept
        return found

    @property
    def _kept(self) -> "list[Rendition]":
        """The list in which Wagtail looks before it asks the database."""
        made: list[Rendition] = self.__dict__.setdefault("prefetched_renditions", [])
        return made

    @classmethod
    def unmade(cls) -> "models.QuerySet[Picture]":
        """Return ready pictures of which a size is missing, the newest first."""
        made = Count("renditions", filter=Q(renditions__filter_spec__in=RENDITIONS))
        ready = cls.objects.filter(state=PictureState.READY)
        return ready.annotate(made=made).filter(made__lt=len(RENDITIONS)).order_by("-pk")

    @property
    def is_ready(self) -> bool:
        return self.state == PictureState.READY

    @property
    def is_stopped(self) -> bool:
        return self.state == PictureState.STOPPED

    @property
    def is_failed(self) -> bool:
        return self.state == PictureState.FAILED

    @property
    def is_bared(self) -> bool:
        """Return whether its file lies among what is public."""
        return not str(self.file.name).startswith(INCOMING)

    @property
    def shape(self) -> str:
        """Return how it lies in a group of photos: "tall", "wide", or "" for what is usual."""
        return shape_of(self.width, self.height)

    def get_upload_to(self, filename: str) -> str:
        """Return what its file is called: an upload lies outside of what is public."""
        name: str = super().get_upload_to(filename)
        return name if self.is_ready else INCOMING + name.rpartition("/")[2]

    def get_rendition(self, filter: Filter | str) -> "Rendition":
        """Return a size of it, or what stands for it until it is ready; its own size is its own file."""
        [made] = self.get_renditions(filter).values()
        return made

    def get_renditions(self, *filters: Filter | str) -> "dict[str, Rendition]":
        """Return sizes of it, by what they are; until it is ready what stands for it."""
        specs = [each.spec if isinstance(each, Filter) else each for each in filters]
        if not self.is_ready:
            return {spec: self._stand_in(spec) for spec in specs}
        if specs == [ORIGINAL]:
            size = {"width": self.width, "height": self.height}
            whole = Rendition(image=self, filter_spec=ORIGINAL, file=self.file.name, **size)
            return {ORIGINAL: whole}
        made: dict[str, Rendition] = super().get_renditions(*filters)
        return made

    def _stand_in(self, spec: str) -> "Rendition":
        shown = spec if spec in FOR_EDITORS else FOR_EDITORS[-1]
        width = int(shown.rpartition("x")[0].rpartition("-")[2])
        return Rendition(image=self, filter_spec=shown, width=width, height=width * 3 // 4)


class Rendition(AbstractRendition):
    """A size and kind made of a picture; without a file it stands for one that is not ready."""

    image = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_a_kind"
            )
        ]

    @property
    def url(self) -> Any:
        """Return where it is: for an editor, who alone sees it, a place that shows it once it is ready."""
        if self.file:
            return super().url
        return reverse("pictures:shown", args=[self.image_id, self.filter_spec])

    @property
    def alt(self) -> Any:
        """Return what is on it, or that it is not to be seen yet."""
        said = super().alt
        return said if self.file else f"{self.image.get_state_display()}: {said}"
