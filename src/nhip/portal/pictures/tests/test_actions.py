"""Pictures of the library: bared of all but their pixels, made into what pages use, told to those pages."""

from datetime import timedelta
from functools import partial
from io import BytesIO

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from PIL import Image as Drawing
from wagtail.images.forms import get_image_form
from wagtail.log_actions import log
from wagtail.models import Collection, ModelLogEntry, ReferenceIndex
from wagtail.search.models import IndexEntry

from nhip.kit.tasks.rules import ATTEMPTS
from nhip.kit.tasks.worker import Worker
from nhip.office.notices.models import Notice
from nhip.organisation.journal.queries import history
from nhip.organisation.journal.rules import WrongRow
from nhip.portal.delivery.models import Purge
from nhip.portal.news.actions import set_up_site
from nhip.portal.pictures import actions
from nhip.portal.pictures.actions import NewPicture, make_rendition, ready_picture
from nhip.portal.pictures.choices import PictureState
from nhip.portal.pictures.models import Picture
from tests.cast import AT, Cast
from tests.files import picture

ORIENTATION = 0x0112
A_WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def _media(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.INCOMING_ROOT = tmp_path / "incoming"


@pytest.fixture
def home(cast: Cast) -> None:
    """The groups of editors have their rights once the site is set up."""
    set_up_site(name="Trang", sections=[], by=cast.administrator, at=AT)


def drawn(format="JPEG") -> bytes:
    exif = Drawing.Exif()
    exif[ORIENTATION] = 6
    file = BytesIO()
    Drawing.new("RGB", (60, 40), "teal").save(file, format, exif=exif)
    return file.getvalue()


def everything_in(folder) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_what_a_camera_wrote_is_public_at_no_moment(cast, home, settings):
    spec = "fill-480x285|format-avif"
    rows = [NewPicture("Hội trường", "anh.jpg", drawn(), {spec: ("anh.png", drawn("PNG"))})]
    [image] = actions.take_in_pictures(rows, by=cast.editor, at=AT)
    assert image.state == PictureState.WAITING
    assert b"Exif" in everything_in(settings.INCOMING_ROOT)
    for filter in ("max-165x165", "original", spec):  # nothing is made of it, whoever asks
        assert image.get_rendition(filter).url.startswith("/bien-tap/anh/")
    assert image.file.url == ""
    assert not (settings.MEDIA_ROOT / "original_images").exists()

    ready = ready_picture(image, at=AT)
    with ready.file.open(), Drawing.open(ready.file) as kept:
        assert dict(kept.getexif()) == {}
        assert kept.size == (ready.width, ready.height) == (40, 60)
        assert ready.file.size == ready.file_size
    assert b"Exif" not in everything_in(settings.MEDIA_ROOT)
    assert ready.file.url == ready.get_rendition("original").url == "/media/original_images/anh.jpg"
    assert ready.uploaded_by_user == cast.editor
    made = {rendition.filter_spec for rendition in ready.renditions.all()}
    assert made == {spec, "max-165x165", "max-800x600"}
    verbs = {doing.verb for doing in history(image)}
    assert verbs == {"picture.taken_in", "picture.bared"}
    assert ModelLogEntry.objects.get().action == "wagtail.create"


ITS_OWN = {"id", "object_id", "file", "created_at", "timestamp", "uuid", "title_norm"}
TABLES = (ModelLogEntry, IndexEntry, ReferenceIndex)


def test_a_picture_among_many_leaves_the_rows_an_upload_leaves(
    cast, home, django_capture_on_commit_callbacks, monkeypatch
):
    """Table by table, or one by one through Wagtail's form: the same before it is bared."""
    monkeypatch.setattr(actions, "ready_picture", lambda image, at: None)
    kind = ContentType.objects.get_for_model(Picture)

    def alone() -> Picture:
        said = {"title": "Hội trường", "collection": Collection.get_first_root_node().pk}
        files = {"file": SimpleUploadedFile("anh.jpg", drawn())}
        new = Picture(uploaded_by_user=cast.editor)
        form = get_image_form(Picture)(said, files, instance=new, user=cast.editor)
        assert form.is_valid()
        image: Picture = form.save()
        log(image, "wagtail.create", user=cast.editor)
        return image

    def among_many(count: int = 2) -> Picture:
        rows = [NewPicture("Hội trường", "anh.jpg", drawn()) for _each in range(count)]
        return actions.take_in_pictures(rows, by=cast.editor, at=AT)[-1]

    left = []
    for take_in in (alone, among_many):
        with django_capture_on_commit_callbacks(execute=True):
            image = take_in()
        rows = list(Picture.objects.filter(pk=image.pk).values())
        for table in TABLES:
            rows += table.objects.filter(content_type=kind, object_id=str(image.pk)).values()
        left.append([{k: v for k, v in row.items() if k not in ITS_OWN} for row in rows])
    assert left[0] == left[1]
    assert len(left[0]) == 1 + len(TABLES)
    counts = []
    for count in (2, 12):
        with CaptureQueriesContext(connection) as asked:
            among_many(count)
        counts.append(len(asked))
    assert counts[1] - counts[0] <= 10  # which collections are its editor's is asked for each


def test_what_waited_is_taken_away_once_it_is_ready(
    cast, home, settings, django_capture_on_commit_callbacks
):
    rows = [NewPicture("Hội trường", "anh.jpg", drawn())]
    [image] = actions.take_in_pictures(rows, by=cast.editor, at=AT)
    with django_capture_on_commit_callbacks(execute=True):
        ready_picture(image, at=AT)
    assert not everything_in(settings.INCOMING_ROOT)
    assert image.file.name.startswith("incoming/")
    ready_picture(Picture.objects.get(), at=AT)  # a task may come twice
    assert [doing.verb for doing in history(image)].count("picture.bared") == 1


def test_of_two_files_one_after_the_other_the_second_is_kept(cast, home, settings):
    rows = [NewPicture("Hội trường", "anh.jpg", drawn())]
    [before] = actions.take_in_pictures(rows, by=cast.editor, at=AT)
    image = Picture.objects.get()
    image.file.save("khac.jpg", before.file, save=True)
    ready_picture(before, at=AT)
    assert Picture.objects.get().state == PictureState.WAITING
    assert not list((settings.MEDIA_ROOT / "original_images").iterdir())


def test_whoever_uploaded_a_damaged_picture_is_told(cast, home, settings):
    rows = [NewPicture("Hội trường", "anh.jpg", drawn()[:-20])]
    [image] = actions.take_in_pictures(rows, by=cast.editor, at=AT)
    failed = ready_picture(image, at=AT)
    assert failed.state == PictureState.FAILED
    told = Notice.objects.get()
    assert (told.user, "Hội trường" in told.text) == (cast.editor, True)
    assert told.link == f"/bien-tap/images/{image.pk}/"
    assert "picture.failed" in [doing.verb for doing in history(image)]
    assert not everything_in(settings.MEDIA_ROOT)


def test_a_picture_that_kills_its_workers_is_told_of_and_may_be_tried_again(
    cast, home, settings, client
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    file = SimpleUploadedFile("anh.jpg", drawn())
    [image] = actions.receive_pictures([file], by=cast.editor, at=AT)
    died = {"status": "RUNNING", "run_after": AT, "worker_ids": ["w"] * ATTEMPTS}
    its = DBTaskResult.objects.filter(args_kwargs__icontains="ready_picture")
    while not its.exists():
        Worker().run_one()
    its.update(**died)
    Worker().run_all()
    stopped = Picture.objects.get()
    assert stopped.state == PictureState.STOPPED
    told = Notice.objects.get()
    assert (told.user, "năm lần" in told.text) == (cast.editor, True)

    client.force_login(cast.editor)
    for page in (told.link, f"/bien-tap/anh/loi/?anh={image.pk}"):
        html = client.get(page).content.decode()
        assert "năm lần" in html
        assert f'form="retry-{image.pk}"' in html
    answer = client.post(f"/bien-tap/anh/{image.pk}/thu-lai/", follow=True)
    assert "được xử lý lại" in answer.content.decode()
    Worker().run_all()
    assert Picture.objects.get().is_ready
    assert (
        "không có gì"
        in client.post(f"/bien-tap/anh/{image.pk}/thu-lai/", follow=True).content.decode().lower()
    )


@pytest.mark.parametrize(
    "bad", [NewPicture("x", "x.jpg", b"no picture"), NewPicture("TỐI MẬT", "x.jpg", drawn())]
)
def test_one_bad_picture_is_named_and_none_comes_in(cast, home, bad):
    rows = [NewPicture("Hội trường", "anh.jpg", drawn()), bad]
    with pytest.raises(WrongRow, match="2") as told:
        actions.take_in_pictures(rows, by=cast.editor, at=AT)
    assert isinstance(told.value.why, actions.WrongPicture)
    assert not Picture.objects.exists()
    with pytest.raises(WrongRow) as told:
        actions.take_in_pictures(rows[:1], by=cast.reporter, at=AT)
    assert isinstance(told.value.why, PermissionDenied)


def make_all(image: Picture) -> int:
    next_size = partial(make_rendition, at=AT)
    return sum(1 for _made in iter(lambda: next_size(Picture.objects.get(pk=image.pk)), False))


def test_renditions_are_made_once_and_the_pages_told(db) -> None:
    image = picture("Hội trường", "anh.webp", (1280, 760))
    assert make_all(image) == 13
    made = {(each.width, each.file.name.rpartition(".")[2]) for each in image.renditions.all()}
    kinds = {(width, kind) for width in (480, 960) for kind in ("avif", "webp", "jpg")}
    assert made == kinds | {(1280, "webp")}  # the large view is no larger than the picture
    assert f"image:{image.pk}" in Purge.objects.latest("pk").tags
    told = Purge.objects.count()
    assert make_all(image) == 0
    assert Purge.objects.count() == told
    image.renditions.all().delete()  # another process did, whose cache is not ours
    assert make_all(image) == 13


def test_pictures_of_earlier_days_are_bared_and_made_without_anybody_asking(
    cast, home, django_capture_on_commit_callbacks
):
    image = picture("Hội trường", "anh.webp", (1280, 760))
    image.file.storage.delete(image.file.name)
    image.file.storage.save(image.file.name, ContentFile(drawn()))
    waiting = picture("Bỏ quên")
    Picture.objects.filter(pk=waiting.pk).update(state="waiting", created_at=AT - A_WEEK)
    cache.clear()
    with django_capture_on_commit_callbacks(execute=True):
        actions.order_missing(at=AT)
    assert {each.state for each in Picture.objects.all()} == {PictureState.READY}
    kept = Picture.objects.get(pk=image.pk)
    with kept.file.open(), Drawing.open(kept.file) as bared:
        assert dict(bared.getexif()) == {}
    assert not Picture.unmade().exists()
    with django_capture_on_commit_callbacks() as asked:
        cache.clear()
        actions.order_missing(at=AT)
    assert not asked


def test_a_picture_is_made_ready_when_it_comes_in_and_cut_anew(
    db, django_capture_on_commit_callbacks, monkeypatch
) -> None:
    done: list[tuple[str, int]] = []
    monkeypatch.setattr(
        actions, "make_rendition", lambda image, at: done.append(("made", image.pk))
    )
    monkeypatch.setattr(
        actions, "ready_picture", lambda image, at: done.append(("bared", image.pk))
    )
    with django_capture_on_commit_callbacks(execute=True):
        image = picture("Hội trường", "anh.webp", (1280, 760))
    with django_capture_on_commit_callbacks(execute=True):
        image.focal_point_x = image.focal_point_y = 20
        image.focal_point_width = image.focal_point_height = 10
        image.save()
    with django_capture_on_commit_callbacks(execute=True):
        image.state = PictureState.WAITING
        image.save()
    assert done == [("made", image.pk), ("made", image.pk), ("bared", image.pk)]
