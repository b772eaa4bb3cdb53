"""Pictures: taken into the library as an editor's upload is, and made into what pages use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import prefetch_related_objects
from wagtail.images.forms import get_image_form
from wagtail.images.models import Filter
from wagtail.log_actions import log
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.journal.rules import row
from nhip.portal.delivery.actions import purge

from .models import Picture, Rendition
from .rules import RENDITIONS


class WrongPicture(ValidationError):
    """What is refused is no picture, or bears a mark: the form of an upload says so."""


@dataclass(frozen=True)
class NewPicture:
    """A picture for the library, as a file of this name.

    `made` holds what was made of it elsewhere, by what it is (`fill-480x285|format-avif`), so that
    the worker need not make it: name and content.
    """

    title: str
    name: str
    content: bytes
    made: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)


@transaction.atomic
def take_in_pictures(rows: Iterable[NewPicture], *, by: User, at: datetime) -> list[Picture]:
    """Take pictures into the library, all of them or none, through the form an editor's upload passes.

    The form bares each of all but its pixels. Raises WrongRow, whose reason is WrongPicture or
    PermissionDenied.
    """
    images = []
    for index, new in enumerate(rows):
        with row(index):
            image = _uploaded(new, by)
        for spec, (name, content) in new.made.items():
            _keep_made(image, Filter(spec), name, content)
        said = {"title": image.title}
        record("picture.taken_in", about=image, by=by, at=at, said=said)
        images.append(image)
    return images


def _uploaded(new: NewPicture, by: User) -> Picture:
    if not policy_registry.get_by_type(Picture).user_has_permission(by, "add"):
        raise PermissionDenied
    library = Collection.get_first_root_node()
    said = {"title": new.title, "collection": library.pk}
    file = SimpleUploadedFile(new.name, new.content)
    form = get_image_form(Picture)(
        said, {"file": file}, instance=Picture(uploaded_by_user=by), user=by
    )
    if not form.is_valid():
        raise WrongPicture([said for its in form.errors.as_data().values() for said in its])
    image: Picture = form.save()
    log(image, "wagtail.create", user=by)
    return image


def _keep_made(image: Picture, made: Filter, name: str, content: bytes) -> None:
    Rendition.objects.create(
        image=image,
        filter_spec=made.spec,
        focal_point_key=made.get_cache_key(image),
        file=ImageFile(BytesIO(content), name=name),
    )


def make_renditions(image: Picture) -> None:
    """Make of a picture what the pages use and is not there; no reader waits for it."""
    prefetch_related_objects([image], "renditions")  # or else Wagtail believes its cache
    if len(image.find_existing_renditions(*map(Filter, RENDITIONS))) < len(RENDITIONS):
        image.get_renditions(*RENDITIONS)
        purge(f"image:{image.pk}")
