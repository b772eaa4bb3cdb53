"""An article on its way: handed in, edited, returned, taken back, signed; and who is told."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import WorkflowState

from nhip.office.figures.actions import MovedOn
from nhip.office.notices.models import Notice
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import NoReason
from nhip.portal.news.actions import InTheBin, bin_article, publish_article, restore_article
from nhip.portal.news.models import ArticlePage
from nhip.portal.news.tests.conftest import AT
from nhip.portal.news.tests.test_signing import shown
from nhip.portal.news.tests.test_versions import saved
from nhip.portal.newsroom.actions import (
    GoesOutByItself,
    NotHandedIn,
    NothingToHandIn,
    hand_in_article,
    pass_on_article,
    return_article,
    set_step,
    take_back_article,
)
from nhip.portal.newsroom.models import HandedIn, NewsStep
from nhip.portal.newsroom.queries import AskedArticles, board, current_step
from tests.cast import Cast

LATER = AT + timedelta(hours=3)


def told(user: User) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("text", flat=True))


def page_of(client: Client, page: ArticlePage, user: User) -> str:
    client.force_login(user)
    return client.get(reverse("news:sign", args=[page.pk])).content.decode()


def comments_in(editing: str) -> list[tuple[str, str]]:
    """Return where and what the editor's side shows beside the text."""
    known = editing.partition('id="comments-data"')[2].partition(">")[2].partition("</script>")[0]
    return [(each["contentpath"], each["text"]) for each in json.loads(known)["comments"]]


@pytest.fixture
def handed_in(draft: ArticlePage, cast: Cast) -> HandedIn:
    return hand_in_article(draft, by=cast.editor, at=AT)


def test_an_editor_hands_in_what_was_shown_and_the_publisher_is_told_and_signs(
    client: Client, draft: ArticlePage, cast: Cast
) -> None:
    html = page_of(client, draft, cast.editor)
    assert "chưa trình" in html
    mark = html.partition('name="seen" value="')[2].partition('"')[0]
    address = reverse("newsroom:hand_in", args=[draft.pk])
    answer = client.post(address, {"seen": mark})
    assert answer.status_code == 302
    waiting = current_step(draft)
    assert waiting.revision_id == draft.latest_revision_id
    assert waiting.due_at - waiting.started_at == timedelta(hours=24)
    assert told(cast.publisher) == [f"Chờ bạn (Ký duyệt, đăng): {draft.title}"]
    assert told(cast.editor) == []
    html = page_of(client, draft, cast.publisher)
    assert "bước hiện nay: Ký duyệt, đăng" in html
    assert reverse("newsroom:give_back", args=[draft.pk]) in html
    assert address not in html
    sign = reverse("news:sign", args=[draft.pk])
    assert client.post(sign, shown(client, draft)).status_code == 302
    waiting.refresh_from_db()
    assert (waiting.status, waiting.finished_by) == ("approved", cast.publisher)
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_APPROVED
    assert told(cast.editor) == [f"Bài của bạn đã đăng: {draft.title}."]
    assert len(told(cast.publisher)) == 1


def test_a_draft_that_changed_after_it_was_shown_is_not_handed_in(
    client: Client, draft: ArticlePage, cast: Cast
) -> None:
    html = page_of(client, draft, cast.editor)
    mark = html.partition('name="seen" value="')[2].partition('"')[0]
    saved(draft, "<p>Lời khác.</p>")
    answer = client.post(reverse("newsroom:hand_in", args=[draft.pk]), {"seen": mark}, follow=True)
    assert "Bài đã đổi sau khi trang này hiện ra" in answer.content.decode()
    assert current_step(draft) is None


