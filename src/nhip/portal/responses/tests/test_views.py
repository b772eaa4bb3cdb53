"""The reader, the stranger, the moderator."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.template import RequestContext, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from nhip.portal.responses import actions, browser
from nhip.portal.responses.actions import decide_comment, send_comment
from nhip.portal.responses.choices import CommentStanding
from nhip.portal.responses.models import Comment, OriginDay, Rating
from nhip.portal.site.models import BasePage
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db
MODERATION = reverse("responses:moderation")
FROM_HERE = {"sec-fetch-site": "same-origin"}


def under(article, user=None, cookies=None):
    """What stands under an article, as a template of the news would show it."""
    request = RequestFactory().get("/")
    request.COOKIES.update(cookies or {})
    if user:
        request.user = user
    source = "{% load responses %}{% rating page %}{% comments page %}"
    return Template(source).render(RequestContext(request, {"page": article, "user": user}))


def rate(client, article, points, **headers):
    address = reverse("responses:rate", args=[article.pk])
    return client.post(address, {"points": points}, headers=headers or FROM_HERE)


def send(client, article, text):
    return client.post(reverse("responses:comment", args=[article.pk]), {"text": text})


def test_the_labels_of_an_unanswered_page(article):
    html = under(article)
    for label in (
        "Tổng số điểm của bài viết là: 0 trong 0 đánh giá",
        "Click để đánh giá bài viết",
        "Bình luận, góp ý (0)",
        "Chưa có phản hồi",
        "Bạn cần đăng nhập để bình luận",
    ):
        assert label in html
    assert "/tai-khoan/login/?next=/tin-hoi-nghi/%23binh-luan" in html
    assert not re.search(r"style=|<script|\son\w+=", html)


def test_anyone_rates_once_a_browser(client, article):
    answer = rate(client, article, 4)
    assert answer.url == "/tin-hoi-nghi/#danh-gia"
    cookie = answer.cookies[browser.COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    rate(client, article, 5)
    html = under(article, cookies={browser.COOKIE: cookie.value})
    assert "Tổng số điểm của bài viết là: 5 trong 1 đánh giá" in html
    assert "Bạn đã chấm 5 điểm" in html
    assert "Bạn đã chấm" not in under(article)
    assert cookie.value not in Rating.objects.get().token


def test_without_javascript_ones_own_points_show_at_once(client, article):
    html = under(article)
    assert '<noscript><input type="hidden" name="rieng" value="1"></noscript>' in html
    address = reverse("responses:rate", args=[article.pk])
    answer = client.post(address, {"points": 4, "rieng": "1"}, headers=FROM_HERE, follow=True)
    assert answer.redirect_chain[0][0].endswith(f"/{article.pk}/#danh-gia")
    assert "Bạn đã chấm 4 điểm" in answer.content.decode()
    known = under(article, cookies={browser.COOKIE: client.cookies[browser.COOKIE].value})
    assert "rieng" not in known, "a script puts this part into the page"


def test_whose_comments_were_refused_again_and_again_is_stopped_a_while(client, cast, article):
    client.force_login(cast.reader)
    refused = [send(client, article, "TỐI MẬT").status_code for _ in range(21)]
    assert refused == [422] * 20 + [429]
    assert "Đợi mười phút rồi gửi lại." in send(client, article, "Hay.").content.decode()
    assert asked(lambda: send(client, article, "Hay.")) == 2, "who it is, and no more"
    client.force_login(cast.reporter)
    assert send(client, article, "Hay.").status_code == 302


@pytest.mark.parametrize("points", ["", "0", "6", "x", "3.5"])
def test_what_is_no_rating_says_so(client, article, points):
    answer = rate(client, article, points)
    assert not Rating.objects.exists()
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Chọn từ 1 đến 5 điểm rồi gửi." in html
    assert "Click để đánh giá bài viết" in html


@pytest.mark.parametrize(
    ("headers", "is_taken"),
    [
        ({"sec-fetch-site": "same-origin", "origin": "null"}, True),
        ({"origin": "http://testserver"}, True),
        ({"origin": "http://evil.example"}, False),
        ({"origin": "null"}, False),
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"user-agent": "says nothing"}, False),
    ],
)
def test_a_rating_comes_from_a_page_of_ours(article, headers, is_taken):
    strict = Client(enforce_csrf_checks=True)  # the form has no token
    answer = rate(strict, article, 4, **headers)
    assert Rating.objects.exists() == is_taken
    assert answer.status_code == (302 if is_taken else 422)
    if not is_taken:
        assert "Gửi lại một lần nữa" in answer.content.decode()
        assert not answer.cookies


@pytest.mark.parametrize("name", ["rate", "comment"])
def test_pages_that_are_not_public_are_not_there(client, cast, article, name):
    article.unpublish()
    client.force_login(cast.reader)
    for pk in (article.pk, 10**9):
        answer = client.post(reverse(f"responses:{name}", args=[pk]), {"points": 3, "text": "x"})
        assert answer.status_code == 404


def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(client, article):
    answer = send(client, article, "Hay.")
    kept_at = reverse("responses:comments", args=[article.pk])
    assert answer.url == f"/tai-khoan/login/?next={kept_at}%23binh-luan"
    assert not Comment.objects.exists()
    assert send(client, article, " ").url == "/tai-khoan/login/?next=/tin-hoi-nghi/%23binh-luan"
    assert send(client, article, "TỐI MẬT").status_code == 422
    assert "TỐI MẬT" not in str(dict(client.session))


def test_a_comment_written_when_the_session_had_ended_is_kept_over_the_sign_in(
    client, cast, article
):
    mark = re.search('name="mark" value="([^"]+)"', under(article, cast.reader))
    sent = {"text": "Lời viết dở <đã lâu>.", "mark": mark[1]}
    way = client.post(reverse("responses:comment", args=[article.pk]), sent).url
    signing = {"login": "reporter", "password": PASSWORD}
    others = client.post(way.replace("%23", "#"), signing, follow=True)
    assert "Lời viết dở" not in others.content.decode()
    client.logout()
    client.post(reverse("responses:comment", args=[article.pk]), sent)
    shown = client.post(way.replace("%23", "#"), signing | {"login": "reader"}, follow=True)
    html = shown.content.decode()
    assert shown.redirect_chain[-1][0].startswith(reverse("responses:comments", args=[article.pk]))
    assert escape("Lời viết dở <đã lâu>.") in html
    assert "Lời bạn viết trước khi đăng nhập còn nguyên" in html
    send(client, article, "Lời viết dở.")
    assert Comment.objects.get().user == cast.reader
    again = client.get(reverse("responses:comments", args=[article.pk])).content.decode()
    assert "còn nguyên" not in again


def test_a_reader_comments_and_sees_that_it_waits(client, cast, article):
    client.force_login(cast.reader)
    assert send(client, article, "Rất <b>hay</b>.").url == "/tin-hoi-nghi/#binh-luan"
    html = under(article, cast.reader)
    assert "Rất hay." in html
    assert "chờ duyệt" in html
    assert "Bình luận, góp ý (0)" in html
    assert "Rất hay." not in under(article, cast.reporter)


def test_on_the_page_of_all_comments_one_stays_there(client, cast, article):
    client.force_login(cast.reader)
    address = reverse("responses:comments", args=[article.pk])
    assert '<input type="hidden" name="rieng" value="1">' in client.get(address).content.decode()
    sent = reverse("responses:comment", args=[article.pk])
    refused = client.post(sent, {"text": "", "rieng": "1"})
    assert '<input type="hidden" name="rieng" value="1">' in refused.content.decode()
    answer = client.post(sent, {"text": "Hay.", "rieng": "1"}, follow=True)
    assert answer.redirect_chain[0][0] == f"{address}#binh-luan"
    assert "chờ duyệt" in answer.content.decode()
    assert 'name="rieng"' not in under(article, cast.reader).partition('id="binh-luan"')[2]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Chưa viết gì."),
        ("<i></i>", "Chưa viết gì."),
        ("Kính gửi\nTỐI MẬT", "Dòng 2 có dấu TỐI MẬT"),
        ("x" * 2001, "2000"),
    ],
)
def test_a_comment_that_cannot_be_taken_comes_back_with_its_reason(
    client, cast, article, text, said
):
    client.force_login(cast.reader)
    answer = send(client, article, text)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert said in html
    assert escape(text) in html
    assert not Comment.objects.exists()


def test_too_many_comments_come_back_with_the_words_kept(client, cast, article):
    client.force_login(cast.reader)
    now = timezone.now()
    for n in range(5):
        send_comment(article, f"Lời {n}", by=cast.reader, at=now - timedelta(minutes=5 - n))
    html = send(client, article, "Lời thứ sáu").content.decode()
    assert "Bạn đã gửi 5 bình luận trong một giờ" in html
    assert "Lời thứ sáu" in html


def test_readers_words_cannot_become_markup(client, cast, article):
    comment = send_comment(article, "&lt;script&gt;alert(1)", by=cast.reader, at=timezone.now())
    comment.text = "<script>alert(1)</script>"
    comment.save()
    decide_comment(comment, CommentStanding.SHOWN, by=cast.editor, at=timezone.now())
    assert "<script" not in under(article)


def test_an_editor_lets_a_comment_through(client, cast, article):
    comment = send_comment(article, "Hay.", by=cast.reader, at=timezone.now())
    client.force_login(cast.editor)
    html = client.get(MODERATION).content.decode()
    assert "Hay." in html
    assert "Tin hội nghị" in html
    client.post(reverse("responses:decide", args=[comment.pk]), {"standing": "shown"})
    assert "Bình luận, góp ý (1)" in under(article)
    assert "Không có bình luận nào chờ duyệt" in client.get(MODERATION).content.decode()


def test_hiding_needs_a_reason_which_the_writer_reads(client, cast, article):
    comment = send_comment(article, "Hay.", by=cast.reader, at=timezone.now())
    client.force_login(cast.publisher)
    decide = reverse("responses:decide", args=[comment.pk])
    answer = client.post(decide, {"standing": "hidden", "reason": " "}, follow=True)
    assert "Ghi lý do ẩn bình luận" in answer.content.decode()
    assert Comment.objects.get().standing == CommentStanding.WAITING
    client.post(decide, {"standing": "hidden", "reason": "Lạc đề"})
    assert "Lý do ẩn: Lạc đề" in under(article, cast.reader)
    answer = client.post(decide, {"standing": "hidden", "reason": "Lạc đề"}, follow=True)
    assert "đã được quyết định như vậy" in answer.content.decode()


@pytest.mark.parametrize("who", ["reader", "reporter", "planner"])
def test_strangers_moderate_nothing(client, cast, article, who):
    comment = send_comment(article, "Hay.", by=cast.reader, at=timezone.now())
    client.force_login(getattr(cast, who))
    assert client.get(MODERATION).status_code == 403
    for pk in (comment.pk, 10**9):
        decide = reverse("responses:decide", args=[pk])
        assert client.post(decide, {"standing": "shown"}).status_code == 404
    assert Comment.objects.get().standing == CommentStanding.WAITING


def asked(look):
    with CaptureQueriesContext(connection) as queries:
        look()
    return len(queries)


def test_the_number_of_queries_does_not_grow(client, cast, article, monkeypatch):
    monkeypatch.setattr(actions, "BETWEEN_COMMENTS", timedelta(0))

    def write(words, writer):
        return send_comment(article, words, by=writer, at=timezone.now())

    def moderate():
        client.get(MODERATION)

    client.force_login(cast.editor)
    moderate()
    decide_comment(
        write("Hay.", cast.reporter), CommentStanding.SHOWN, by=cast.editor, at=timezone.now()
    )
    write("Nữa.", cast.reporter)
    few = asked(lambda: under(article)), asked(moderate)
    for writer in (cast.reader, cast.planner, cast.unit_chief, cast.stranger):
        decide_comment(
            write("Hay.", writer), CommentStanding.SHOWN, by=cast.editor, at=timezone.now()
        )
        write("Nữa.", writer)
    assert (asked(lambda: under(article)), asked(moderate)) == few
    assert under(article).count("Hay.") == 5


def test_the_root_of_all_pages_has_no_address_and_takes_nothing(client, article):
    root = BasePage.objects.get(depth=1)
    assert rate(client, root, 5).status_code == 404
    assert send(client, root, "Bài hay.").status_code == 404


def test_forty_browsers_behind_one_address_count_as_ten(article):
    def vote(address):
        stranger = Client(REMOTE_ADDR=address)
        return rate(stranger, article, 5)

    answers = [vote("192.0.2.7") for _ in range(40)]
    assert Rating.objects.count() == 10
    assert [answer.status_code for answer in answers[9:11]] == [302, 429]
    assert "Hôm nay đã có 10 đánh giá bài này từ mạng của bạn" in answers[10].content.decode()
    assert not answers[10].cookies
    stopped = vote("192.0.2.7")
    assert (stopped.status_code, stopped.headers["Retry-After"]) == (429, "600")
    assert "Đợi mười phút rồi gửi lại." in stopped.content.decode()
    assert asked(lambda: vote("192.0.2.7")) == 0, "whoever is stopped costs nothing"
    for host in ("::1", "::2"):
        assert vote(f"2001:db8:0:1{host}").status_code == 302
    assert OriginDay.objects.count() == 2, "an IPv6 network is one origin"
    assert "192.0.2" not in str(list(OriginDay.objects.values()))
    elsewhere = article.get_parent()
    assert rate(Client(REMOTE_ADDR="192.0.2.7"), elsewhere, 5).status_code == 302, (
        "of that page alone"
    )


def test_many_comments_are_decided_at_one_press_with_a_ready_reason(client, cast, article):
    for n, writer in enumerate((cast.reader, cast.reporter, cast.planner)):
        send_comment(article, f"Quảng cáo {n}", by=writer, at=timezone.now())
    first, second, _third = Comment.objects.order_by("pk")
    client.force_login(cast.editor)
    assert client.get(f"{MODERATION}?chon=het").content.decode().count(" checked") == 3
    many = reverse("responses:decide_many")
    said = client.post(many, {"standing": "hidden"}, follow=True).content.decode()
    assert "Đánh dấu các bình luận" in said
    sent = {"comment": [first.pk, second.pk], "standing": "hidden"}
    said = client.post(many, sent, follow=True).content.decode()
    assert "Ghi lý do ẩn bình luận" in said
    said = client.post(many, sent | {"ready": "Quảng cáo."}, follow=True).content.decode()
    assert "Đã ẩn 2 bình luận." in said
    standings = list(Comment.objects.order_by("pk").values_list("standing", "reason"))
    assert standings == [("hidden", "Quảng cáo."), ("hidden", "Quảng cáo."), ("waiting", "")]
    assert "Lý do ẩn: Quảng cáo." in under(article, cast.reader)


def test_a_blocked_writer_is_told_why_and_may_be_let_in_again(client, cast, article):
    send_comment(article, "Mua ngay", by=cast.reader, at=timezone.now() - timedelta(minutes=1))
    editor = Client()
    editor.force_login(cast.editor)
    block = reverse("responses:block", args=[cast.reader.pk])
    assert "Ghi lý do không nhận" in editor.post(block, {}, follow=True).content.decode()
    listed = editor.post(block, {"reason": "Quảng cáo nhiều lần."}, follow=True).content.decode()
    assert "Quảng cáo nhiều lần." in listed.split('id="chan"')[1]
    assert "Không nhận bình luận của bạn nữa. Lý do: Quảng cáo nhiều lần." in under(
        article, cast.reader
    )
    assert "<textarea" not in under(article, cast.reader)
    client.force_login(cast.reader)
    refused = send(client, article, "Mua nữa đi")
    assert refused.status_code == 422
    assert "Quảng cáo nhiều lần." in refused.content.decode()
    assert Comment.objects.count() == 1
    unblock = reverse("responses:unblock", args=[cast.reader.pk])
    assert 'id="chan"' not in editor.post(unblock, follow=True).content.decode()
    assert send(client, article, "Xin lỗi").status_code == 302
