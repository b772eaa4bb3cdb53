import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from nhip.office.documents.actions import strike_document
from nhip.office.documents.tests.makers import AT
from nhip.office.figures.actions import compare_noted, pin
from nhip.organisation.people.actions import lay_down
from nhip.organisation.people.models import Authority
from nhip.work.reviews import registry
from nhip.work.reviews.actions import approve_review
from tests.cast import START

from .world import build


@pytest.fixture
def world(cast):
    return build(cast)


def address(world):
    return reverse("reviews:conference", args=[world.conference.pk])


def show(client, user, world, **query):
    client.force_login(user)
    return client.get(address(world), query or {"phan": 2})


def test_the_conference_shows_its_reviews_as_tabs(client, cast, world):
    html = show(client, cast.planner, world, phan=1).content.decode()
    assert "Năm năm 2017–2021" in html
    assert "Phần này chưa có số liệu nào" in html
    html = show(client, cast.planner, world).content.decode()
    assert "Lớp tập huấn, bồi dưỡng" in html
    assert "9 số: 9 chưa duyệt" in html
    assert show(client, cast.planner, world, phan=7).status_code == 404


def test_one_figure_is_followed_and_leads_further_down(client, cast, world):
    html = show(client, cast.planner, world, phan=2, so="programmes").content.decode()
    assert "2 chương trình tháng" in html
    assert 'class="chart"' in html
    assert "/lam-viec/tong-hop/programmes/?" in html


@pytest.mark.parametrize("who", ["reader", "reporter", "stranger"])
def test_a_stranger_gets_the_answer_of_a_conference_that_is_not_there(client, cast, world, who):
    assert show(client, getattr(cast, who), world).status_code == 404
    post = reverse("reviews:approve", args=[world.review.pk])
    assert client.post(post).status_code == 404
    assert client.get(reverse("reviews:list")).status_code == 403


def test_the_chief_approves_and_all_are_told_who_and_when(client, cast, world):
    page = show(client, cast.chief, world)
    assert "Duyệt số liệu phần này" in page.content.decode()
    post = reverse("reviews:approve", args=[world.review.pk])
    assert client.post(post, {"seen": page.context["seen"]}).status_code == 302
    html = show(client, cast.planner, world).content.decode()
    assert "Thủ trưởng, Cơ quan gốc đã duyệt lúc" in html
    assert "9 số: 9 đã duyệt" in html
    assert "Duyệt số liệu phần này" not in html


def test_a_chief_who_does_not_say_what_they_saw_approves_nothing(client, cast, world):
    client.force_login(cast.chief)
    answer = client.post(reverse("reviews:approve", args=[world.review.pk]), follow=True)
    assert "Xem lại rồi hãy duyệt" in answer.content.decode()
    world.review.refresh_from_db()
    assert world.review.approved_at is None


def test_the_planner_is_not_offered_to_approve(client, cast, world):
    assert "Duyệt số liệu phần này" not in show(client, cast.planner, world).content.decode()
    assert client.post(reverse("reviews:approve", args=[world.review.pk])).status_code == 403


def test_a_changed_figure_comes_first_for_who_decides_and_who_does_not(
    client, cast, world, letters
):
    approve_review(world.review, by=cast.chief, at=AT)
    ref = world.review.reference("directives")
    pin(ref, holder="test.letter", holder_id=1, by=cast.editor, at=AT)
    strike_document(world.directive, reason="ghi trùng", by=cast.planner, at=timezone.now())
    compare_noted()
    html = show(client, cast.planner, world).content.decode()
    assert "cho tới khi có quyết định" in html
    assert 'name="verdict"' not in html
    assert html.index("ghi trùng") < html.index("Lớp tập huấn, bồi dưỡng")
    html = show(client, cast.publisher, world).content.decode()
    assert "ghi trùng" in html
    assert 'name="verdict"' in html


def test_rooms_above_offer_what_one_may_do(client, cast, world, monkeypatch):
    monkeypatch.setattr(registry, "_acts", [])
    registry.register_act(
        "Soạn bài từ phần này",
        lambda review: f"/soan/{review.pk}/",
        lambda user, review: user.has_perm("figures.pin", review.conference.organ),
    )
    html = show(client, cast.planner, world).content.decode()
    assert "/soan/" not in html  # refused until then
    assert "Người duyệt:" in html
    approve_review(world.review, by=cast.chief, at=AT)
    html = show(client, cast.planner, world).content.decode()
    assert f'action="/soan/{world.review.pk}/"' in html
    assert "Soạn bài từ phần này" in html
    assert "Soạn bài từ phần này" not in show(client, cast.chief, world).content.decode()


def test_the_list_shows_conferences_with_their_reviews(
    client, cast, world, django_assert_num_queries
):
    client.force_login(cast.planner)
    html = client.get(reverse("reviews:list")).content.decode()
    assert "Hội nghị sơ kết ngày 28/7/2022" in html
    assert "chưa duyệt" in html
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("reviews:list"))
    conference = world.conference
    conference.pk = None
    conference.save()
    with django_assert_num_queries(len(few)):
        client.get(reverse("reviews:list"))


def test_a_refusal_of_the_table_of_authority_is_told_at_the_review(client, cast, world):
    line = Authority(verb="decide", subject="review", level=4, start_on=START, basis="Quy chế")
    lay_down(line, by=cast.administrator, at=AT)
    client.force_login(cast.chief)
    answer = client.post(reverse("reviews:approve", args=[world.review.pk]), follow=True)
    assert answer.status_code == 200
    assert "Bảng phân cấp không giao" in answer.content.decode()
    world.review.refresh_from_db()
    assert world.review.approved_at is None
