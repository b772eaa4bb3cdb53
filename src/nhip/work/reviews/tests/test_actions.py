import pytest
from django.core.exceptions import PermissionDenied

from nhip.office.documents.tests.makers import AT
from nhip.office.figures.actions import compare_noted
from nhip.office.figures.choices import PinState
from nhip.office.figures.models import Pin, Release
from nhip.office.notices.queries import unread
from nhip.organisation.journal.queries import history
from nhip.work.commendations.actions import (
    correct_certificate,
    restore_certificate,
    strike_certificate,
)
from nhip.work.reviews.actions import approve_review
from nhip.work.reviews.rules import AlreadyApproved

from .world import NINE, build


@pytest.fixture
def review(cast):
    return build(cast).review


def test_approving_lets_every_figure_of_the_review_out(cast, review):
    done = approve_review(review, by=cast.chief, at=AT)
    assert (done.approved_by, done.approved_at) == (cast.chief, AT)
    let_out = {release.reference for release in Release.objects.all()}
    assert let_out == {review.reference(key) for key in NINE}
    assert history(review)[-1].verb == "review.approved"


def test_planners_and_editors_are_told(cast, review):
    approve_review(review, by=cast.chief, at=AT)
    for person in (cast.planner, cast.editor, cast.publisher):
        [notice] = unread(person)
        assert "Năm năm 2017–2021" in notice.text
        assert notice.link.endswith("?phan=2")
    assert not unread(cast.reader)


def test_a_review_is_approved_once(cast, review):
    approve_review(review, by=cast.chief, at=AT)
    with pytest.raises(AlreadyApproved):
        approve_review(review, by=cast.chief, at=AT)


@pytest.mark.parametrize("who", ["planner", "unit_chief", "editor", "publisher", "reader"])
def test_only_the_chief_of_the_organs_unit_approves(cast, review, who):
    with pytest.raises(PermissionDenied):
        approve_review(review, by=getattr(cast, who), at=AT)
    assert not Release.objects.exists()


def test_a_corrected_certificate_moves_the_figures_it_left_and_came_to(cast):
    world = build(cast)
    approve_review(world.review, by=cast.chief, at=AT)
    told = {"reason": "ghi nhầm", "by": cast.planner, "at": AT}
    correct_certificate(world.collective, {"merit": "Thành tích khác"}, **told)
    compare_noted()
    assert not Pin.objects.exclude(state=PinState.FRESH).exists()
    fields = {"recipient": "individual", "written_as": "Trợ lý tổng hợp"}
    correct_certificate(world.collective, fields, **told)
    compare_noted()
    moved = Pin.objects.filter(state=PinState.CHANGED).order_by("key")
    assert [(pin.key, pin.amount, pin.new_amount) for pin in moved] == [
        ("commended_collectives", 2, 1),
        ("commended_individuals", 2, 3),
    ]
    assert all("ghi nhầm" in pin.last_cause.words for pin in moved)
    fields = {"recipient": "collective", "written_as": "Đơn vị 07"}
    correct_certificate(world.collective, fields, **told)
    strike_certificate(world.collective, **told)
    restore_certificate(world.collective, **told)
    compare_noted()
    assert not Pin.objects.exclude(state=PinState.FRESH).exists()
