"""What each verb of this room does, and who may."""

from nhip.work.reviews.actions import approve_review
from nhip.work.reviews.models import ReviewFigure
from tests.doors import Stage
from tests.verbs import Verb

from .test_actions import AT


def waiting(stage: Stage) -> object:
    ReviewFigure.objects.create(review=stage.world.half, key="classes")
    return stage.world.half


VERBS = [
    Verb(
        "approve_review",
        lambda review, by: approve_review(review, by=by, at=AT),
        frozenset({"chief"}),
        given=waiting,
        writes=frozenset({"figures_pin", "figures_release", "notices_notice", "reviews_review"}),
        journals=(
            "figure.released",
            "figure.pinned",
            "review.approved",
        ),
    ),
]
