"""What readers get: pages as HTML, in the page's order."""

import pytest
from django.test import Client

from nhip.portal.news.actions import publish_article
from nhip.portal.news.models import ArticlePage
from tests.cast import Cast

from .conftest import AT


@pytest.fixture
def article(cast: Cast, draft: ArticlePage) -> ArticlePage:
    return publish_article(draft, by=cast.publisher, at=AT)


def test_article(client: Client, article: ArticlePage) -> None:
    html = client.get(article.url).content.decode()
    open("/tmp/article.html", "w").write(html)
    print(article.url)
