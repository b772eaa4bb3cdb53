"""Many files at once: each gets a row, what is refused is named, one press keeps all."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nhip.organisation.journal.queries import history
from nhip.portal.news.actions import set_up_site
from nhip.portal.pictures.models import Picture
from tests.cast import AT, Cast
from tests.files import drawn, picture

ADD = "/bien-tap/images/multiple/add/"


@pytest.fixture
def client(cast: Cast, settings, tmp_path) -> Client:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.INCOMING_ROOT = tmp_path / "incoming"
    set_up_site(name="Trang", sections=[], by=cast.administrator, at=AT)
    client = Client()
    client.force_login(cast.editor)
    return client


def files() -> list[SimpleUploadedFile]:
    return [
        SimpleUploadedFile("Hội_trường-1.png", drawn(), "image/png"),
        SimpleUploadedFile("gia.jpg", b"MZ", "image/jpeg"),
        SimpleUploadedFile("Trao thưởng.png", drawn(size=(50, 30)), "image/png"),
    ]


def test_a_bad_file_among_many_is_named_and_the_others_have_their_rows(client: Client):
    answer = client.post(ADD, {"files[]": files()}, follow=True)
    html = answer.content.decode()
    assert "gia.jpg: " in html
    for title in ("Hội trường 1", "Trao thưởng"):
        assert f'value="{title}"' in html
    first, second = Picture.objects.order_by("pk")
    said = {
        f"{first.pk}-title": "Hội trường", f"{first.pk}-caption": "Toàn cảnh",
        f"{first.pk}-description": "Hội trường nhìn từ cuối", f"{first.pk}-credit": "Tổ ảnh",
        f"{second.pk}-title": "Trao thưởng",
    }  # fmt: skip
    address = answer.redirect_chain[-1][0]
    shown = client.post(address, said).content.decode()
    assert 'value="Toàn cảnh"' in shown
    assert "Nêu trong ảnh có gì" in shown
    assert Picture.objects.get(pk=first.pk).caption == ""

    said[f"{second.pk}-is_decorative"] = "on"
    assert "2 ảnh" in client.post(address, said, follow=True).content.decode()
    first.refresh_from_db()
    assert (first.title, first.caption, first.credit) == ("Hội trường", "Toàn cảnh", "Tổ ảnh")
    verbs = [doing.verb for doing in history(first)]
    assert verbs.count("picture.described") == verbs.count("picture.taken_in") == 1


def test_an_articles_photos_come_with_what_the_library_says(client: Client):
    ask = {"headers": {"accept": "application/json"}}
    told = json.loads(client.post(ADD, {"files[]": files()}, **ask).content)
    assert [row["image"]["title"] for row in told["pictures"]] == ["Hội trường 1", "Trao thưởng"]
    assert told["refused"][0].startswith("gia.jpg: ")
    assert told["pictures"][0]["image"]["preview"]["url"].endswith("/max-165x165/")
    image = picture("Cũ")
    Picture.objects.filter(pk=image.pk).update(caption="Lời", description="Mô tả", credit="A")
    [row] = json.loads(client.get(f"/bien-tap/anh/loi/?anh={image.pk}", **ask).content)["pictures"]
    assert (row["caption"], row["alt"], row["credit"]) == ("Lời", "Mô tả", "A")


def test_the_gallery_of_the_article_takes_many(client: Client):
    from nhip.portal.news.models import HomePage, SectionPage

    section = HomePage.objects.get().add_child(instance=SectionPage(title="Tin", slug="tin"))
    html = client.get(f"/bien-tap/pages/add/news/articlepage/{section.pk}/").content.decode()
    assert "nhip.pictures.Photos" in html
    assert ADD in html
    assert "pictures/photos.js" in html
