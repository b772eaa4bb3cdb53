"""Pictures: taken into the library as an editor's upload is, bared, and made into what pages use."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO

import structlog
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.images.forms import get_image_form
from wagtail.images.models import Filter
from wagtail.log_actions import get_active_log_context
from wagtail.log_actions import log as tell
from wagtail.models import Collection, ModelLogEntry

from nhip.kit.tasks import later
from nhip.kit.tasks.patience import writing
from nhip.kit.text.language import office_words
from nhip.office.notices.actions import notify
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record, record_all, write_all
from nhip.organisation.journal.rules import row
from nhip.portal.delivery.actions import purge

from .access import policy
from .choices import PictureState
from .models import Picture, Rendition
from .rules import FOR_EDITORS, RENDITIONS, bared, is_bare, title_of

log = structlog.get_logger(__name__)
A_MOMENT = 60  # seconds until what is still missing is ordered again
A_DAY = timedelta(days=1)
AT_ONCE = 20  # pictures of earlier days ordered in one turn


class WrongPicture(ValidationError):
    """What is refused is no picture, or bears a mark: the form of an upload says so."""


class NotStopped(Exception):
    """Nothing broke off that could be tried again."""


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


@dataclass(frozen=True)
class PictureWords:
    """What is said of a picture."""

    title: str
    caption: str = ""
    description: str = ""
    is_decorative: bool = False
    credit: str = ""


@transaction.atomic
def take_in_pictures(rows: Iterable[NewPicture], *, by: User, at: datetime) -> list[Picture]:
    """Take pictures into the library, all of them or none, past what an editor's upload passes, table by table.

    They wait for `ready_picture` as every upload does. Raises WrongRow, whose reason is WrongPicture or
    PermissionDenied.
    """
    door, images, made = _Door(by), [], []
    for index, new in enumerate(rows):
        with row(index):
            image = door.look_at(new.title, SimpleUploadedFile(new.name, new.content))
        images.append(image)
        made += [(image, Filter(spec), *its) for spec, its in new.made.items()]
    _keep(images, by, at)
    write_all(_made_elsewhere(*each) for each in made)
    return images


@transaction.atomic
def receive_pictures(
    files: Iterable["UploadedFile[bytes]"], *, by: User, at: datetime
) -> list[Picture | WrongPicture]:
    """Take many uploads into the library, each titled after its file; one that is refused holds up no other.

    Returns in their order the pictures, which wait for `ready_picture`, and for others why they are none.
    Raises PermissionDenied.
    """
    door, came = _Door(by), list[Picture | WrongPicture]()
    for file in files:
        try:
            came.append(door.look_at(title_of(file.name or ""), file))
        except WrongPicture as refusal:
            came.append(refusal)
    _keep([each for each in came if isinstance(each, Picture)], by, at)
    return came


@transaction.atomic
def describe_pictures(
    rows: Mapping[Picture, PictureWords], *, by: User, at: datetime
) -> list[Picture]:
    """Say of many pictures what they show and who made them, of all or of none. Raises PermissionDenied."""
    locked = Picture.objects.select_for_update().in_bulk([image.pk for image in rows])
    for image, words in rows.items():
        kept = locked[image.pk]
        if not policy().user_has_permission_for_instance(by, "change", kept):
            raise PermissionDenied
        for name, value in asdict(words).items():
            setattr(kept, name, value)
        kept.save()
        tell(kept, "wagtail.edit", user=by)
        record("picture.described", about=kept, by=by, at=at, said=asdict(words))
    return list(locked.values())


class _Door:
    """Where pictures come in: what an editor's form says of each, before any is kept."""

    def __init__(self, by: User) -> None:
        self.by = by
        self.is_open = policy().user_has_permission(by, "add")
        self.form = get_image_form(Picture)
        self.collection = Collection.get_first_root_node()

    def look_at(self, title: str, file: "UploadedFile[bytes]") -> Picture:
        """Return a picture that is not kept yet. Raises WrongPicture or PermissionDenied."""
        if not self.is_open:
            raise PermissionDenied
        said = {"title": title, "collection": self.collection.pk}
        new = Picture(uploaded_by_user=self.by, collection=self.collection)
        form = self.form(said, {"file": file}, instance=new, user=self.by)
        if not form.is_valid():
            raise WrongPicture([said for its in form.errors.as_data().values() for said in its])
        image: Picture = form.save(commit=False)
        return image


def _keep(images: list[Picture], by: User, at: datetime) -> None:
    """Write new pictures, and what is told of them; the worker does what hangs on each."""
    if not images:
        return
    write_all(images)
    write_all(_log(image, by) for image in images)
    record_all(
        Act("picture.taken_in", image, by, at, said={"title": image.title}) for image in images
    )
    purge(*(f"image:{image.pk}" for image in images))
    later("nhip.portal.pictures.tasks.take_up", image_ids=[image.pk for image in images])


def _log(image: Picture, by: User) -> ModelLogEntry:
    return ModelLogEntry(
        content_type=ContentType.objects.get_for_model(image),
        object_id=str(image.pk),
        label=str(image),
        action="wagtail.create",
        user=by,
        uuid=get_active_log_context().uuid,
        timestamp=timezone.now(),
    )


def _made_elsewhere(image: Picture, made: Filter, name: str, content: bytes) -> Rendition:
    return Rendition(
        image=image,
        filter_spec=made.spec,
        focal_point_key=made.get_cache_key(image),
        file=ImageFile(BytesIO(content), name=name),
    )


