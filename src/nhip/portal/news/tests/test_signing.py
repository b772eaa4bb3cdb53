"""The publisher signs the page as readers will see it: whole, as it was shown, and not alone."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhip.office.figures.actions import MovedOn, check_pins, compare_noted, release
from nhip.office.figures.choices import Basis, Format
from nhip.office.figures.models import Pin
from nhip.office.figures.registry import Reference
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.queries import history
from nhip.portal.news.actions import (
    NotConfirmed,
    NotReady,
    create_draft,
    publish_article,
    withdraw_article,
)
from nhip.portal.news.models import ArticlePage, SectionPage
from nhip.portal.news.queries import broken_seals, signing
from nhip.portal.pictures.choices import PictureState
from nhip.portal.pictures.models import Picture
from nhip.portal.site.models import SiteSettings
from tests.cast import Cast

from .conftest import AT, Numbers, picture
from .test_actions import edited
from .test_versions import CLASSES, changed, saved

LATER = AT + timedelta(days=3)


def page_of(client: Client, page: ArticlePage) -> str:
    return client.get(reverse("news:sign", args=[page.pk])).content.decode()


def shown(client: Client, page: ArticlePage) -> dict[str, str]:
    """Return what the form of the publishing page would send."""
    found = re.search(r'name="seen" value="(\w+)"', page_of(client, page))
    return {"seen": found[1], "is_open_seen": "on"} if found else {}


def sign(client: Client, page: ArticlePage, **more: str) -> Any:
    return client.post(reverse("news:sign", args=[page.pk]), {**shown(client, page), **more})


def test_one_post_of_the_form_publishes_what_the_page_showed(
    client: Client, draft: ArticlePage, cast: Cast
) -> None:
    client.force_login(cast.publisher)
    html = page_of(client, draft)
    for said in (
        "Hội nghị chiều 28/7/2022.",
        "Chú thích a",
        'data-figure="classes"',
        "20/21 đơn vị",
    ):
        assert said in html
    assert sign(client, draft).status_code == 302
    draft.refresh_from_db()
    assert draft.live


@pytest.mark.parametrize("moves", ["words", "value", "coverage"])
def test_what_moved_after_the_page_was_shown_is_not_signed(
    client: Client, draft: ArticlePage, released: Numbers, cast: Cast, moves: str
) -> None:
    client.force_login(cast.publisher)
    seen = shown(client, draft)
    if moves == "words":
        saved(draft, CLASSES.format(Pin.objects.get(key="classes").pk))
    elif moves == "value":
        released.amounts["classes"] = 18
        check_pins(at=LATER)
    else:
        released.coverage = "21/21 đơn vị"
    answer = client.post(reverse("news:sign", args=[draft.pk]), seen)
    assert 'role="' in answer.content.decode()
    draft.refresh_from_db()
    assert not draft.live


def test_a_form_without_what_was_seen_publishes_nothing(
    client: Client, draft: ArticlePage, cast: Cast
) -> None:
    client.force_login(cast.publisher)
    assert client.post(reverse("news:sign", args=[draft.pk]), {}).status_code == 422
    draft.refresh_from_db()
    assert not draft.live


def test_figures_units_are_missing_from_go_out_only_when_the_publisher_says_so(
    client: Client, draft: ArticlePage, released: Numbers, cast: Cast
) -> None:
    released.of = (20, 21)
    with pytest.raises(NotConfirmed):
        publish_article(draft, is_open_seen=True, by=cast.publisher, at=LATER)
    client.force_login(cast.publisher)
    answer = sign(client, draft)
    assert answer.status_code == 422
    assert 'aria-describedby="thieu-loi"' in answer.content.decode()
    assert sign(client, draft, is_partial_seen="on").status_code == 302


def test_the_publisher_says_that_nothing_in_it_is_secret(
    client: Client, draft: ArticlePage, cast: Cast
) -> None:
    with pytest.raises(NotConfirmed):
        publish_article(draft, by=cast.publisher, at=LATER)
    client.force_login(cast.publisher)
    answer = sign(client, draft, is_open_seen="")
    assert answer.status_code == 422
    assert 'aria-describedby="mat-loi"' in answer.content.decode()
    assert sign(client, draft).status_code == 302
    assert draft.versions.get().said["is_open_seen"]
    line = next(each for each in history(draft) if each.verb == "article.published")
    assert line.said["is_open_seen"]
    withdraw_article(draft, reason="Sai ngày.", by=cast.publisher, at=LATER)
    assert "is_open_seen" not in draft.versions.last().said
    assert broken_seals() == []


def test_who_wrote_does_not_publish_unless_the_site_lets_one_person(
    section: SectionPage, cast: Cast
) -> None:
    alone = create_draft(
        section, title="Tin", lead="Sáng.", body=[("paragraph", "<p>Lời.</p>")], byline="Tổ",
        by=cast.publisher, at=AT,
    )  # fmt: skip
    with pytest.raises(NotReady, match="người khác"):
        publish_article(alone, is_open_seen=True, by=cast.publisher, at=LATER)
    SiteSettings.objects.update(publishes_alone=True)
    publish_article(alone, is_open_seen=True, by=cast.publisher, at=LATER)
    said = next(line for line in history(alone) if line.verb == "article.published").said
    assert said["alone"] is True


def test_the_page_tells_what_changes_and_which_figures_leave(
    client: Client, article: ArticlePage, cast: Cast
) -> None:
    saved(article, "<p>Lời khác hẳn.</p>")
    client.force_login(cast.publisher)
    html = page_of(client, article)
    assert "<ins>Lời khác hẳn.</ins>" in html
    assert "Có" in re.findall(r"<del>(.*?)</del>", html, re.DOTALL)[-1]
    left = html[html.index("rời khỏi bài") :]
    assert "Lớp tập huấn (2017–2021): 17" in left
    sign(client, article)
    corrections = client.get(article.url).content.decode()
    assert "17 rời khỏi bài lúc" in corrections


def forty_figures(section: SectionPage, cast: Cast) -> ArticlePage:
    """Return a public article with forty figures, two a window, and a newer draft of it."""
    refs = {
        f"{key}{year}": Reference(
            key, cast.root.pk, date(year, 1, 1), date(year + 1, 1, 1), Basis.ACCEPTED
        )
        for year in range(2000, 2020)
        for key in ("classes", "people")
    }
    for ref in refs.values():
        release(ref, by=cast.chief, at=AT)
    page = create_draft(
        section, title="Nhiều số", lead="Lời dẫn.", byline="Tổ",
        body=[("paragraph", "".join(f"<p>Có {{{name}}} việc.</p>" for name in refs))],
        figures={name: (ref, Format.PLAIN) for name, ref in refs.items()}, by=cast.planner, at=AT,
    )  # fmt: skip
    publish_article(page, is_open_seen=True, by=cast.publisher, at=AT)
    draft = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    draft.lead = "Lời dẫn khác."
    draft.save_revision()
    compare_noted()
    return page


def test_an_article_with_forty_figures_is_shown_with_few_statements(
    client: Client, section: SectionPage, released: Numbers, cast: Cast
) -> None:
    page = forty_figures(section, cast)
    client.force_login(cast.publisher)
    page_of(client, page)
    with CaptureQueriesContext(connection) as asked:
        html = page_of(client, page)
    assert html.count('data-figure="classes"') == 20
    assert "<ins>dẫn khác.</ins>" in html
    assert len(asked) <= 26


def test_a_public_page_whose_figures_moved_leads_to_the_decision(
    client: Client, article: ArticlePage, released: Numbers, cast: Cast
) -> None:
    client.force_login(cast.publisher)
    assert "không còn gì chờ đăng" in page_of(client, article)
    released.amounts["classes"] = 18
    check_pins(at=LATER)
    html = page_of(client, article)
    assert "không còn gì chờ đăng" not in html
    assert reverse("figures:decide", args=[Pin.objects.get(key="classes").pk]) in html


def test_signing_again_shows_the_same_digest(draft: ArticlePage, cast: Cast) -> None:
    digests = {
        signing(draft, draft.get_latest_revision_as_object(), cast.publisher, at=LATER).digest
        for _ in "ab"
    }
    assert len(digests) == 1


def test_the_action_refuses_another_digest(draft: ArticlePage, cast: Cast) -> None:
    with pytest.raises(MovedOn):
        publish_article(draft, is_open_seen=True, seen="0" * 64, by=cast.publisher, at=LATER)


def test_the_same_form_sent_twice_publishes_once(
    client: Client, draft: ArticlePage, cast: Cast
) -> None:
    client.force_login(cast.publisher)
    seen = shown(client, draft)
    for _press in range(2):
        client.post(reverse("news:sign", args=[draft.pk]), seen)
    assert [each.number for each in draft.versions.all()] == [1]
    assert [line.verb for line in history(draft)].count("article.published") == 1


def test_what_somebody_withdrew_meanwhile_does_not_come_back_by_an_older_page(
    client: Client, article: ArticlePage, cast: Cast
) -> None:
    saved(article, "<p>Lời khác.</p>")
    client.force_login(cast.publisher)
    seen = shown(client, article)
    withdraw_article(article, reason="Sai ngày.", by=cast.publisher, at=LATER)
    assert client.post(reverse("news:sign", args=[article.pk]), seen).status_code == 422
    article.refresh_from_db()
    assert not article.live


def test_of_two_publishers_and_a_writer_the_second_is_refused_with_the_page(
    client: Client, draft: ArticlePage, cast: Cast
) -> None:
    client.force_login(cast.publisher)
    first = second = shown(client, draft)
    saved(draft, "<p>Lời của người viết.</p>")
    post = reverse("news:sign", args=[draft.pk])
    refused = client.post(post, first)
    assert refused.status_code == 422
    assert "Lời của người viết." in refused.content.decode()
    assert client.post(post, shown(client, draft)).status_code == 302
    assert client.post(post, second).status_code == 422
    assert [each.number for each in draft.versions.all()] == [1]


def test_what_stands_in_the_way_leads_to_where_it_is_mended(
    client: Client, draft: ArticlePage, cast: Cast, released: Numbers
) -> None:
    pin = changed(released, "classes", 16)
    gallery = {"image": picture(), "caption": "", "alt": "x"}
    slow = {"image": picture("Ảnh chậm"), "caption": "Chú thích", "alt": "Mô tả"}
    Picture.objects.filter(pk=slow["image"].pk).update(state=PictureState.WAITING)
    words = draft.get_latest_revision_as_object().html()
    body = [("paragraph", words), ("paragraph", "<p>Có 412 đại biểu.</p>")]
    edited(draft, byline="", body=[*body, ("gallery", [gallery, slow])])
    blocks = [each.id for each in ArticlePage.objects.get().get_latest_revision_as_object().body]
    sign = reverse("news:sign", args=[draft.pk])
    form = reverse("wagtailadmin_pages:edit", args=[draft.pk])

    def leads(person: User) -> list[str]:
        client.force_login(person)
        html = client.get(sign).content.decode()
        told = html.partition('id="con-thieu"')[2].partition("</div>")[0]
        return re.findall(r'<a href="([^"]+)"', told)

    assert leads(cast.editor) == [
        f"{form}#:w:contentpath=byline",
        f"{form}#:w:contentpath=body.{blocks[2]}",
        reverse("wagtailimages:edit", args=[slow["image"].pk]),
        f"{form}#:w:contentpath=body.{blocks[1]}",
        reverse("figures:decide", args=[pin.pk]),
    ]
    assert client.get(leads(cast.editor)[-1]).status_code == 200
    assert leads(cast.planner) == []
