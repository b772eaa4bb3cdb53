"""A copy of an article: all it holds but its own address, moments and signature; figures cited anew."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models.pages import Comment

from nhip.office.figures.actions import NewAnswer
from nhip.office.figures.models import NumberAnswer, Pin
from nhip.portal.news.actions import (
    InTheBin,
    answer_number_of,
    bin_article,
    copy_article,
    publish_article,
)
from nhip.portal.news.models import HOLDER, ArticlePage, SignedAhead
from tests.cast import Cast

from .conftest import AT, Numbers
from .test_versions import saved

LATER = AT + timedelta(hours=3)


def pins_of(page: ArticlePage) -> dict[str, Pin]:
    return {pin.key: pin for pin in Pin.objects.held_by(HOLDER, page.pk)}


def test_a_copy_holds_all_but_what_is_the_articles_own(article: ArticlePage, cast: Cast) -> None:
    draft = article.get_latest_revision_as_object()
    draft.lead, draft.expire_at = "Lời dẫn của bản nháp.", AT + timedelta(days=900)
    draft.save_revision()
    copy = copy_article(article, by=cast.editor, at=LATER)
    kept = copy.get_latest_revision_as_object()
    for each in (copy, kept):
        assert (each.title, each.lead) == (article.title, "Lời dẫn của bản nháp.")
        assert each.slug == f"{article.slug}-2"
        assert (each.shown_at, each.go_live_at, each.expire_at) == (None, None, None)
    assert (copy.live, copy.first_published_at, copy.owner) == (False, None, cast.editor)
    assert copy.get_parent() == article.get_parent()
    assert len(kept.photos()) == 7
    assert not copy.versions.exists()
    assert not SignedAhead.objects.exists()


def test_its_figures_are_its_own_say_what_the_source_says_now_and_ask_to_be_looked_at(
    article: ArticlePage, released: Numbers, cast: Cast
) -> None:
    before = pins_of(article)
    released.amounts["people"] = None
    released.withheld.add("orders")
    copy = copy_article(article, by=cast.editor, at=LATER)
    pins = pins_of(copy)
    assert set(pins) == {"classes"}
    assert pins["classes"].pk != before["classes"].pk
    html = copy.get_latest_revision_as_object().html()
    assert f'<a linktype="figure" pin="{pins["classes"].pk}">17</a>' in html
    assert "trên 1.200 người" in html
    assert not [pin for pin in before.values() if f'pin="{pin.pk}"' in html]
    [comment] = Comment.objects.filter(page=copy.pk)
    cited = next(each for each in copy.passages() if each.holds_figures)
    assert (comment.contentpath, comment.user) == (cited.name, cast.editor)
    assert "Số liệu" in comment.text or "số liệu" in comment.text
    assert pins_of(article) == before


def test_answers_about_its_numbers_come_along(
    draft: ArticlePage, released: Numbers, cast: Cast
) -> None:
    saved(draft, "<p>Có 45 người dự.</p>")
    edited = ArticlePage.objects.get(pk=draft.pk).get_latest_revision_as_object()
    passage = next(each.name for each in edited.passages() if "45" in each.text)
    spot = NewAnswer(passage, "có # người dự", 0, "45", source="theo ban tổ chức")
    answer_number_of(draft, spot, by=cast.editor, at=AT)
    copy = copy_article(draft, by=cast.editor, at=LATER)
    [answer] = NumberAnswer.objects.held_by(HOLDER, copy.pk)
    assert (answer.passage, answer.source) == (passage, "theo ban tổ chức")


def test_one_press_leads_to_the_copy_in_the_editor(
    client: Client, draft: ArticlePage, cast: Cast
) -> None:
    client.force_login(cast.editor)
    address = reverse("news:copy", args=[draft.pk])
    for page in (reverse("newsroom:board"), reverse("news:sign", args=[draft.pk])):
        assert f'action="{address}"' in client.get(page).content.decode()
    answer = client.post(address)
    made = ArticlePage.objects.latest("pk")
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[made.pk])
    html = client.get(answer["Location"]).content.decode()
    assert made.slug in html
    assert "trích dẫn lại" in html


def test_what_lies_in_the_bin_is_not_copied_nor_by_whoever_does_not_edit(
    draft: ArticlePage, cast: Cast
) -> None:
    with pytest.raises(PermissionDenied):
        copy_article(draft, by=cast.planner, at=LATER)
    bin_article(draft, by=cast.editor, at=LATER)
    with pytest.raises(InTheBin):
        copy_article(draft, by=cast.editor, at=LATER)


def test_a_copy_goes_out_once_it_is_looked_at(article: ArticlePage, cast: Cast) -> None:
    copy = copy_article(article, by=cast.editor, at=LATER)
    public = publish_article(copy, is_open_seen=True, by=cast.publisher, at=LATER)
    assert public.url.endswith(f"{article.slug}-2/")
