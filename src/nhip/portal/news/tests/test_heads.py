"""What is told of pages to those who never see them."""

import json
import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from nhip.portal.news.actions import create_draft, publish_article, withdraw_article
from nhip.portal.news.models import ArticlePage, SectionPage
from tests.cast import Cast

from .conftest import AT

pytestmark = pytest.mark.django_db
HERE = "https://tin.example.vn"
ATOM = "{http://www.w3.org/2005/Atom}"
MAPPED = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HOSTILE = 'A & B </script><b>"x"</b> ]]>'


@pytest.fixture(autouse=True)
def _served(settings: Any) -> None:
    settings.SERVED_AT = f"{HERE}/"


def head(client: Client, path: str) -> str:
    return client.get(path).content.decode().split("</head>")[0]


def read(client: Client, path: str) -> ElementTree.Element:
    answer = client.get(path)
    assert answer.status_code == 200
    return ElementTree.fromstring(answer.content)


def test_an_article_says_where_it_stands_and_what_it_is(
    client: Client, article: ArticlePage
) -> None:
    said = head(client, article.url)
    address = f"{HERE}{article.url}"
    assert said.count('rel="canonical"') == said.count('name="description"') == 1
    for told in (
        f'<link rel="canonical" href="{address}">',
        f'<meta property="og:url" content="{address}">',
        '<meta property="og:type" content="article">',
        '<meta property="og:title" content="Nhìn lại mấy năm làm kế hoạch">',
        '<meta property="og:image:alt" content="Mô tả a">',
        '<link rel="alternate" type="application/rss+xml" title="Quân khu 4: Tin tức" href="/rss/tin-tuc/">',
        '<link rel="alternate" type="application/atom+xml" title="Quân khu 4" href="/atom/">',
    ):
        assert told in said, told
    image = re.search(r'property="og:image" content="([^"]+)"', said)[1]
    assert re.fullmatch(rf"{HERE}/media/\S+\.960\.jpg", image)
    facts = json.loads(re.search(r"ld\+json\">(.*?)</script>", said)[1])
    assert facts["@type"] == "NewsArticle"
    assert facts["headline"] == article.title
    assert facts["datePublished"] == facts["dateModified"] == "2022-07-28T17:20:00+07:00"
    assert facts["author"] == [{"@type": "Person", "name": "Tổ biên tập"}]
    assert facts["publisher"]["name"] == "Quân khu 4"
    assert facts["image"] == [image]
    assert facts["mainEntityOfPage"] == address


def test_lists_say_where_they_stand_too(client: Client, article: ArticlePage) -> None:
    assert f'rel="canonical" href="{HERE}/"' in head(client, "/")
    assert f'rel="canonical" href="{HERE}/tin-tuc/"' in head(client, "/tin-tuc/?utm_source=x")
    assert f'rel="canonical" href="{HERE}/tin-tuc/?trang=2"' in head(client, "/tin-tuc/?trang=2")
    assert ">RSS</a>" in client.get("/tin-tuc/").content.decode()
    assert 'href="/rss/"' in client.get("/").content.decode()


def test_feeds_and_sitemap_tell_what_is_public_and_nothing_else(
    client: Client, section: SectionPage, article: ArticlePage, cast: Cast
) -> None:
    draft = create_draft(
        section,
        title=HOSTILE,
        lead=HOSTILE,
        body=[("paragraph", "<p>Chữ.</p>")],
        byline=HOSTILE,
        by=cast.planner,
        at=AT,
    )
    assert len(read(client, "/rss/").findall("channel/item")) == 1
    later = AT + timedelta(days=1)
    publish_article(draft, is_open_seen=True, by=cast.publisher, at=later)
    first, second = read(client, "/rss/").findall("channel/item")
    assert first.findtext("title") == first.findtext("description") == HOSTILE
    assert first.findtext("link") == f"{HERE}{draft.url}"
    assert first.findtext("pubDate") == "Fri, 29 Jul 2022 17:20:00 +0700"
    assert second.findtext("link") == f"{HERE}{article.url}"
    atom = read(client, "/atom/tin-tuc/")
    assert atom.findtext(f"{ATOM}updated") == "2022-07-29T17:20:00+07:00"
    assert atom.findtext(f"{ATOM}entry/{ATOM}author/{ATOM}name") == HOSTILE
    assert [link.get("href") for link in atom.findall(f"{ATOM}link")] == [
        f"{HERE}/tin-tuc/",
        f"{HERE}/atom/tin-tuc/",
    ]
    facts = json.loads(re.search(r"ld\+json\">(.*?)</script>", head(client, draft.url))[1])
    assert facts["author"][0]["name"] == facts["headline"] == HOSTILE
    listed = {page[0].text: page[1].text for page in read(client, "/sitemap.xml")}
    assert listed[f"{HERE}{draft.url}"] == "2022-07-29T17:20:00+07:00"
    assert {f"{HERE}/", f"{HERE}/tin-tuc/", f"{HERE}{article.url}"} < set(listed)
    withdraw_article(draft, reason="Sai.", by=cast.publisher, at=later)
    for path in ("/rss/", "/atom/", "/rss/tin-tuc/", "/sitemap.xml"):
        assert draft.slug not in client.get(path).content.decode(), path
    assert client.get("/rss/khong-co/").status_code == 404


def test_the_sign_of_the_site_is_where_browsers_look_for_it(client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert (answer["Content-Type"], answer.content[1:4]) == ("image/png", b"PNG")