def test_an_edit_asks_anew(
    client: Client, draft: ArticlePage, handed_in: HandedIn, cast: Cast
) -> None:
    with pytest.raises(NothingToHandIn):
        hand_in_article(draft, by=cast.editor, at=LATER)
    saved(draft, "<p>Lời khác.</p>")
    assert "Bài đã sửa sau khi trình" in page_of(client, draft, cast.publisher)
    assert "Trình lại" in page_of(client, draft, cast.editor)
    again = hand_in_article(draft, by=cast.editor, at=LATER)
    assert not again.is_edited
    assert again.due_at == LATER + timedelta(hours=24)
    handed_in.refresh_from_db()
    assert handed_in.status == "cancelled"
    assert WorkflowState.objects.count() == 1


def test_a_draft_saved_over_in_place_asks_anew_too(
    draft: ArticlePage, handed_in: HandedIn, cast: Cast
) -> None:
    revision = draft.get_latest_revision()
    version = revision.as_object()
    version.lead = "Lời dẫn khác."
    version.save_revision(user=revision.user, overwrite_revision=revision)
    assert current_step(draft).is_edited


def test_it_comes_back_with_the_reason_to_whoever_wrote_and_handed_it_in(
    client: Client, draft: ArticlePage, handed_in: HandedIn, cast: Cast
) -> None:
    with pytest.raises(NoReason):
        return_article(draft, reason=" ", by=cast.publisher, at=LATER)
    client.force_login(cast.publisher)
    address = reverse("newsroom:give_back", args=[draft.pk])
    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "Chưa xem trang."})
    assert not current_step(draft).is_returned, "who has seen nothing returns nothing"
    html = page_of(client, draft, cast.publisher)
    seen = html.rpartition('name="seen" value="')[2].partition('"')[0]
    block = next(each.name for each in draft.passages() if "Mở đầu" in each.text)
    said = {"reason": "Thiếu ảnh hội trường.", "place": block, "seen": seen}
    assert client.post(address, {**said, "place": "body.khong-co"}).status_code == 422
    assert client.post(address, said).status_code == 302
    for writer in (cast.editor, cast.planner):
        assert told(writer)[-1].endswith("Thiếu ảnh hội trường.")
    assert "<b>Đoạn văn: Mở đầu.</b><br>Thiếu ảnh" in page_of(client, draft, cast.editor)
    editing = client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()
    assert comments_in(editing) == [(block, "Thiếu ảnh hội trường.")]
    with pytest.raises(NotHandedIn):
        return_article(draft, reason="Nữa.", by=cast.publisher, at=LATER)
    again = hand_in_article(draft, by=cast.editor, at=LATER)
    assert again.workflow_state_id == handed_in.workflow_state_id


def test_whoever_handed_it_in_takes_it_back_and_the_publisher_does_not(
    client: Client, draft: ArticlePage, handed_in: HandedIn, cast: Cast
) -> None:
    address = reverse("newsroom:take_back", args=[draft.pk])
    assert address not in page_of(client, draft, cast.publisher)
    with pytest.raises(PermissionDenied):
        take_back_article(draft, by=cast.publisher, at=LATER)
    assert address in page_of(client, draft, cast.editor)
    assert client.post(address).status_code == 302
    assert current_step(draft) is None
    assert hand_in_article(draft, by=cast.editor, at=LATER)


def test_what_is_public_is_not_handed_in(article: ArticlePage, cast: Cast) -> None:
    with pytest.raises(NothingToHandIn):
        hand_in_article(article, by=cast.editor, at=LATER)


def test_a_publisher_who_wrote_hands_in_to_another(
    client: Client, draft: ArticlePage, cast: Cast
) -> None:
    draft.get_latest_revision_as_object().save_revision(user=cast.publisher)
    assert reverse("newsroom:hand_in", args=[draft.pk]) in page_of(client, draft, cast.publisher)
    hand_in_article(draft, by=cast.publisher, at=AT)
    assert told(cast.publisher) == []


