"""What was never public lies in the bin for a month: seen by nobody, and back whole when it is wanted."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from nhip.office.figures.actions import check_pins, compare_noted
from nhip.office.figures.models import Pin
from nhip.office.notices.models import Notice
from nhip.organisation.journal.queries import history
from nhip.portal.news.actions import (
    NotBinned,
    NotForTheBin,
    bin_article,
    empty_bin,
    publish_article,
    restore_article,
)
from nhip.portal.news.actions.publishing import InTheBin
from nhip.portal.news.models import ArticlePage, BinPage, SectionPage
from tests.cast import Cast

from .conftest import AT, Numbers

LATER = AT + timedelta(days=3)
MONTH = AT + timedelta(days=30)
BIN = "/lam-viec/toa-soan/thung-rac/"
TITLE = "Nhìn lại mấy năm làm kế hoạch"


@pytest.fixture
def binned(draft: ArticlePage, cast: Cast) -> ArticlePage:
    bin_article(draft, by=cast.editor, at=AT)
    return draft


def test_deleting_a_draft_in_the_editor_puts_it_into_the_bin_from_where_it_comes_back(
    client: Client, draft: ArticlePage, cast: Cast
) -> None:
    client.force_login(cast.editor)
    url = reverse("wagtailadmin_pages:delete", args=[draft.pk])
    assert client.get(url).status_code == 200
    page = client.post(url, follow=True).content.decode()
    assert TITLE in page
    assert "27/8/2022" not in page  # it is a month from today, not from when it was written
    address, text = draft.url_path, draft.get_latest_revision_as_object().html()
    client.post(reverse("news:restore", args=[draft.pk]))
    back = ArticlePage.objects.get(pk=draft.pk)
    assert (back.url_path, back.get_latest_revision_as_object().html()) == (address, text)
    verbs = [line.verb for line in history(back)]
    assert verbs == ["article.drafted", "article.binned", "article.restored"]
    assert TITLE not in client.get(BIN).content.decode()


def test_many_go_the_same_way_and_a_section_stays_while_it_holds_any(
    client: Client, draft: ArticlePage, cast: Cast
) -> None:
    client.force_login(cast.publisher)
    section = draft.get_parent()
    client.post(reverse("wagtailadmin_pages:delete", args=[section.pk]))
    assert ArticlePage.objects.filter(binned=None).exists()
    bulk = reverse("wagtail_bulk_action", args=["site", "basepage", "delete"])
    client.post(f"{bulk}?id={draft.pk}")
    assert ArticlePage.objects.get().binned.by == cast.publisher
    answer = client.post(reverse("wagtailadmin_pages:delete", args=[section.pk]), follow=True)
    assert "thùng rác" in answer.content.decode()
    assert type(section)._default_manager.filter(pk=section.pk).exists()


@pytest.mark.parametrize("person", ["editor", "publisher"])
def test_no_list_and_no_search_of_the_editors_shows_it(
    client: Client, binned: ArticlePage, cast: Cast, person: str
) -> None:
    client.force_login(getattr(cast, person))
    section, lies_in = SectionPage.objects.get().pk, BinPage.objects.get().pk
    for url in (
        "/lam-viec/",
        "/lam-viec/toa-soan/",
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_pages:search") + "?q=lại",
        reverse("wagtailadmin_explore_root"),
        reverse("wagtailadmin_explore", args=[section]),
        reverse("wagtailadmin_explore", args=[lies_in]),
        reverse("wagtailadmin_choose_page"),
        reverse("wagtailadmin_choose_page_child", args=[lies_in]),
        reverse("wagtailadmin_choose_page_search") + "?q=lại",
        reverse("wagtailadmin_api:pages:listing") + f"?child_of={lies_in}&for_explorer=1",
        reverse("wagtailadmin_reports:aging_pages"),
    ):
        answer = client.get(url, follow=True).content.decode()
        assert not {title for title in (TITLE, json.dumps(TITLE)[1:-1]) if title in answer}, url
    assert client.get(reverse("news:sign", args=[binned.pk])).status_code == 404
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[binned.pk]), follow=True)
    assert 'name="title"' not in edit.content.decode()


def test_its_figures_are_not_watched_and_are_looked_at_again_when_it_is_back(
    binned: ArticlePage, released: Numbers, cast: Cast
) -> None:
    released.amounts["classes"] = 18
    check_pins(at=LATER)
    assert not Pin.objects.to_decide().exists()
    assert not Notice.objects.exists()
    restore_article(binned, by=cast.editor, at=LATER)
    compare_noted()
    assert [pin.key for pin in Pin.objects.to_decide()] == ["classes"]


def test_only_what_was_never_public_goes_in_and_nothing_goes_out_from_there(
    article: ArticlePage, cast: Cast
) -> None:
    with pytest.raises(NotForTheBin):
        bin_article(article, by=cast.editor, at=LATER)
    with pytest.raises(NotBinned):
        restore_article(article, by=cast.editor, at=LATER)


def test_what_lies_there_is_not_published_nor_put_there_twice(
    binned: ArticlePage, cast: Cast
) -> None:
    with pytest.raises(InTheBin):
        publish_article(binned, is_open_seen=True, by=cast.publisher, at=LATER)
    with pytest.raises(NotForTheBin):
        bin_article(binned, by=cast.editor, at=LATER)


def test_after_a_month_it_is_gone_and_the_journal_says_so(binned: ArticlePage) -> None:
    empty_bin(at=MONTH - timedelta(seconds=1))
    assert ArticlePage.objects.exists()
    empty_bin(at=MONTH)
    assert not ArticlePage.objects.exists()
    assert [line.verb for line in history(binned)][-1] == "article.discarded"


def test_one_that_was_signed_ahead_is_stopped_first(draft: ArticlePage, cast: Cast) -> None:
    page = draft.get_latest_revision_as_object()
    page.go_live_at = LATER
    page.save_revision()
    publish_article(draft, is_open_seen=True, by=cast.publisher, at=AT)
    with pytest.raises(NotForTheBin):
        bin_article(draft, by=cast.editor, at=AT)
