"""The desk and the flows, on the demonstration: each person finds their own."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from nhip.office.figures.models import Pin
from nhip.organisation.accounts.models import User
from nhip.portal.news.models import HOLDER, ArticlePage
from nhip.work.duties.choices import Status
from nhip.work.reports.models import Report
from nhip.work.reviews.models import Review

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def sit(built, db):
    """`sit("kehoach")` is that person's browser."""

    def at_the_desk_of(username: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(username=username))
        return client

    return at_the_desk_of


@pytest.mark.parametrize(
    ("username", "sees", "does_not_see"),
    [
        ("kehoach", "Tôi phải kiểm tra", "Tôi phải nộp"),
        ("baocao", "Tôi phải nộp", "Tôi phải kiểm tra"),
        ("chihuy", "Tôi phải kiểm tra", "Tôi phải nộp"),
    ],
)
def test_the_desk_shows_a_persons_own_work(sit, username, sees, does_not_see):
    html = sit(username).get(reverse("hall:desk")).content.decode()
    assert sees in html
    assert does_not_see not in html


def test_the_desk_names_the_day_in_words(sit):
    heading = sit("kehoach").get(reverse("hall:desk")).content.decode().split("</h1>")[0]
    assert re.search(r"(Thứ\u00a0(Hai|Ba|Tư|Năm|Sáu|Bảy)|Chủ\u00a0nhật), \d", heading)


def test_the_desk_of_an_administrator_says_what_waits_there(sit):
    html = sit("quantri").get(reverse("hall:desk")).content.decode()
    assert "Chờ người quản trị" in html
    assert "Không có việc nào chờ bạn" not in html


def test_strangers_are_sent_to_sign_in(built, client, db):
    answer = client.get(reverse("hall:desk"))
    assert answer.status_code == 302
    assert "/tai-khoan/login/" in answer["Location"]


def test_the_desk_asks_as_often_for_more_that_waits(sit, same_queries):
    client = sit("kehoach")
    accepted = Report.objects.filter(status=Status.ACCEPTED).order_by("pk")
    waiting = list(accepted.values_list("pk", flat=True))
    twice = accepted.filter(revisions__number=2).values_list("pk", flat=True)  # is compared
    few = [*waiting[::4], twice[0]]
    Report.objects.filter(pk__in=few).update(status=Status.SUBMITTED)
    client.get(reverse("hall:desk"))
    with same_queries():
        first = client.get(reverse("hall:desk")).content
    Report.objects.filter(pk__in=waiting).update(status=Status.SUBMITTED)
    with same_queries():
        many = client.get(reverse("hall:desk")).content
    assert many != first


def test_a_review_becomes_a_draft_whose_figures_are_pins(sit):
    review = Review.objects.order_by("number").last()
    answer = sit("kehoach").post(reverse("hall:draft_article", args=[review.pk]), follow=True)
    page = ArticlePage.objects.order_by("-pk").first()
    assert not page.live
    chosen = set(review.figures.filter(goes_into_article=True).values_list("key", flat=True))
    assert set(Pin.objects.held_by(HOLDER, page.pk).values_list("key", flat=True)) == chosen
    assert "Bản nháp đã sẵn sàng" in answer.content.decode()


def test_what_waits_for_chief_and_editors_stands_on_their_desks_counted_and_linked(sit):
    def desk(username):
        return sit(username).get(reverse("hall:desk")).content.decode()

    def counted(html, heading):
        shown = re.search(rf'{heading}</h2>\s*<span class="num">(\d+)</span>', html)
        return int(shown[1]) if shown else 0

    review = Review.objects.exclude(approved_at=None).order_by("number").last()
    link, before = f'href="{review.get_absolute_url()}"', desk("thutruong")
    assert link not in before, "what is approved waits no longer"
    Review.objects.filter(pk=review.pk).update(approved_at=None, approved_by=None)
    html = desk("thutruong")
    assert counted(html, "chờ duyệt") == counted(before, "chờ duyệt") + 1
    assert link in html
    assert "chờ duyệt</h2>" not in desk("chihuy"), "a chief of another unit decides elsewhere"
    Review.objects.filter(pk=review.pk).update(struck_at=NOW, strike_reason="nhầm")
    assert link not in desk("thutruong"), "nobody approves what is struck"
    Review.objects.filter(pk=review.pk).update(
        struck_at=None, strike_reason="", approved_at=review.approved_at
    )
    drafts = counted(desk("bientap"), "Bài chưa đăng")
    sit("kehoach").post(reverse("hall:draft_article", args=[review.pk]))
    page = ArticlePage.objects.order_by("-pk").first()
    for username in ("bientap", "xuatban"):
        html = desk(username)
        assert counted(html, "Bài chưa đăng") == drafts + 1
        assert reverse("news:sign", args=[page.pk]) in html
    assert "Bài chưa đăng" not in desk("thutruong")


def test_an_unapproved_review_says_why_no_article_can_be_drafted(sit):
    from nhip.office.figures.models import Release

    Release.objects.all().delete()
    review = Review.objects.order_by("number").last()
    count = ArticlePage.objects.count()
    answer = sit("kehoach").post(reverse("hall:draft_article", args=[review.pk]), follow=True)
    assert ArticlePage.objects.count() == count
    assert 'class="note bad' in answer.content.decode()


def test_a_unit_below_cannot_draft_from_the_regions_review(sit):
    review = Review.objects.order_by("number").last()
    there = sit("baocao").post(reverse("hall:draft_article", args=[review.pk]))
    nowhere = sit("baocao").post(reverse("hall:draft_article", args=[99999]))
    assert (there.status_code, nowhere.status_code) == (404, 404)


def test_publishing_names_what_is_missing_and_only_the_publisher_may(sit):
    review = Review.objects.order_by("number").last()
    sit("kehoach").post(reverse("hall:draft_article", args=[review.pk]))
    page = ArticlePage.objects.order_by("-pk").first()
    address = reverse("news:sign", args=[page.pk])
    html = sit("xuatban").post(address, {"seen": "x"}).content.decode()
    assert "Trước khi đăng" in html
    assert "Chưa đăng: xem những việc còn thiếu bên dưới." in html
    assert "Biên tập viên hoàn thiện bài" in sit("kehoach").get(address).content.decode()
    assert sit("bientap").post(address).status_code == 403
    assert not ArticlePage.objects.get(pk=page.pk).live


def test_a_published_article_is_not_offered_for_publishing_again(sit):
    page = ArticlePage.objects.live().filter(has_unpublished_changes=False).first()
    html = sit("xuatban").get(reverse("news:sign", args=[page.pk])).content.decode()
    assert "Tất cả đã công khai" in html
    assert "Công bố số liệu và đăng bài" not in html


def test_the_inbox_is_read_when_its_owner_says_so(sit):
    client = sit("kehoach")
    assert "chưa đọc" in client.get(reverse("hall:inbox")).content.decode()
    client.post(reverse("hall:inbox"))
    assert "0 tin báo chưa đọc" in client.get(reverse("hall:inbox")).content.decode()


def test_numbers_public_before_anybody_was_asked_are_listed_for_answering(sit):
    page = ArticlePage.objects.live().earliest("pk")
    ArticlePage.objects.filter(pk=page.pk).update(lead="Đã có 4.321 người dự.")
    html = sit("bientap").get(reverse("hall:articles")).content.decode()
    assert "1 số chờ trả lời" in html
