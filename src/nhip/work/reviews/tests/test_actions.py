import pytest
from django.core.exceptions import PermissionDenied

from nhip.office.documents.tests.makers import AT
from nhip.office.figures.models import Release
from nhip.office.notices.queries import unread
from nhip.organisation.journal.queries import history
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
    assert [doing.verb for doing in history(review)] == ["review.approved"]


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