def test_a_step_that_is_in_use_comes_first_and_an_edit_takes_back_what_it_said(
    client: Client, draft: ArticlePage, cast: Cast
) -> None:
    first, last = NewsStep.objects.order_by("pk")
    client.force_login(cast.administrator)
    form = {"name": "Soát lỗi", "hours": "4", "is_used": "on"}
    address = reverse("newsroom:step", args=[first.pk])
    assert client.post(address, {**form, "hours": "0"}).status_code == 422
    answer = client.post(address, form, follow=True)
    assert "Soát lỗi" in answer.content.decode()
    set_step(last, name=last.name, hours=2, is_used=False, by=cast.publisher, at=AT)
    assert NewsStep.objects.get(pk=last.pk).active, "publishing is never left out"
    looked_through = hand_in_article(draft, by=cast.editor, at=AT)
    assert looked_through.due_at == AT + timedelta(hours=4)
    signed = pass_on_article(draft, by=cast.editor, at=LATER)
    assert signed.due_at == LATER + timedelta(hours=2)
    assert told(cast.publisher)[-1].startswith("Chờ bạn (Ký duyệt, đăng)")
    saved(draft, "<p>Lời khác.</p>")
    assert hand_in_article(draft, by=cast.editor, at=LATER).step == first
    saved(draft, "<p>Lời khác nữa.</p>")
    with pytest.raises(MovedOn):
        pass_on_article(draft, by=cast.editor, at=LATER)


def test_what_is_signed_ahead_waits_for_nobody_and_stays_where_it_is(
    client: Client, draft: ArticlePage, cast: Cast
) -> None:
    version = draft.get_latest_revision_as_object()
    version.go_live_at = LATER
    version.save_revision()
    hand_in_article(draft, by=cast.editor, at=AT)
    assert board(AskedArticles(), cast.publisher).waiting == 1
    publish_article(draft, is_open_seen=True, by=cast.publisher, at=AT)
    found = board(AskedArticles(), cast.publisher)
    assert found.waiting == 0
    client.force_login(cast.publisher)
    assert "đã ký, ra lúc" in client.get(reverse("newsroom:board")).content.decode()
    with pytest.raises(GoesOutByItself):
        return_article(draft, reason="Khoan.", by=cast.publisher, at=AT)
    assert reverse("newsroom:give_back", args=[draft.pk]) not in page_of(
        client, draft, cast.publisher
    )


def test_what_is_put_into_the_bin_waits_for_nobody_and_comes_back_with_its_writer(
    draft: ArticlePage, handed_in: HandedIn, cast: Cast
) -> None:
    bin_article(draft, by=cast.editor, at=LATER)
    handed_in.refresh_from_db()
    assert (handed_in.status, handed_in.finished_at) == ("cancelled", LATER)
    with pytest.raises(InTheBin):
        hand_in_article(draft, by=cast.editor, at=LATER)
    page = restore_article(draft, by=cast.editor, at=LATER)
    assert current_step(page) is None
    assert board(AskedArticles(), cast.publisher).waiting == 0


def test_what_came_back_says_why_after_the_bin_too(
    client: Client, draft: ArticlePage, handed_in: HandedIn, cast: Cast
) -> None:
    return_article(draft, reason="Thiếu ảnh hội trường.", by=cast.publisher, at=LATER)
    bin_article(draft, by=cast.editor, at=LATER)
    assert board(AskedArticles(), cast.editor).waiting == 0
    restore_article(draft, by=cast.editor, at=LATER)
    assert "Thiếu ảnh hội trường." in page_of(client, draft, cast.editor)
    assert board(AskedArticles(), cast.editor).waiting == 1
    again = hand_in_article(draft, by=cast.editor, at=LATER)
    assert again.workflow_state_id == handed_in.workflow_state_id


def test_publishing_what_nobody_handed_in_tells_nobody(draft: ArticlePage, cast: Cast) -> None:
    publish_article(draft, is_open_seen=True, by=cast.publisher, at=AT)
    assert not Notice.objects.exists()
