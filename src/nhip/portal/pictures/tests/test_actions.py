"""Pictures of the library: bared of all but their pixels, made into what pages use, told to those pages."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from PIL import Image as Drawing
from wagtail.models import ModelLogEntry

from nhip.organisation.journal.queries import history
from nhip.organisation.journal.rules import WrongRow
from nhip.portal.delivery.models import Purge
from nhip.portal.news.actions import set_up_site
from nhip.portal.pictures import actions
from nhip.portal.pictures.actions import NewPicture, make_renditions
from nhip.portal.pictures.models import Picture
from tests.cast import AT, Cast
from tests.files import picture

ORIENTATION = 0x0112


@pytest.fixture(autouse=True)
def _media(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


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


def test_a_picture_is_bared_as_an_editors_upload_is_and_keeps_what_was_made_of_it(cast, home):
    spec = "fill-480x285|format-avif"
    rows = [NewPicture("Hội trường", "anh.jpg", drawn(), {spec: ("anh.png", drawn("PNG"))})]
    [image] = actions.take_in_pictures(rows, by=cast.editor, at=AT)
    with image.file.open(), Drawing.open(image.file) as kept:
        assert dict(kept.getexif()) == {}
        assert kept.size == (40, 60)
    assert image.uploaded_by_user == cast.editor
    assert image.renditions.get().filter_spec == spec
    assert [doing.verb for doing in history(image)] == ["picture.taken_in"]
    assert ModelLogEntry.objects.get().action == "wagtail.create"


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


def test_renditions_are_made_once_and_the_pages_told(db) -> None:
    image = picture("Hội trường", "anh.webp", (1280, 760))
    make_renditions(image)
    made = {(each.width, each.file.name.rpartition(".")[2]) for each in image.renditions.all()}
    assert made == {(width, kind) for width in (480, 960) for kind in ("avif", "webp", "jpg")}
    assert f"image:{image.pk}" in Purge.objects.latest("pk").tags
    told = Purge.objects.count()
    make_renditions(Picture.objects.get())
    assert image.renditions.count() == 6
    assert Purge.objects.count() == told
    image.renditions.all().delete()  # another process did, whose cache is not ours
    make_renditions(Picture.objects.get())
    assert image.renditions.count() == 6


def test_a_picture_is_made_ready_when_it_comes_in_and_cut_anew(
    db, django_capture_on_commit_callbacks, monkeypatch
) -> None:
    ordered: list[int] = []
    monkeypatch.setattr(actions, "make_renditions", lambda image: ordered.append(image.pk))
    with django_capture_on_commit_callbacks(execute=True):
        image = picture("Hội trường", "anh.webp", (1280, 760))
    with django_capture_on_commit_callbacks(execute=True):
        image.focal_point_x = image.focal_point_y = 20
        image.focal_point_width = image.focal_point_height = 10
        image.save()
    assert ordered == [image.pk, image.pk]
