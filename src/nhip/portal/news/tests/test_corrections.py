"""What was wrong is told to readers with its date, sealed with the version that puts it right."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from nhip.portal.news.actions import publish_article
from nhip.portal.news.models import ArticlePage
from nhip.portal.news.queries import broken_seals
from tests.cast import Cast

from .conftest import AT
from .test_filing import words
from .test_wagtail_hooks import saved

LATER = AT + timedelta(days=1)


def test_a_correction_is_dated_kept_and_asked_of_what_was_public_alone(
    client: Client, draft: ArticlePage, cast: Cast
):
    client.force_login(cast.editor)
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert 'name="correction"' not in client.get(edit).content.decode()
    page = publish_article(draft, is_open_seen=True, by=cast.publisher, at=AT)
    assert 'name="correction"' in client.get(edit).content.decode()
    saved(client, page, page.html(), correction="Sửa tên hội trường.")
    client.force_login(cast.publisher)
    assert "Khi đăng: Sửa tên hội trường." in words(client, reverse("news:sign", args=[page.pk]))
    client.logout()
    assert "Sửa tên hội trường" not in words(client, page.url)
    publish_article(page, is_open_seen=True, by=cast.publisher, at=LATER)
    told = "17:20, 29/7/2022: Sửa tên hội trường."
    html = client.get(page.url).content.decode()
    assert html.count('id="dinh-chinh"') == 1
    assert told in words(client, page.url)
    client.force_login(cast.editor)
    assert "Sửa tên hội trường" not in client.get(edit).content.decode()
    assert [each.reason for each in page.versions.all()] == ["", "Sửa tên hội trường."]
    assert told not in words(client, reverse("news:version", args=[page.pk, 1]))
    assert told in words(client, reverse("news:version", args=[page.pk, 2]))
    assert broken_seals() == []  # the note is under the seal


def test_a_number_in_a_correction_is_asked_about_like_any_other(
    client: Client, article: ArticlePage, cast: Cast
):
    client.force_login(cast.editor)
    saved(client, article, article.html(), correction="Hội trường có 412 chỗ.")
    client.force_login(cast.publisher)
    assert "số chưa trả lời: 412" in words(client, reverse("news:sign", args=[article.pk]))
