"""What readers were shown is kept whole, can be opened and compared, and is never deleted."""

import json
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nhip.office.figures.actions import accept_change, check_pins, keep_value, release
from nhip.office.figures.choices import Format
from nhip.office.figures.models import Pin
from nhip.office.figures.queries import cited, off_record, untold
from nhip.organisation.journal.queries import history
from nhip.organisation.journal.rules import NoReason
from nhip.portal.news.actions import (
    NotPublic,
    NotReady,
    bind_figure,
    publish_article,
    withdraw_article,
)
from nhip.portal.news.models import HOLDER, ArticlePage, NotSignedOff
from nhip.portal.news.queries import broken_seals
from nhip.portal.news.rules import seal
from nhip.portal.site.models import SiteSettings
from tests.cast import Cast

from .conftest import AT, Numbers, reference

LATER = AT + timedelta(days=3)
CLASSES = '<p>Có <a linktype="figure" pin="{}">17</a> lớp.</p>'


def words(*paragraphs: str) -> list[tuple[str, str]]:
    return [("paragraph", html) for html in paragraphs]


def saved(page: ArticlePage, *paragraphs: str, **fields: str) -> ArticlePage:
    """Save a draft with other words."""
    draft = page.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.body = words(*paragraphs)
    draft.save_revision()
    return ArticlePage.objects.get(pk=page.pk)


def changed(numbers: Numbers, key: str, amount: int) -> Pin:
    numbers.amounts[key] = amount
    check_pins(at=LATER)
    return Pin.objects.get(key=key)


def digests(page: ArticlePage) -> list[str]:
    """Return the seals of all versions, computed again from what is stored."""
    computed, before = [], ""
    for version in page.versions.all():
        before = seal(before, version.said)
        computed.append(before)
    return computed


def test_each_publication_and_correction_is_sealed(
    article: ArticlePage, released: Numbers, cast: Cast
) -> None:
    first = article.versions.get()
    pin = changed(released, "classes", 18)
    assert article.versions.count() == 1  # what a record does, readers do not see
    keep_value(pin, "Số tại hội nghị.", by=cast.editor, at=LATER)
    assert article.versions.count() == 1
    pin = changed(released, "classes", 19)
    accept_change(pin, by=cast.publisher, at=LATER)
    second = article.versions.last()
    assert (first.kind, first.by, first.at) == ("published", cast.publisher, AT)
    assert (second.kind, second.by, second.at) == ("corrected", cast.publisher, LATER)
    classes = str(pin.pk)
    assert first.content["figures"][classes]["written"] == "17"
    assert second.content["figures"][classes]["amount"] == 19
    assert ">17</a>" in json.dumps(first.content["body"])
    assert ">19</a>" in json.dumps(second.content["body"])
    assert set(first.content["figures"]) == {str(each.pk) for each in cited(HOLDER, article.pk)}
    assert first.content["pictures"]
    assert all(len(digest) == 64 for digest in first.content["pictures"].values())
    assert [each.digest for each in article.versions.all()] == digests(article)


def test_a_change_of_a_draft_alone_makes_no_version(
    article: ArticlePage, released: Numbers, cast: Cast
) -> None:
    ref = reference("classes", cast.root.pk)
    page = saved(article, "<p>Không có số.</p>")
    publish_article(
        page, is_open_seen=True, by=cast.publisher, at=timezone.now() + timedelta(minutes=1)
    )
    bound = bind_figure(page, ref, format=Format.PLAIN, by=cast.editor, at=timezone.now())
    saved(page, CLASSES.format(bound.pk))
    accept_change(changed(released, "classes", 18), by=cast.publisher, at=LATER)
    assert page.versions.count() == 2
    page.refresh_from_db()
    assert page.last_published_at != LATER


