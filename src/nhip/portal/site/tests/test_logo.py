"""A logo from outside is drawn anew; what is no picture is refused at the field."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from nhip.portal.news.actions import set_up_site
from nhip.portal.site.actions import name_site
from nhip.portal.site.forms import LogoField
from nhip.portal.site.models import SiteSettings

AT = datetime(2022, 7, 28, 3, 0, tzinfo=UTC)


def picture(kind="PNG", size=(900, 300), **more) -> bytes:
    content = BytesIO()
    Image.new("RGB", size, "#345").save(content, kind, **more)
    return content.getvalue()


def sent(content: bytes, name="logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_becomes_a_small_png_of_our_own(kind):
    exif = Image.Exif()
    exif[0x010E] = "noi chup: bi mat"
    told = LogoField().clean(sent(picture(kind, exif=exif)))
    assert told
    drawn = Image.open(BytesIO(told))
    assert (drawn.format, drawn.size) == ("PNG", (512, 171))
    assert b"bi mat" not in told
    assert not drawn.getexif()


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a",
        picture("GIF"),
        picture("BMP"),
        picture()[:200],
        b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
        picture(size=(6001, 2)),
        picture() + b"\0" * (2 * 1024 * 1024),
    ],
    ids=["svg", "no gif", "gif", "bmp", "cut", "broken", "wide", "large"],
)
def test_what_is_no_logo_is_refused(content):
    with pytest.raises(ValidationError):
        LogoField().clean(sent(content))


def test_no_picture_leaves_the_one_there_is():
    assert LogoField(required=False).clean(None) is None


def test_the_site_is_named_and_bears_its_logo(cast, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    by = cast.administrator
    set_up_site(name="Tên cũ", sections=[], by=by, at=AT)
    name_site("Tên mới", "TM", logo=picture(), by=by, at=AT)
    name_site("Tên mới", "TM", by=by, at=AT)
    kept = SiteSettings.objects.get()
    assert (kept.name, kept.short_name) == ("Tên mới", "TM")
    assert f'<img class="logo" src="{kept.logo.url}" alt="">' in client.get("/").content.decode()
    client.force_login(by)
    assert "<small>TM</small>" in client.get("/lam-viec/").content.decode()
    with pytest.raises(PermissionDenied):
        name_site("X", "", by=cast.publisher, at=AT)


def test_the_logo_is_changed_among_the_settings_and_stays_without_a_new_one(
    admin_user, client, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    set_up_site(name="Tên cũ", sections=[], by=admin_user, at=AT)
    client.force_login(admin_user)
    page = reverse("wagtailsettings:edit", args=["site", "sitesettings"])
    address = client.get(page).url
    said = {"name": "Tên mới", "short_name": "", "tagline": "", "address": ""}
    for logo in (sent(picture("JPEG"), "a.jpg"), ""):
        answer = client.post(address, said | {"logo": logo})
        assert answer.status_code == 302
    assert Image.open(SiteSettings.objects.get().logo).size == (512, 171)
    answer = client.post(address, said | {"logo": sent(b"<svg/>", "a.png")})
    assert "PNG, JPEG" in answer.content.decode()
    assert Image.open(SiteSettings.objects.get().logo).size == (512, 171)
