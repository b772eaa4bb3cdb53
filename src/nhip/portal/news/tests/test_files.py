"""Papers, video and sound in an article: nobody has them before its readers do, and none is run."""

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection

from nhip.portal.files.models import StoredFile
from nhip.portal.news.actions import NotReady, create_draft, publish_article, withdraw_article
from nhip.portal.news.models import ArticlePage, SectionPage
from nhip.portal.news.queries import broken_seals
from nhip.portal.news.queries.pictures import StillShown
from tests.cast import Cast

from .conftest import AT, picture
from .test_filing import words


@pytest.fixture(autouse=True)
def _kept(settings, tmp_path) -> None:
    settings.ATTACHMENTS_ROOT = tmp_path / "attachments"


def file(name: str, content: bytes) -> StoredFile:
    kept = StoredFile(title=name, collection=Collection.get_first_root_node())
    kept.file.save(name, ContentFile(content))
    return kept


def drafted(section: SectionPage, cast: Cast, **played) -> ArticlePage:
    said = {"title": "Phim hội nghị", "captions": None, "poster": None, "transcript": "", **played}
    paper = {"file": file("ke-hoach.pdf", b"%PDF-1.7"), "title": "Kế hoạch tập huấn"}
    return create_draft(
        section,
        title="Tin có tệp",
        lead="Dẫn.",
        body=[
            ("paragraph", "<p>Lời.</p>"),
            ("attachment", paper),
            ("played", {"file": file("phim.mp4", bytes(range(100))), **said}),
        ],
        byline="Tổ biên tập",
        by=cast.editor,
        at=AT,
    )


def got(client: Client, kept: StoredFile, **headers: str):
    return client.get(kept.url, headers=headers)


def test_a_file_is_had_by_whoever_may_read_the_article(
    client: Client, section: SectionPage, cast: Cast
):
    captions, still = file("loi.vtt", b"WEBVTT\n"), picture()
    page = drafted(section, cast, captions=captions, poster=still, transcript="Xin chào đại biểu.")
    paper, film, _captions = page.files()
    assert not paper.file.path.startswith(str(still.file.path).rpartition("/")[0])
    assert got(client, paper).status_code == 404
    client.force_login(cast.reader)
    assert got(client, paper).status_code == 404
    client.force_login(cast.editor)
    assert got(client, paper).status_code == 200
    client.logout()
    page = publish_article(page, is_open_seen=True, by=cast.publisher, at=AT)
    answer = got(client, paper)
    assert answer["Content-Disposition"].startswith("attachment")
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    part = got(client, film, range="bytes=10-19")
    assert (part.status_code, part["Content-Range"]) == (206, "bytes 10-19/100")
    assert (part.content, part["Content-Type"]) == (bytes(range(10, 20)), "video/mp4")
    assert got(client, film, range="bytes=200-").status_code == 416
    html = client.get(page.url).content.decode()
    assert (
        f'<track kind="captions" srclang="vi" label="Phụ đề" src="{captions.url}" default>' in html
    )
    assert "Kế hoạch tập huấn PDF, 8" in words(client, page.url)
    assert "Xin chào đại biểu" in words(client, page.url)
    assert set(page.versions.get().content["files"]) == {str(each.pk) for each in page.files()}
    assert broken_seals() == []
    with pytest.raises(StillShown), transaction.atomic():
        captions.delete()
    withdraw_article(page, reason="Ghi nhầm.", by=cast.publisher, at=AT)
    assert got(client, paper).status_code == 404


def test_what_some_readers_could_not_hear_does_not_go_out(
    client: Client, section: SectionPage, cast: Cast
):
    page = drafted(section, cast)
    with pytest.raises(NotReady, match="Phim hội nghị"):
        publish_article(page, is_open_seen=True, by=cast.publisher, at=AT)


def test_what_is_said_in_a_film_is_asked_about_like_any_text(
    client: Client, section: SectionPage, cast: Cast
):
    page = drafted(section, cast, transcript="Có 412 đại biểu.")
    client.force_login(cast.publisher)
    assert "số chưa trả lời: 412" in words(client, reverse("news:sign", args=[page.pk]))


def test_a_video_alone_is_an_article_and_nothing_is_none(section: SectionPage, cast: Cast):
    film = {
        "file": file("phim.mp4", bytes(range(100))),
        "title": "Phim hội nghị",
        "transcript": "Lời.",
    }
    told = {"lead": "Dẫn.", "byline": "Tổ biên tập", "by": cast.editor, "at": AT}
    bare = create_draft(section, title="Chưa có gì", body=[], **told)
    with pytest.raises(NotReady) as refusal:
        publish_article(bare, is_open_seen=True, by=cast.publisher, at=AT)
    assert "Chưa có nội dung." in str(refusal.value)
    page = create_draft(
        section,
        title="Phim hội nghị",
        body=[("played", {**film, "captions": None, "poster": None})],
        **told,
    )
    page = publish_article(page, is_open_seen=True, by=cast.publisher, at=AT)
    assert page.live
