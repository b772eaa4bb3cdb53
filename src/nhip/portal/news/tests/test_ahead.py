"""What is signed ahead of time goes out once, when due and as it was signed; or not, and that is told."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from nhip.kit.tasks.schedule import JOBS
from nhip.office.figures.actions import check_pins, withdraw_release
from nhip.office.figures.models import Release
from nhip.office.notices.models import Notice
from nhip.organisation.journal.queries import history
from nhip.organisation.people.models import Appointment
from nhip.portal.news.actions import (
    NewArticle,
    NotReady,
    NotSigned,
    SignedAlready,
    create_draft,
    due,
    publish_article,
    send_out_due,
    stop_article,
    take_in_articles,
    withdraw_article,
    withdraw_expired,
)
from nhip.portal.news.models import ArticlePage, SectionPage, SignedAhead
from tests.cast import Cast

from .conftest import AT, Numbers
from .test_signing import shown

OFFICE = ZoneInfo("Asia/Ho_Chi_Minh")
DUE = datetime(2023, 3, 1, 0, 0, tzinfo=OFFICE)
BEFORE, AFTER = DUE - timedelta(seconds=1), DUE + timedelta(seconds=4)


def asks(page: ArticlePage, **said: object) -> ArticlePage:
    """Save a draft that says this, such as when it goes out."""
    draft = page.get_latest_revision_as_object()
    for name, value in said.items():
        setattr(draft, name, value)
    draft.save_revision()
    return ArticlePage.objects.get(pk=page.pk)


def signed(page: ArticlePage, cast: Cast, **more: Any) -> ArticlePage:
    return publish_article(page, is_open_seen=True, by=cast.publisher, at=AT, **more)


def verbs(page: ArticlePage) -> list[str]:
    return [line.verb for line in history(page)]


def is_live(page: ArticlePage) -> bool:
    return ArticlePage.objects.live().filter(pk=page.pk).exists()


@pytest.fixture
def waiting(draft: ArticlePage, cast: Cast) -> ArticlePage:
    """The draft, signed to go out at midnight of the office."""
    return signed(asks(draft, go_live_at=DUE), cast)


def test_an_article_goes_out_at_its_minute_over_midnight_and_once(waiting: ArticlePage) -> None:
    send_out_due(at=BEFORE)
    assert not is_live(waiting)
    for turn in range(2):
        send_out_due(at=AFTER + timedelta(seconds=turn))
    assert verbs(waiting)[-2:] == ["article.scheduled", "article.published"]
    (version,) = waiting.versions.all()
    assert version.at == AFTER
    page = ArticlePage.objects.get(pk=waiting.pk)
    assert page.live
    assert page.shown_at == AFTER
    assert not page.approved_schedule


def test_the_date_shown_lies_never_ahead_of_what_is_public(draft: ArticlePage, cast: Cast) -> None:
    signed(asks(draft, shown_at=DUE, go_live_at=AT + timedelta(days=1)), cast)
    send_out_due(at=BEFORE)
    assert not is_live(draft)
    send_out_due(at=AFTER)
    assert ArticlePage.objects.live().get(pk=draft.pk).shown_at == DUE


def test_what_is_taken_in_with_a_date_ahead_waits_too(section: SectionPage, cast: Cast) -> None:
    body = [("paragraph", "<p>Lời.</p>")]
    ahead = DUE.astimezone(UTC) + timedelta(microseconds=123456)  # as no draft keeps it
    new = NewArticle(section, "Tin", "Sáng.", body, byline="Tổ", shown_at=ahead,
                     published_by=cast.publisher, is_open_seen=True)  # fmt: skip
    (page,) = take_in_articles([new], by=cast.editor, at=AT)
    assert not is_live(page)
    send_out_due(at=AFTER)
    assert is_live(page)


def test_the_publisher_reads_when_it_goes_out_signs_it_and_an_editor_stops_it(
    client: Client, draft: ArticlePage, cast: Cast
) -> None:
    ahead = datetime(2199, 3, 1, 0, 30, tzinfo=OFFICE)
    asks(draft, shown_at=ahead)
    client.force_login(cast.publisher)
    page = client.get(reverse("news:sign", args=[draft.pk])).content.decode()
    assert "00:30, 1/3/2199" in page[page.index('id="hen-gio"') :]
    said = {**shown(client, draft), "is_open_seen": "on"}
    answer = client.post(reverse("news:sign", args=[draft.pk]), said, follow=True)
    page = answer.content.decode()
    assert "Đã ký" in page
    assert 'name="seen"' not in page
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()
    assert 'name="action-publish"' not in edit
    client.force_login(cast.editor)
    client.post(reverse("news:stop", args=[draft.pk]))
    (notice,) = Notice.objects.filter(user=cast.publisher)
    assert "1/3/2199 00:30" in notice.text
    assert verbs(draft)[-2:] == ["article.scheduled", "article.stopped"]
    again = client.post(reverse("news:stop", args=[draft.pk]), follow=True)
    assert "không có gì chờ đăng" in again.content.decode()
    draft.refresh_from_db()
    assert not draft.approved_schedule


def test_another_moment_than_the_one_shown_is_not_signed(
    client: Client, draft: ArticlePage, cast: Cast
) -> None:
    asks(draft, go_live_at=datetime(2199, 3, 1, tzinfo=UTC))
    client.force_login(cast.publisher)
    seen = shown(client, draft)
    asks(draft, go_live_at=datetime(2199, 3, 2, tzinfo=UTC))
    said = {**seen, "is_open_seen": "on"}
    assert client.post(reverse("news:sign", args=[draft.pk]), said).status_code == 422


def test_it_is_signed_once_and_a_stopped_one_does_not_go_out(
    waiting: ArticlePage, cast: Cast
) -> None:
    with pytest.raises(SignedAlready):
        signed(waiting, cast)
    stop_article(waiting, by=cast.editor, at=BEFORE)
    send_out_due(at=AFTER)
    assert not is_live(waiting)
    with pytest.raises(NotSigned):
        stop_article(waiting, by=cast.editor, at=AFTER)


@pytest.mark.parametrize("moves", ["value", "coverage", "words", "release", "right"])
def test_what_moved_since_it_was_signed_stays_a_draft_and_is_told(
    waiting: ArticlePage, released: Numbers, cast: Cast, moves: str
) -> None:
    if moves == "value":
        released.amounts["classes"] = 18
        check_pins(at=BEFORE)
    elif moves == "coverage":
        released.of = (20, 21)
    elif moves == "words":
        asks(waiting, lead="Dẫn khác.")
    elif moves == "release":
        withdraw_release(Release.objects.get(key="classes"), "Sai.", by=cast.chief, at=BEFORE)
    else:
        Appointment.objects.filter(user=cast.publisher).delete()
    Notice.objects.all().delete()
    send_out_due(at=AFTER)
    send_out_due(at=AFTER + timedelta(seconds=5))
    page = ArticlePage.objects.get(pk=waiting.pk)
    assert not page.live
    assert not page.approved_schedule
    assert verbs(page)[-1] == "article.held_back"
    told = Notice.objects.all()
    assert {notice.user for notice in told} == {cast.publisher, cast.planner}
    assert all("1/3/2023 00:00" in notice.text for notice in told)
    assert told[0].link == reverse("news:sign", args=[page.pk])


def test_a_public_article_stays_as_it_is_until_its_next_version_is_due(
    article: ArticlePage, cast: Cast
) -> None:
    page = article.get_latest_revision_as_object()
    page.lead = "Dẫn mới."
    page.go_live_at = DUE
    page.save_revision()
    signed(article, cast)
    assert ArticlePage.objects.live().get(pk=article.pk).lead == "Hội nghị chiều 28/7/2022."
    send_out_due(at=AFTER)
    assert ArticlePage.objects.live().get(pk=article.pk).lead == "Dẫn mới."


def test_what_is_withdrawn_takes_its_next_version_with_it(article: ArticlePage, cast: Cast) -> None:
    signed(asks(article, go_live_at=DUE), cast)
    withdraw_article(article, reason="Sai.", by=cast.publisher, at=BEFORE)
    send_out_due(at=AFTER)
    assert not is_live(article)
    assert verbs(article)[-1] == "article.withdrawn"


def test_an_article_ends_when_it_was_signed_to_and_says_why(
    client: Client, draft: ArticlePage, cast: Cast
) -> None:
    with pytest.raises(NotReady, match="đã qua"):
        signed(asks(draft, expire_at=AT), cast)
    signed(asks(draft, expire_at=DUE), cast)
    withdraw_expired(at=BEFORE)
    assert is_live(draft)
    Appointment.objects.filter(user=cast.publisher).delete()  # the signature stands
    for turn in range(2):
        withdraw_expired(at=AFTER + timedelta(seconds=turn))
    page = ArticlePage.objects.get(pk=draft.pk)
    answer = client.get(page.url)
    assert answer.status_code == 410
    assert "Hết thời hạn đăng" in answer.content.decode()
    assert verbs(page).count("article.withdrawn") == 1
    assert page.versions.last().by == cast.publisher


def many(section: SectionPage, cast: Cast, count: int) -> list[ArticlePage]:
    return [
        signed(
            create_draft(
                section, title="Tin sáng", lead="Sáng.", body=[("paragraph", "<p>Lời.</p>")],
                byline="Tổ", shown_at=DUE + timedelta(seconds=n), by=cast.editor, at=AT,
            ),
            cast,
        )
        for n in range(count)
    ]  # fmt: skip


def test_of_fifty_due_in_one_minute_each_goes_out_once_whatever_stops_the_worker_between(
    section: SectionPage, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = many(section, cast, 50)
    publish, left = due.publish_article, iter(range(20))

    def killed(page: ArticlePage, **said: Any) -> ArticlePage:
        done = publish(page, **said)
        if next(left, None) is None:
            raise KeyboardInterrupt  # after the twenty-first was written, before it was kept
        return done

    monkeypatch.setattr(due, "publish_article", killed)
    end = DUE + timedelta(minutes=1)
    with pytest.raises(KeyboardInterrupt):
        send_out_due(at=end)
    assert ArticlePage.objects.live().count() == 20
    monkeypatch.setattr(due, "publish_article", publish)
    send_out_due(at=end + timedelta(seconds=5))
    assert ArticlePage.objects.live().count() == 50
    assert {verbs(page).count("article.published") for page in pages} == {1}
    assert max(page.versions.count() for page in pages) == 1


def test_one_that_fails_keeps_no_other_back_and_is_tried_again(
    section: SectionPage, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = many(section, cast, 2)
    publish = due.publish_article

    def fails(page: ArticlePage, **said: Any) -> ArticlePage:
        if page.pk == first.pk:
            raise ZeroDivisionError
        return publish(page, **said)

    monkeypatch.setattr(due, "publish_article", fails)
    send_out_due(at=DUE + timedelta(seconds=1))
    assert [is_live(page) for page in (first, second)] == [False, True]
    monkeypatch.setattr(due, "publish_article", publish)
    send_out_due(at=DUE + timedelta(seconds=6))
    assert is_live(first)


def test_what_fails_three_times_is_held_back_and_the_administrator_is_told_too(
    section: SectionPage, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    [page] = many(section, cast, 1)

    def fails(page: ArticlePage, **said: Any) -> ArticlePage:
        raise refusals.pop()

    monkeypatch.setattr(due, "publish_article", fails)
    refusals = [ZeroDivisionError()] * 4
    refusals.append(OperationalError("database is locked"))  # is asked again, however often
    for turn in range(4):
        assert SignedAhead.objects.filter(page=page).exists()
        send_out_due(at=AFTER + timedelta(seconds=5 * turn))
    assert not SignedAhead.objects.filter(page=page).exists()
    assert verbs(page)[-1] == "article.held_back"
    for person in (cast.publisher, cast.editor, cast.administrator):
        (notice,) = Notice.objects.filter(user=person)
        assert "3 lần" in notice.text
    send_out_due(at=AFTER + timedelta(seconds=30))
    assert len(refusals) == 1


def test_what_cannot_be_withdrawn_is_told_after_three_times_and_tried_no_more(
    draft: ArticlePage, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed(asks(draft, expire_at=DUE), cast)
    refusals: list[Exception] = [ZeroDivisionError()] * 4

    def fails(*what: Any, **said: Any) -> None:
        raise refusals.pop()

    monkeypatch.setattr(due, "take_down", fails)
    for turn in range(5):
        withdraw_expired(at=AFTER + timedelta(seconds=5 * turn))
    assert len(refusals) == 1
    assert is_live(draft)
    assert verbs(draft)[-1] == "article.left_public"
    for person in (cast.publisher, draft.owner, cast.administrator):
        (notice,) = Notice.objects.filter(user=person)
        assert "vẫn đang công khai" in notice.text


def test_the_worker_looks_for_what_is_due_many_times_a_minute() -> None:
    for name in ("send_out_due", "withdraw_expired"):
        assert JOBS[f"nhip.portal.news.actions.{name}"] <= 10


def test_no_other_door_puts_a_scheduled_article_out(waiting: ArticlePage) -> None:
    with pytest.raises(ValidationError):
        waiting.scheduled_revision.publish()
    assert not is_live(waiting)
