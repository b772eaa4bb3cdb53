"""Readers' search answers alike on both databases."""

import re
from datetime import timedelta
from typing import Any
from unicodedata import normalize

import pytest
from django.test import Client

from nhip.kit.text.rules import search_key
from nhip.portal.news.actions import (
    NewArticle,
    create_draft,
    publish_article,
    take_in_articles,
    withdraw_article,
)
from nhip.portal.news.models import ArticlePage, SectionPage
from nhip.portal.news.queries import found
from tests.cast import Cast

from .conftest import AT, picture

pytestmark = pytest.mark.django_db
TEXTS = [
    ("Đảng bộ họp", "Nghị quyết mới."),
    ("Đăng ký học", "Xem đơn mẫu, ngày 28/7/2022."),
    ("Thư viện", "Đảng viên trẻ đọc 2.300 cuốn, mua hết 1e5 đồng năm 2022."),
    ("Don the street", "It is what it is: a word_joined thing."),
    (normalize("NFD", "Tin NFD: Kế hoạch"), "Đơn vị bạn."),
]


@pytest.fixture
def five(section: SectionPage, cast: Cast) -> list[ArticlePage]:
    """Five articles, one an hour."""
    rows = [
        NewArticle(
            section,
            title,
            "Lời dẫn.",
            [("paragraph", f"<p>{words}</p>")],
            byline="Tổ tin",
            numbers={"2.300": "Thư viện"},
            published_by=cast.publisher,
            is_open_seen=True,
            at=AT + timedelta(hours=hour),
        )
        for hour, (title, words) in enumerate(TEXTS)
    ]
    return take_in_articles(rows, by=cast.planner, at=AT)


ASKED = [
    ("Đảng", [2, 0, 1]),  # as it is spelt first, the newest of them before the older
    ("đăng", [1, 2, 0]),
    ("dang", [2, 1, 0]),
    ("don", [3, 4, 1]),
    ("đơn", [4, 1, 3]),
    ("2022", [2, 1]),
    ("28/7/2022", [1]),
    ("2.300", [2]),
    ("2300", [2]),
    ("1e5", [2]),
    ("the", [3]),  # no language's small words are left out
    ("it IS", [3]),
    ("joined", [3]),
    ("ke hoach", [4]),
    ("Kế hoạch", [4]),
    ("họp đảng", [0]),
    ("đảng trẻ họp", []),
    ("hop", [0]),
    ("ho", []),
    ("&| ! <-> :*", []),
    ('"words" : NOT OR', []),
]


def test_the_same_hits_in_the_same_order(five: list[ArticlePage]) -> None:
    for typed, hits in ASKED:
        listed = found(typed, None)
        assert [five.index(page) for page in listed] == hits, typed
        assert listed.paginator.count == len(hits), typed


def test_a_page_holds_the_end_of_the_exact_and_the_others(
    five: list[ArticlePage], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nhip.portal.news.queries.finding.LISTED", 1)
    assert [five.index(*found("Đảng", str(number))) for number in (1, 2, 3)] == [2, 0, 1]
    monkeypatch.setattr("nhip.portal.news.queries.finding.LISTED", 2)
    assert [five.index(page) for page in found("Đảng", "2")] == [1]


def test_what_is_found_follows_what_is_public(five: list[ArticlePage], cast: Cast) -> None:
    page = five[0]
    page.title = "Tin cũ viết lại"
    page.save_revision(user=cast.planner)
    assert list(found("họp", None)) == [page]
    assert not found("viết lại", None)
    publish_article(page, is_open_seen=True, by=cast.publisher, at=AT + timedelta(days=1))
    assert list(found("viết lại", None)) == [page]
    assert not found("họp", None)
    withdraw_article(page, reason="Sai.", by=cast.publisher, at=AT + timedelta(days=1))
    assert not found("viết lại", None)


def test_editors_find_pages_and_pictures_however_they_are_typed(
    client: Client,
    section: SectionPage,
    cast: Cast,
    django_capture_on_commit_callbacks: Any,
) -> None:
    told = "Đường về Đảng bộ xã"
    with django_capture_on_commit_callbacks(execute=True):
        draft = create_draft(section, title=told, lead="Lời.", body=[], by=cast.planner, at=AT)
    picture(told)
    client.force_login(cast.editor)
    doors = ["pages/search/", f"pages/{section.pk}/", "choose-page/search/"]
    doors += ["images/", "images/chooser/results/"]
    for typed in (
        "duong ve dang",
        "ĐƯỜNG VỀ ĐẢNG",
        normalize("NFD", "đường về đảng"),
        "đương",
        "xã “Đảng bộ”",
    ):
        for door in doors:
            assert told in client.get(f"/bien-tap/{door}", {"q": typed}).content.decode(), (
                door,
                typed,
            )
    for door in doors:
        for typed in ("duong zyx", "!?"):
            assert told not in client.get(f"/bien-tap/{door}", {"q": typed}).content.decode(), (
                door,
                typed,
            )
    with django_capture_on_commit_callbacks(execute=True):
        newer = create_draft(
            section, title="Một " + told, lead="L", body=[], by=cast.planner, at=AT
        )
    for door in doors[:3]:  # the newest first, however often or seldom the words stand in it
        html = client.get(f"/bien-tap/{door}", {"q": "duong ve"}).content.decode()
        assert re.findall(f"(?:Một )?{told}(?=\\s*<)", html) == [newer.title, told], door
    draft.title = "Suối lớn"
    draft.save_revision(user=cast.planner)
    assert "Suối lớn" in client.get("/bien-tap/pages/search/", {"q": "suoi"}).content.decode()


def test_a_search_key_holds_words_alone() -> None:
    assert search_key("Số 2.300, “ĐẢNG_bộ”!\n1,5 a̱b") == "so 2300 dang bo 1 5 ab"