@pytest.mark.parametrize(
    "line", ["DELETE FROM news_version", "UPDATE news_version SET reason = 'x'"]
)
def test_the_database_refuses_to_change_a_version(article: ArticlePage, line: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(line)


def test_a_figure_taken_out_and_set_again_goes_on_where_it_was(
    client: Client, article: ArticlePage, released: Numbers, cast: Cast
) -> None:
    """Otherwise another value stood there, with "Corrections: none yet"."""
    pin = Pin.objects.get(key="classes")
    minute = timedelta(minutes=1)
    page = saved(article, "<p>Nhiều lớp.</p>")
    publish_article(page, is_open_seen=True, by=cast.publisher, at=timezone.now() + minute)
    assert ">17</data>" not in client.get(article.url).content.decode()
    released.amounts["classes"] = 18
    release(pin.reference, by=cast.chief, at=LATER)
    again = bind_figure(
        page, pin.reference, format=Format.PLAIN, seen=18, by=cast.editor, at=timezone.now()
    )
    assert again == pin
    page = saved(page, CLASSES.format(pin.pk))
    publish_article(page, is_open_seen=True, by=cast.publisher, at=timezone.now() + 2 * minute)
    shown = client.get(article.url).content.decode()
    assert ">18</data>" in shown
    assert "Sửa 17 thành 18" in shown


def test_an_old_revision_brings_no_old_value_back(
    client: Client, article: ArticlePage, released: Numbers, cast: Cast
) -> None:
    old = article.get_latest_revision_as_object()
    accept_change(changed(released, "classes", 18), by=cast.publisher, at=LATER)
    old.body = words(CLASSES.format(Pin.objects.get(key="classes").pk))
    old.save_revision()
    publish_article(article, is_open_seen=True, by=cast.publisher, at=LATER)
    assert ">17<" not in client.get(article.url).content.decode()
    article.refresh_from_db()
    assert ">18</a>" in article.html()
    # The figure left the text, and a revision of then has it: its value is asked for anew.
    publish_article(
        saved(article, "<p>Không.</p>"),
        is_open_seen=True,
        by=cast.publisher,
        at=timezone.now() + timedelta(1),
    )
    released.amounts["classes"] = 20
    page = saved(article, CLASSES.format(Pin.objects.get(key="classes").pk))
    with pytest.raises(NotReady, match="Lớp tập huấn"):
        publish_article(
            page, is_open_seen=True, by=cast.publisher, at=timezone.now() + timedelta(2)
        )
    released.amounts["classes"] = 18
    publish_article(page, is_open_seen=True, by=cast.publisher, at=timezone.now() + timedelta(2))
    assert Pin.objects.get(key="classes").left_at is None
    assert ">18</data>" in client.get(article.url).content.decode()


def test_a_withdrawn_article_says_so_and_keeps_all(
    client: Client, article: ArticlePage, cast: Cast
) -> None:
    pins = cited(HOLDER, article.pk)
    for reason in ("", "   "):
        with pytest.raises(NoReason):
            withdraw_article(article, reason=reason, by=cast.publisher, at=LATER)
    with pytest.raises(PermissionDenied):
        withdraw_article(article, reason="Ghi nhầm.", by=cast.editor, at=LATER)
    withdraw_article(article, reason="Ghi nhầm ngày.", by=cast.publisher, at=LATER)
    answer = client.get(article.url)
    told = answer.content.decode()
    assert answer.status_code == 410
    assert "Bài này đã được rút" in told
    assert "Ghi nhầm ngày." in told
    assert "<data" not in told
    assert article.title not in client.get("/").content.decode()
    assert cited(HOLDER, article.pk) == pins
    assert [each.kind for each in article.versions.all()] == ["published", "withdrawn"]
    assert history(article)[-1].verb == "article.withdrawn"
    with pytest.raises(NotPublic):
        withdraw_article(article, reason="Lần nữa.", by=cast.publisher, at=LATER)
    publish_article(article, is_open_seen=True, by=cast.publisher, at=LATER)
    assert client.get(article.url).status_code == 200


def test_nothing_goes_round_the_withdrawal(article: ArticlePage) -> None:
    with pytest.raises(NotSignedOff):
        article.unpublish()
    with pytest.raises(ProtectedError), transaction.atomic():
        article.delete()
    with pytest.raises(ProtectedError), transaction.atomic():
        article.get_parent().specific.delete()
    assert ArticlePage.objects.live().count() == 1


def test_the_editor_asks_for_the_reason_and_deletes_nothing_public(
    client: Client, article: ArticlePage, cast: Cast
) -> None:
    client.force_login(cast.publisher)
    section = reverse("wagtailadmin_pages:unpublish", args=[article.get_parent().pk])
    for said in ({}, {"include_descendants": "on"}):
        client.post(section, said)
        assert client.get(article.get_parent().url).status_code == 200
    home = article.get_parent().get_parent()
    assert "Dưới trang này còn trang công khai" in str(
        client.post(
            reverse("wagtailadmin_pages:unpublish", args=[home.pk]), follow=True
        ).content.decode()
    )
    assert ArticlePage.objects.live().exists()
    asked = client.post(reverse("wagtailadmin_pages:unpublish", args=[article.pk]))
    assert asked["Location"] == reverse("news:withdraw", args=[article.pk])
    refused = client.post(asked["Location"], {"reason": "MẬT\nGhi nhầm"})
    assert refused.status_code == 422
    assert "MẬT\nGhi nhầm</textarea>" in refused.content.decode().replace("\r", "")
    assert ArticlePage.objects.live().exists()
    for page in (article, article.get_parent()):
        client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    bulk = reverse("wagtail_bulk_action", args=["site", "basepage", "delete"])
    client.post(f"{bulk}?id={article.pk}")
    assert ArticlePage.objects.live().exists()
    client.post(asked["Location"], {"reason": "Ghi nhầm."})
    assert not ArticlePage.objects.live().exists()


def test_staff_open_a_version_as_readers_saw_it_and_compare_two(
    client: Client, article: ArticlePage, released: Numbers, cast: Cast
) -> None:
    page = reverse("news:versions", args=[article.pk])
    assert client.get(page).status_code == 302
    client.force_login(cast.reporter)
    assert client.get(page).status_code == 403
    accept_change(changed(released, "classes", 18), by=cast.publisher, at=LATER)
    client.force_login(cast.editor)
    then = client.get(reverse("news:version", args=[article.pk, 1])).content.decode()
    assert ">17</data>" in then
    assert ">18</data>" not in then
    assert "Sửa 17 thành 18" not in then
    now = client.get(reverse("news:version", args=[article.pk, 2])).content.decode()
    assert "Sửa 17 thành 18" in now
    assert client.get(reverse("news:version", args=[article.pk, 3])).status_code == 404
    listed = client.get(page, {"tu": 1, "den": 2}).content.decode()
    assert "<del>17</del>" in listed
    assert "<ins>18</ins>" in listed
    for nonsense in ("", "x", "99", "-1"):
        assert client.get(page, {"tu": nonsense, "den": "1"}).status_code == 200


def test_readers_open_earlier_versions_where_the_site_wants_it(
    client: Client, article: ArticlePage, released: Numbers, cast: Cast
) -> None:
    accept_change(changed(released, "classes", 18), by=cast.publisher, at=LATER)
    first = reverse("news:earlier", args=[article.pk, 1])
    assert first not in client.get(article.url).content.decode()
    assert client.get(first).status_code == 404
    SiteSettings.objects.update(shows_versions=True)
    public = client.get(article.url).content.decode()
    assert first in public
    assert reverse("news:earlier", args=[article.pk, 2]) not in public
    then = client.get(first).content.decode()
    assert ">17</data>" in then
    assert f'href="{article.url}"' in then
    withdraw_article(article, reason="Ghi nhầm.", by=cast.publisher, at=LATER)
    assert client.get(first).status_code == 404


def test_what_is_altered_by_hand_is_found(
    article: ArticlePage, released: Numbers, cast: Cast
) -> None:
    accept_change(changed(released, "classes", 18), by=cast.publisher, at=LATER)
    withdraw_article(article, reason="Ghi nhầm.", by=cast.publisher, at=LATER)
    publish_article(article, is_open_seen=True, by=cast.publisher, at=LATER)
    assert (broken_seals(), off_record(), untold()) == ([], [], [])
    released.amounts["classes"] = 19
    assert [pin.key for pin in untold()] == ["classes"]
    check_pins(at=LATER)
    assert untold() == []
    Pin.objects.filter(key="people").update(coverage="21/21 đơn vị")
    assert [pin.key for pin in off_record()] == ["people"]
    ArticlePage.objects.filter(pk=article.pk).update(lead="Khác.")
    assert broken_seals() == [f"{article.pk}/live"]
    forgeries = [
        "UPDATE news_version SET reason = 'x' WHERE number = 3",
        "DELETE FROM news_version WHERE number = 2",
        "UPDATE figures_citedvalue SET amount = 99 WHERE written = '17'",
        "UPDATE figures_citedvalue SET years = '2020: 8; 2021: 9' WHERE written = '17'",
    ]
    found = [["3"], ["3"], ["1"], ["1"]]
    for line, numbers in zip(forgeries, found, strict=True):
        with suppress(Undone), transaction.atomic():
            with connection.cursor() as cursor:
                unguard(cursor)
                cursor.execute(line)
            assert broken_seals()[:-1] == [f"{article.pk}/{number}" for number in numbers]
            raise Undone


class Undone(Exception):
    """Take back what a forger did."""


def unguard(cursor: Any) -> None:
    """Take the database's own guards away, as somebody with its password can."""
    if connection.vendor == "postgresql":
        cursor.execute("SET LOCAL session_replication_role = replica")
        return
    for name in ("news_version_is_kept", "news_version_stands", "figures_citedvalue_stands"):
        cursor.execute(f"DROP TRIGGER {name}")
