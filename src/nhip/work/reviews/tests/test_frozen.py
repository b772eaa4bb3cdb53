"""What a chief approved stays whole: value, parts, of how many and the year before, at one moment."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from nhip.office.documents.actions import strike_document
from nhip.office.documents.tests.makers import AT
from nhip.office.figures import registry
from nhip.office.figures.actions import accept_change, compare_noted
from nhip.office.figures.models import Pin, Release
from nhip.organisation.periods.rules import Span
from nhip.work.reviews.actions import LooksBack, approve_review, take_in_reviews
from nhip.work.reviews.models import FrozenFigure
from nhip.work.reviews.queries import broken_lines, changed, shown_figures, state_key
from nhip.work.reviews.rules import HOLDER, FiguresMoved
from nhip.work.training.actions import strike_class

from .test_queries import ask, by_key
from .world import NINE, build


@pytest.fixture
def world(cast):
    return build(cast)


def moved(world, cast):
    """One paper is struck after the approval."""
    strike_document(world.programme, reason="ghi trùng", by=cast.planner, at=timezone.now())
    compare_noted()


def line(world, key="programmes"):
    return by_key(shown_figures(world.review))[key]


def test_every_line_is_frozen_as_it_was_shown(cast, world):
    before = by_key(shown_figures(world.review))
    approve_review(world.review, by=cast.chief, at=AT)
    after = by_key(shown_figures(world.review))
    assert set(after) == set(NINE)
    for key, frozen in after.items():
        assert frozen.frozen.since == AT
        shown = [
            each and replace(each, years="") for each in (before[key].resolved, before[key].before)
        ]
        assert [frozen.resolved, frozen.before] == shown, key  # its years stand in what cites it
    assert broken_lines() == []


def test_nothing_of_a_frozen_line_follows_its_source(cast, world):
    approve_review(world.review, by=cast.chief, at=AT)
    before = line(world)
    moved(world, cast)
    after = line(world)
    assert (after.value, after.said, after.resolved) == (before.value, before.said, before.resolved)
    [note] = changed(shown_figures(world.review))
    assert [item.pin.key for item in note.items] == ["programmes"]


def test_a_frozen_review_asks_no_source(cast, world):
    approve_review(world.review, by=cast.chief, at=AT)
    with CaptureQueriesContext(connection) as asked:
        shown_figures(world.review)
    assert not [each for each in asked if "documents_document" in each["sql"]]


def test_a_line_without_a_value_is_approved_as_that(cast, world):
    ask(world.review, "unsaid", "Chưa ai báo cáo", by=cast.planner)
    approve_review(world.review, by=cast.chief, at=AT)
    kept = line(world, "unsaid")
    assert (kept.frozen.amount, kept.value) == (None, "–")
    assert not Release.objects.filter(key="unsaid").exists()


def test_what_the_chief_takes_is_frozen_anew_and_let_out(cast, world):
    approve_review(world.review, by=cast.chief, at=AT)
    moved(world, cast)
    [waiting] = Pin.objects.to_decide()
    at = timezone.now()
    accept_change(waiting, by=cast.chief, at=at)
    first, second = FrozenFigure.objects.filter(key="programmes")
    assert (first.amount, first.until) == (2, at)
    assert (second.amount, second.since, second.until) == (1, at, None)
    assert line(world).value == "1"
    assert Release.objects.standing().get(key="programmes").amount == 1
    assert FrozenFigure.objects.filter(until=None).count() == len(NINE)
    assert broken_lines() == []


def test_an_approval_of_what_moved_meanwhile_is_refused(cast, world):
    seen = state_key(shown_figures(world.review))
    strike_class(world.empty_class, reason="x", by=cast.planner, at=timezone.now())
    with pytest.raises(FiguresMoved):
        approve_review(world.review, seen=seen, by=cast.chief, at=AT)
    assert not FrozenFigure.objects.exists()
    assert not Release.objects.exists()
    seen = state_key(shown_figures(world.review))
    approve_review(world.review, seen=seen, by=cast.chief, at=AT)


def test_the_page_posts_what_it_showed(client, cast, world):
    client.force_login(cast.chief)
    page = f"{reverse('reviews:conference', args=[world.conference.pk])}?phan=2"
    seen = client.get(page).context["seen"]
    assert f'name="seen" value="{seen}"' in client.get(page).content.decode()
    strike_class(world.empty_class, reason="x", by=cast.planner, at=timezone.now())
    post = reverse("reviews:approve", args=[world.review.pk])
    html = client.post(post, {"seen": seen}, follow=True).content.decode()
    assert "Số liệu của phần này vừa thay đổi" in html
    assert "Duyệt số liệu phần này" in html
    assert client.post(post, {"seen": client.get(page).context["seen"]}).status_code == 302
    world.review.refresh_from_db()
    assert world.review.approved_at


@pytest.mark.parametrize(
    "alter",
    [
        lambda rows: rows.update(amount=9),
        lambda rows: rows.update(coverage="khác"),
        lambda rows: rows.delete(),
    ],
)
def test_the_database_itself_refuses(cast, world, alter):
    approve_review(world.review, by=cast.chief, at=AT)
    with pytest.raises(DatabaseError), transaction.atomic():
        alter(FrozenFigure.objects.all())


def test_a_line_altered_by_hand_is_found(cast, world):
    approve_review(world.review, by=cast.chief, at=AT)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER reviews_frozenfigure_stands")
        else:
            cursor.execute("DROP TRIGGER reviews_frozenfigure_stands ON reviews_frozenfigure")
    FrozenFigure.objects.filter(key="classes").update(parts="khác")
    assert broken_lines() == [f"{world.review.pk}/classes"]


def test_many_reviews_are_described_for_the_price_of_two(cast, world, same_queries):
    window = Span(date(2022, 1, 1), date(2022, 7, 1))
    more = [LooksBack(world.conference, f"Phần {n}", window) for n in range(18)]
    made = take_in_reviews(more, by=cast.planner, at=AT)
    ids = [each.pk for each in (world.half, world.review, *made)]
    for some in (ids[:2], ids):
        with same_queries():
            assert set(registry.holder(HOLDER).describe(some)) == set(some)
