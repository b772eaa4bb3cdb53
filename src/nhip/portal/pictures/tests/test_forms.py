"""What is no picture of ours is refused at its field; what is one is looked at, not decoded."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFile
from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.users.models import UserProfile

from nhip.portal.pictures.actions import ready_picture
from tests.cast import AT

GPS = 0x8825
ORIENTATION = 0x0112
pytestmark = pytest.mark.django_db


def taken(format: str, size: tuple[int, int] = (60, 40)) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # the camera was held upright
    exif.get_ifd(GPS).update({1: "N", 2: (21.0, 1.0, 42.0), 3: "E", 4: (105.0, 51.0, 2.0)})
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, format, exif=exif)
    return file.getvalue()


def form_with(name: str, content: bytes):
    form = get_image_form(get_image_model())
    return form(
        {"title": "Hội trường", "collection": 1}, {"file": SimpleUploadedFile(name, content)}
    )


@pytest.fixture(autouse=True)
def _media(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.INCOMING_ROOT = tmp_path / "incoming"


@pytest.mark.parametrize("format", ["jpeg", "png", "webp"])
def test_a_picture_is_kept_without_the_place_it_was_taken_at(format, monkeypatch):
    content = taken(format)
    monkeypatch.setattr(ImageFile.ImageFile, "load", None)  # nobody waits for it being decoded
    form = form_with(f"anh.{format}", content)
    assert form.is_valid(), form.errors
    waiting = form.save()
    monkeypatch.undo()
    image = ready_picture(waiting, at=AT)
    with image.file.open(), Image.open(image.file) as kept:
        assert dict(kept.getexif()) == {}
        assert kept.size == (image.width, image.height) == (40, 60)


def header_of(width: int, height: int) -> bytes:
    """Return a PNG that says it is this large, without the pixels."""
    file = io.BytesIO()
    Image.new("1", (1, 1)).save(file, "PNG")
    content = file.getvalue()
    said = b"IHDR" + struct.pack(">II", width, height) + content[24:29]
    return content[:12] + said + struct.pack(">I", zlib.crc32(said)) + content[33:]


def test_another_file_in_place_of_the_first_waits_too(db):
    before = form_with("a.jpg", taken("jpeg"))
    assert before.is_valid()
    image = ready_picture(before.save(), at=AT)
    first, form = image.file.name, get_image_form(get_image_model())
    file = {"file": SimpleUploadedFile("b.jpg", taken("jpeg"))}
    anew = form({"title": "Hội trường", "collection": 1}, file, instance=image)
    assert anew.is_valid()
    anew.save()
    stored = get_image_model().objects.get()
    assert (stored.state, stored.file.name[:9]) == ("waiting", "incoming/")
    assert not stored.file.storage.exists(first)
    assert not stored.renditions.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cut.png", taken("png")[:60]),
        ("empty.gif", b"GIF89a" + b"\0" * 20),
        ("text.jpg", b"not a picture"),
        ("vector.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("vector.jpg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("giant.png", header_of(20_000, 10_000)),
        ("large.jpg", taken("jpeg") + b"\0" * 12 * 1024 * 1024),
    ],
)
def test_what_is_no_picture_of_ours_is_refused_at_the_field_in_vietnamese(name, content):
    said = str(form_with(name, content).errors["file"])
    assert any(letter in said for letter in "ảấậệ"), said


@pytest.mark.parametrize("content", [b"<html><body>Tin</body></html>", b"PK\x03\x04" + b"x" * 40])
def test_a_page_or_an_archive_is_not_called_a_drawing(content):
    assert "svg" not in str(form_with("anh.jpg", content).errors["file"])


@pytest.mark.parametrize("size", [(60, 40), (600, 400)])
def test_so_is_the_picture_of_an_account(size, cast):
    file = {"avatar": SimpleUploadedFile("toi.jpg", taken("jpeg", size))}
    form = AvatarPreferencesForm({}, file, instance=UserProfile.get_for_user(cast.editor))
    assert form.is_valid(), form.errors
    with form.save().avatar.open() as kept, Image.open(kept) as picture:
        assert dict(picture.getexif()) == {}
        assert picture.height > picture.width
    cut = {"avatar": SimpleUploadedFile("toi.jpg", taken("jpeg")[:-200])}
    assert not AvatarPreferencesForm({}, cut, instance=UserProfile(user=cast.editor)).is_valid()


def test_nothing_the_editors_side_shows_tells_what_a_camera_wrote(client, cast):
    cast.editor.is_superuser = True
    cast.editor.save()
    client.force_login(cast.editor)
    file = SimpleUploadedFile("anh.jpg", taken("jpeg"), "image/jpeg")
    sent = {"title": "Hội trường", "collection": 1, "file": file}
    sent = {f"image-chooser-upload-{name}": value for name, value in sent.items()}
    answer = client.post("/bien-tap/images/chooser/create/", sent)
    assert answer.status_code == 200, answer.content
    image = get_image_model().objects.get()
    assert image.file.name == "incoming/anh.jpg"
    place = image.get_rendition("max-165x165").url
    assert place in answer.content.decode()
    assert "Đang xử lý" in client.get(place).content.decode()
    address = f"/bien-tap/images/{image.pk}/"
    for page in (address, f"{address}preview/max-165x165/", "/bien-tap/images/"):
        assert b"Exif" not in b"".join(client.get(page))
    ready_picture(image, at=AT)
    assert client.get(place).url.startswith("/media/images/anh.")