def ready_picture(picture: Picture, *, at: datetime) -> Picture:
    """Bare an upload of all but its pixels and put it among what is public; one that cannot be is told of.

    Decoding takes seconds, so it is done before the transaction: what came meanwhile counts.
    """
    if picture.state != PictureState.WAITING:
        return picture
    came = picture.file.name
    name = _put_bared(picture)
    with writing():
        waiting = Picture.objects.filter(pk=picture.pk, state=PictureState.WAITING, file=came)
        kept = waiting.select_for_update().first()
        if kept and name:
            _keep_bared(kept, name, at)
            transaction.on_commit(partial(picture.file.storage.delete, came))
        elif kept:
            _give_up(kept, PictureState.FAILED, at)
        elif name:  # it is gone, or another file came
            picture.file.storage.delete(name)
    if kept and name:
        for spec in FOR_EDITORS:
            kept.get_rendition(spec)
    return kept or picture


def _put_bared(picture: Picture) -> str:
    """Return what the bared file is called, "" where it cannot be read."""
    try:
        with picture.file.open() as file:
            content = bared(file)
    except MemoryError:  # of this moment; the worker tries again
        raise
    except Exception as error:  # a broken picture makes its decoder raise anything
        log.warning("a picture could not be bared", picture=picture.pk, reason=repr(error))
        return ""
    ready = Picture(state=PictureState.READY)
    name: str = picture.file.storage.save(
        ready.get_upload_to(picture.filename), ContentFile(content)
    )
    return name


def _keep_bared(picture: Picture, name: str, at: datetime) -> None:
    """Note where it lies now; its digest stays that of the upload, by which another one like it is found."""
    picture.state = PictureState.READY
    setattr(picture, "file", name)  # noqa: B010 (mypy takes the field for its file)
    picture.file_size = picture.file.size
    picture.save()
    record("picture.bared", about=picture, by=None, at=at, said={"title": picture.title})


def _give_up(picture: Picture, state: PictureState, at: datetime) -> None:
    """Say that it cannot be shown, to whoever uploaded it."""
    picture.state = state
    picture.save()
    record("picture.failed", about=picture, by=None, at=at, said={"title": picture.title})
    if picture.uploaded_by_user:
        with office_words():
            text = {
                PictureState.FAILED: _(
                    "“%(title)s” could not be processed: the file is damaged. Upload it anew."
                ),
                PictureState.STOPPED: _(
                    "“%(title)s” could not be processed: it broke off five times. Try again on its page,"
                    " or upload a smaller file."
                ),
            }[state] % {"title": picture.title}
        link = reverse("wagtailimages:edit", args=[picture.pk])
        notify([picture.uploaded_by_user], Truncator(text).chars(300), link, at)


@transaction.atomic
def stop_picture(picture: Picture, *, at: datetime) -> None:
    """Try no more to make a picture ready, or its sizes: every attempt broke off."""
    trying = {PictureState.WAITING, PictureState.READY}
    if kept := Picture.objects.filter(pk=picture.pk, state__in=trying).select_for_update().first():
        _give_up(kept, PictureState.STOPPED, at)


@transaction.atomic
def retry_picture(picture: Picture, *, by: User, at: datetime) -> Picture:
    """Have a picture processed anew that could not be. Raises PermissionDenied, NotStopped."""
    if not policy().user_has_permission_for_instance(by, "change", picture):
        raise PermissionDenied
    kept = Picture.objects.select_for_update().get(pk=picture.pk)
    if kept.state != PictureState.STOPPED:
        raise NotStopped(_("This picture is being processed, or is ready."))
    kept.state = PictureState.READY if kept.is_bared else PictureState.WAITING
    kept.save()
    record("picture.retried", about=kept, by=by, at=at, said={"title": kept.title})
    return kept


def order_missing(*, at: datetime) -> None:
    """Have the sizes made that pictures of earlier days lack, some at a time; take up what waited for a day."""
    forgotten = Picture.objects.filter(state=PictureState.WAITING, created_at__lt=at - A_DAY)
    for task, pictures in {"make_renditions": Picture.unmade(), "ready_picture": forgotten}.items():
        for pk in pictures.values_list("pk", flat=True)[:AT_ONCE]:
            order(task, pk)


def order(task: str, pk: int) -> None:
    """Ask for a task of the worker's about a picture, unless somebody did a moment ago."""
    if cache.add(f"ordered:{task}:{pk}", 1, A_MOMENT):
        later(f"nhip.portal.pictures.tasks.{task}", image_id=pk)


def make_rendition(picture: Picture, *, at: datetime) -> bool:
    """Make the next of what the pages use of a picture and is not there; tell whether one was missing.

    One at a time, so that other work of the worker comes in between; no reader waits for any.
    """
    if not picture.is_ready:
        return False
    with picture.file.open() as file:
        bare = is_bare(file)
    if not bare:  # it came before uploads were bared
        picture.state = PictureState.WAITING
        picture.save(update_fields=["state"])
        return False
    prefetch_related_objects([picture], "renditions")  # or else Wagtail believes its cache
    there = picture.find_existing_renditions(*map(Filter, RENDITIONS))
    missing = [spec for spec in RENDITIONS if Filter(spec) not in there]
    if missing:
        picture.get_rendition(missing[0])
    if len(missing) == 1:
        purge(f"image:{picture.pk}")
    return bool(missing)
