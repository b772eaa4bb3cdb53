"""An article's address: plain letters, free among its neighbours, whoever wrote it and however."""

from importlib import import_module
from urllib.parse import quote

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from nhip.portal.news.actions import copy_article, create_draft
from nhip.portal.news.models import ArticlePage, SectionPage
from nhip.portal.news.queries import broken_seals
from nhip.portal.site.models import BasePage
from tests.cast import Cast

from .conftest import AT

moving = import_module("nhip.portal.news.migrations.0006_plain_addresses")


@pytest.fixture
def editor(client: Client, cast: Cast) -> Client:
    client.force_login(cast.editor)
    return client


def send(editor: Client, page: ArticlePage | SectionPage, **typed: str) -> ArticlePage:
    """Send the editor's form: a new article where `page` is a section, else this one once more."""
    if isinstance(page, SectionPage):
        url = reverse("wagtailadmin_pages:add", args=["news", "articlepage", page.pk])
    else:
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    words = {"title": "Hội nghị giao ban tháng 8", "lead": "Dẫn.", "slug": ""} | typed
    answer = editor.post(url, nested_form_data({**words, "body": streamfield([])}))
    assert answer.status_code == 302, answer.context["form"].errors
    return ArticlePage.objects.get(pk=answer["Location"].strip("/").split("/")[-2])


def draft_of(page: ArticlePage) -> ArticlePage:
    return page.get_latest_revision_as_object()


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("Đảng, đường", "dang-duong"),
        ("hội-nghị", "hoi-nghi"),
        ("TIN_MOI  2022", "tin_moi-2022"),
        ("", "hoi-nghi-giao-ban-thang-8"),
        ("…", "hoi-nghi-giao-ban-thang-8"),
        ("会議", "hoi-nghi-giao-ban-thang-8"),
    ],
)
def test_what_is_typed_is_turned_and_not_refused(editor, section, typed, address):
    assert send(editor, section, slug=typed).slug == address


def test_a_title_that_comes_back_is_saved_beside_the_first(editor, section, cast):
    pages = [send(editor, section) for _ in range(2)]
    first, second = pages
    pages += [create_draft(section, title=first.title, lead="Dẫn.", body=[], by=cast.editor, at=AT)]
    stem = "hoi-nghi-giao-ban-thang-8"
    assert [page.slug for page in pages] == [stem, f"{stem}-2", f"{stem}-3"]
    assert send(editor, second, slug=first.slug).slug == second.slug


def test_until_it_is_public_an_address_nobody_typed_follows_the_title(
    editor, section, article, cast
):
    copy = copy_article(article, by=cast.editor, at=AT)
    shown = copy.slug
    assert shown.endswith("-2")
    first = send(editor, copy, title="Bài nối tiếp", slug=shown)
    assert draft_of(first).slug == "bai-noi-tiep"
    again = send(
        editor, copy, title="Bài thứ ba", slug=shown
    )  # the form still holds what it showed
    assert draft_of(again).slug == "bai-thu-ba"
    typed = send(editor, copy, title="Bài", slug="bai-2022")
    assert draft_of(send(editor, typed, title="Bài khác", slug="bai-2022")).slug == "bai-2022"
    public = send(editor, article, title="Tựa khác", slug=article.slug)
    assert draft_of(public).slug == article.slug


def test_nothing_of_a_title_but_marks_still_has_an_address(editor, section):
    assert send(editor, section, title="“…”").slug == "trang"


def test_an_address_taken_since_the_draft_is_signed_as_it_will_be(editor, section, article, cast):
    send(editor, article, slug="cho-nay")
    create_draft(section, title="Chỗ này", lead="Dẫn.", body=[], by=cast.editor, at=AT)
    publisher = Client()
    publisher.force_login(cast.publisher)
    proof = publisher.get(reverse("news:sign", args=[article.pk])).context["proof"]
    assert proof.draft.slug == "cho-nay-2"


def test_marked_addresses_of_before_move_and_the_old_ones_lead_there(
    client, article, section, cast
):
    for page, slug in ((section, "đảng"), (article, "hội-nghị")):
        old = BasePage.objects.get(pk=page.pk)
        above = old.get_parent()
        old.slug, old.url_path = slug, f"{above.url_path}{slug}/"
        old.save(clean=False)
    last = article.versions.last()
    moving.turn(apps, None)
    article.refresh_from_db()
    section.refresh_from_db()
    assert (section.slug, article.slug) == ("dang", "hoi-nghi")
    assert client.get(article.url).status_code == 200
    asked = client.get(quote("/đảng/hội-nghị/"), follow=True)
    assert asked.redirect_chain == [(article.url, 301)]
    assert article.versions.last().number == last.number + 1
    assert broken_seals() == []
