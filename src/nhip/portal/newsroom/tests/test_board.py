"""The board: where articles stand, what waits for whom, what is asked for, and how few statements it takes."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from nhip.portal.news.actions import NewArticle, create_draft, take_in_articles, withdraw_article
from nhip.portal.news.models import ArticlePage, SectionPage
from nhip.portal.news.tests.conftest import AT
from nhip.portal.news.tests.test_versions import saved
from nhip.portal.newsroom.actions import hand_in_article, return_article
from nhip.portal.newsroom.choices import ArticleState
from nhip.portal.newsroom.queries import AskedArticles, board
from tests.cast import Cast

BOARD = "/lam-viec/toa-soan/"
LATER = AT + timedelta(hours=3)


def shown(client: Client, **asked: str) -> str:
    answer = client.get(BOARD, asked)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def titles(html: str) -> list[str]:
    return re.findall(r'<th scope="row" class="folds-line">\s*<a href="[^"]+">([^<]+)</a>', html)


@pytest.fixture
def written(section: SectionPage, cast: Cast, numbers: object) -> dict[ArticleState, ArticlePage]:
    """One article in each state, all but the public ones written by the editor."""
    new = NewArticle(
        section, "", "Sáng nay.", [("paragraph", "<p>Đông người đến.</p>")], byline="Tổ tin"
    )
    public = replace(new, published_by=cast.publisher, is_open_seen=True)
    rows = [
        replace(public if state in ("cong-khai", "da-sua", "da-rut") else new, title=f"Bài {state}")
        for state in ArticleState
    ]
    made = dict(zip(ArticleState, take_in_articles(rows, by=cast.editor, at=AT), strict=True))
    hand_in_article(made[ArticleState.HANDED_IN], by=cast.editor, at=AT)
    hand_in_article(made[ArticleState.RETURNED], by=cast.editor, at=AT)
    return_article(made[ArticleState.RETURNED], reason="Ngắn quá.", by=cast.publisher, at=LATER)
    saved(made[ArticleState.CHANGED], "<p>Đông lắm, 45 người.</p>")
    withdraw_article(made[ArticleState.WITHDRAWN], reason="Nhầm.", by=cast.publisher, at=LATER)
    return made


def test_an_office_without_sections_is_led_to_make_one_and_later_to_those_it_has(
    client: Client, section: SectionPage, cast: Cast
) -> None:
    client.force_login(cast.editor)
    home = section.get_parent().pk
    assert f'href="{reverse("wagtailadmin_explore", args=[home])}"' in shown(client)
    section.delete()
    html = shown(client)
    add = reverse("wagtailadmin_pages:add", args=["news", "sectionpage", home])
    assert "Chưa có chuyên mục" in html
    assert f'href="{add}"' in html
    assert "Chọn một chuyên mục" not in html
    assert client.get(add).status_code == 200
    cast.editor.groups.clear()
    html = shown(client)
    assert "Chưa có chuyên mục" in html
    assert add not in html


def test_every_article_stands_under_its_state_alone(
    client: Client, written: dict[ArticleState, ArticlePage], cast: Cast
) -> None:
    client.force_login(cast.editor)
    assert len(titles(shown(client))) == 6
    for state in ArticleState:
        assert titles(shown(client, viec=state.value)) == [f"Bài {state.value}"]
    assert "Đã trình&nbsp;(1)" in shown(client)
    assert "1 số chờ trả lời" in shown(client, viec="da-sua")


def test_what_waits_for_me_comes_first(
    client: Client, written: dict[ArticleState, ArticlePage], cast: Cast
) -> None:
    for user, title in ((cast.publisher, "Bài da-trinh"), (cast.editor, "Bài tra-lai")):
        client.force_login(user)
        html = shown(client)
        assert titles(html)[0] == title
        assert "1 bài chờ bạn" in html
        assert titles(shown(client, viec="cho-toi")) == [title]


def test_a_step_that_is_late_says_so(
    client: Client, written: dict[ArticleState, ArticlePage], cast: Cast
) -> None:
    client.force_login(cast.publisher)
    days = (timezone.now() - AT - timedelta(days=1)).days
    assert f"trễ {days} ngày" in shown(client, viec="da-trinh")


def test_an_edited_one_waits_for_nobody_until_it_is_handed_in_anew(
    client: Client, written: dict[ArticleState, ArticlePage], cast: Cast
) -> None:
    saved(written[ArticleState.HANDED_IN], "<p>Lời khác.</p>")
    client.force_login(cast.publisher)
    html = shown(client, viec="dang-viet")
    assert "Bài da-trinh" in titles(html)
    assert "đã sửa sau khi trình" in html
    assert "Không có bài nào chờ bạn" in html


def test_words_section_and_writer_narrow_it_down(
    client: Client,
    written: dict[ArticleState, ArticlePage],
    cast: Cast,
    django_capture_on_commit_callbacks: Any,
) -> None:
    other = SectionPage(title="Hội nghị", slug="hoi-nghi")
    SectionPage.objects.get().get_parent().add_child(instance=other)
    said = {"title": "Đại hội chi bộ", "lead": "Chiều nay.", "body": []}
    with django_capture_on_commit_callbacks(execute=True):
        page = create_draft(other, **said, by=cast.planner, at=AT)
    client.force_login(cast.editor)
    assert titles(shown(client, q="dai hoi")) == ["Đại hội chi bộ"]
    assert titles(shown(client, muc=str(other.pk))) == ["Đại hội chi bộ"]
    assert titles(shown(client, nguoi=str(cast.planner.pk))) == ["Đại hội chi bộ"]
    assert "Không tìm thấy bài nào" in shown(client, q="dai hoi", nguoi=str(cast.editor.pk))
    assert len(titles(shown(client, muc="khong", nguoi="99999", viec="xyz", trang="xyz"))) == 7
    draft = page.get_latest_revision_as_object()
    draft.title = "Liên hoan văn nghệ"
    draft.save_revision()
    assert titles(shown(client, q="lien hoan")) == ["Liên hoan văn nghệ"]


def test_a_new_article_is_one_press_away_and_so_is_the_board_after_signing_in(
    client: Client, section: SectionPage, cast: Cast
) -> None:
    client.force_login(cast.editor)
    add = reverse("wagtailadmin_pages:add", args=["news", "articlepage", section.pk])
    assert f'href="{add}"' in shown(client)
    assert client.get(add).status_code == 200
    client.logout()
    for person, lands in ((cast.editor, BOARD), (cast.planner, "/lam-viec/")):
        person.set_password("mật khẩu dài 2022")
        person.has_given_password = False
        person.save()
        form = {"login": person.username, "password": "mật khẩu dài 2022"}
        assert client.post("/tai-khoan/login/", form)["Location"] == lands
        client.logout()


def test_many_articles_take_no_more_statements(
    section: SectionPage, cast: Cast, numbers: object
) -> None:
    new = NewArticle(section, "Tin", "Sáng nay.", [("paragraph", "<p>Có 12 người.</p>")])

    def statements(count: int) -> int:
        for page in take_in_articles([new] * count, by=cast.editor, at=AT):
            hand_in_article(page, by=cast.editor, at=AT)
        with CaptureQueriesContext(connection) as asked:
            found = board(AskedArticles(words="tin"), cast.publisher)
        assert len(found.rows) == min(50, found.total)
        return len(asked)

    statements(1)  # what is asked once a process
    few = statements(2)
    assert statements(60) == few <= 20
