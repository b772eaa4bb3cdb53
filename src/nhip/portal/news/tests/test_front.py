"""What readers find beside the latest: pictures in lists, what is new in sections, the archive by months."""

from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from nhip.office.figures.models import Pin
from nhip.organisation.journal.queries import history
from nhip.portal.news.actions import NewArticle, set_up_site, take_in_articles, withdraw_article
from nhip.portal.news.models import HOLDER, ArticlePage, HomePage, SectionPage
from tests.cast import Cast

from .conftest import AT, made_of, photos
from .test_pages import html_of, in_order, statements_of_a_miss

MONTH = "/tin/luu-tru/2022-6/"


@pytest.fixture
def sections(cast: Cast) -> dict[str, SectionPage]:
    set_up_site(
        name="Quân khu 4",
        sections=[
            ("tin-tuc", "Tin tức", ""),
            ("huong-dan", "Hướng dẫn", ""),
            ("trong", "Mục trống", ""),
        ],
        by=cast.administrator,
        at=AT,
    )
    return {section.slug: section for section in SectionPage.objects.all()}


def publish(cast: Cast, section: SectionPage, *letters: str, **said: Any) -> list[ArticlePage]:
    rows = [
        NewArticle(
            section,
            f"Bài {letter}",
            "Dẫn.",
            said.get("body", [("paragraph", "<p>Lời.</p>")]),
            byline="Tổ biên tập",
            published_by=cast.publisher,
            is_open_seen=True,
            shown_at=said.get("shown_at", AT - timedelta(days=ord(letter))),
        )
        for letter in letters
    ]
    return take_in_articles(rows, by=cast.editor, at=AT)


def test_home_shows_what_is_new_in_each_section_once(
    cast: Cast, client: Client, sections: dict[str, SectionPage]
) -> None:
    publish(cast, sections["tin-tuc"], *"abcdefghijk")
    publish(cast, sections["huong-dan"], *"xyz")
    html = html_of(client, "/").partition("<main")[2].partition("<aside")[0]
    in_order(html, "Bài a", "Tin mới", "Bài b", "Bài f", "Tin tức", "Bài g", "Hướng dẫn", "Bài x")
    assert html.count(">Bài b<") == 1
    assert "Mục trống" not in html
    assert 'href="/huong-dan/"' in html


def test_home_shows_an_article_in_each_section_it_stands_in_and_asks_no_more_for_it(
    cast: Cast, client: Client, sections: dict[str, SectionPage]
) -> None:
    shown = publish(cast, sections["tin-tuc"], *"abcdefghijk")
    publish(cast, sections["huong-dan"], *"xyz")
    asked = statements_of_a_miss(client, "/")
    further = ArticlePage.also_in.through.objects
    for slug in ("huong-dan", "trong"):
        further.create(articlepage=shown[8], sectionpage=sections[slug])
    assert statements_of_a_miss(client, "/") == asked
    html = html_of(client, "/").partition("<main")[2].partition("<aside")[0]
    in_order(html, ">Tin tức</h2>", "Bài i", ">Hướng dẫn</h2>", "Bài i", ">Mục trống</h2>", "Bài i")


def test_a_list_shows_pictures_and_asks_no_more_for_ten_than_for_one(
    cast: Cast, client: Client, sections: dict[str, SectionPage]
) -> None:
    body = [("gallery", photos(2)), ("paragraph", "<p>Lời.</p>")]
    for photo in body[0][1]:
        made_of(photo["image"])
    publish(cast, sections["tin-tuc"], "a", body=body)
    asked = statements_of_a_miss(client, "/tin-tuc/")
    publish(cast, sections["tin-tuc"], *"bcdefghij", body=body)
    assert statements_of_a_miss(client, "/tin-tuc/") == asked
    html = html_of(client, "/tin-tuc/")
    assert html.count('class="thumb"') == 10
    assert 'alt=""' in html


