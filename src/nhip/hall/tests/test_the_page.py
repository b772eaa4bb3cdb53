"""The demonstration's article is the page this began with: every row of the list stands there, in its order."""

import re
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from nhip.hall.demo.words import TITLE
from nhip.portal.news.models import ArticlePage

LIST = Path(settings.ROOT, "docs/reference/the-page.md")
ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.+?) \|$", re.MULTILINE)
AROUND = 8  # the first rows are of what stands around the article, beside or after it


def rows() -> list[tuple[int, str]]:
    return [(int(number), here) for number, _says, here in ROW.findall(LIST.read_text())]


@pytest.fixture
def page(built: object, db: None, client: Client) -> str:
    html = client.get(ArticlePage.objects.get(title=TITLE).url).content.decode()
    shown = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", html.partition("<body")[2])
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", shown)).split())


def plain(words: str) -> str:
    """Return words without the blanks that tags leave before a mark."""
    return re.sub(r"\s+(?=[,.;:)])|(?<=[(])\s+", "", words)


def test_every_clause_stands_on_the_page_or_is_absent_for_a_reason(page: str) -> None:
    assert [number for number, _here in rows()] == list(range(1, 62))
    shown = plain(page)
    for number, here in rows():
        if here.startswith("**Absent**: "):
            continue
        assert here[0] == here[-1] == "`", here
        assert plain(here[1:-1]) in shown, (number, here)


def test_the_clauses_follow_each_other_as_on_the_page(page: str) -> None:
    shown = plain(page)
    article = shown[shown.rindex(TITLE, 0, shown.index("Chiều 28/7/2022")) :]
    places = [
        (article.index(plain(here.strip("`"))), here)
        for number, here in rows()
        if number > AROUND and here[0] == "`"
    ]
    assert all(one[0] <= two[0] for one, two in pairwise(places)), places