def test_the_archive_leads_to_every_month_with_something_public(
    cast: Cast, client: Client, sections: dict[str, SectionPage]
) -> None:
    late = timezone.make_aware(datetime(2022, 6, 30, 23, 30))  # noqa: DTZ001
    [june] = publish(cast, sections["tin-tuc"], "a", shown_at=late)
    publish(cast, sections["tin-tuc"], "b", shown_at=datetime(2021, 12, 31, 16, 59, tzinfo=UTC))
    html = html_of(client, "/tin/luu-tru/")
    in_order(html, "Năm 2022", MONTH, "Tháng 6/2022", "Năm 2021", "Tháng 12/2021")
    assert "Bài a" in html_of(client, MONTH)
    assert "Bài b" in html_of(client, "/tin/luu-tru/2021-12/")
    withdraw_article(june, reason="Đăng nhầm.", by=cast.publisher, at=AT)
    assert client.get(MONTH).status_code == 404
    assert "Năm 2022" not in html_of(client, "/tin/luu-tru/")


@pytest.mark.parametrize("month", ["2022-13", "2022-0", "0-1", "9999-12", "99999-1", "2019-4"])
def test_a_month_without_articles_is_no_page(
    cast: Cast, client: Client, sections: dict[str, SectionPage], month: str
) -> None:
    assert client.get(f"/tin/luu-tru/{month}/").status_code == 404


def test_home_leads_to_the_months_of_the_year_that_have_articles(
    cast: Cast, client: Client, sections: dict[str, SectionPage]
) -> None:
    assert "nhip-nam" not in html_of(client, "/")
    section = sections["tin-tuc"]
    for letter, day in zip("abc", ((2022, 6, 30), (2022, 6, 1), (2021, 12, 31)), strict=True):
        moment = timezone.make_aware(datetime(*day, 23, 30))  # noqa: DTZ001
        publish(cast, section, letter, shown_at=moment)
    html = html_of(client, "/").partition('id="nhip-nam"')[2].partition("</section>")[0]
    assert "Nhịp năm 2022" in html
    assert html.count("/tin/luu-tru/2022-") == 1
    in_order(html, "Tháng 5/2022: không có bài", MONTH, "Tháng 6/2022: 2 bài", "Tháng 7/2022")
    assert "2 bài trong 1/12 tháng" in html


def test_the_year_of_home_counts_what_lies_beyond_the_latest(
    cast: Cast,
    client: Client,
    sections: dict[str, SectionPage],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publish(cast, sections["tin-tuc"], *"abcd", shown_at=AT)
    publish(cast, sections["tin-tuc"], "e", shown_at=AT - timedelta(days=100))
    monkeypatch.setattr(import_module("nhip.portal.news.queries.front"), "LOOKED_THROUGH", 3)
    assert "5 bài trong 2/12 tháng" in html_of(client, "/")


def test_the_front_page_is_published_by_our_action_alone(
    client: Client, article: ArticlePage, home: HomePage, cast: Cast
) -> None:
    pin = Pin.objects.get(holder=HOLDER, holder_id=article.pk, key="classes")
    address = reverse("wagtailadmin_pages:edit", args=[home.pk])
    form = nested_form_data(
        {
            "title": home.title,
            "slug": home.slug,
            "lead_article": article.pk,
            "figures": inline_formset([{"pin": pin.pk}]),
            "action-publish": "yes",
        }
    )
    client.force_login(cast.editor)
    client.post(address, form)
    assert not HomePage.objects.get().figures.exists()
    assert [told.verb for told in history(home)] == ["editor.edit"]
    client.force_login(cast.publisher)
    hour = {"go_live_at": "30/12/2199 08:00"}  # an article's alone: it would lock the page
    answer = client.post(address, form | hour, follow=True)
    assert answer.redirect_chain == [(address, 302)]
    assert "bientap đã lưu" not in answer.content.decode()
    assert "Trang chủ đã công khai" in answer.content.decode()
    assert [each.pin for each in HomePage.objects.get().figures.all()] == [pin]
    _draft, told = history(home)
    assert (told.verb, told.by_id) == ("home.published", cast.publisher.pk)
    assert told.said == {"lead": article.title, "figures": [str(pin)]}
