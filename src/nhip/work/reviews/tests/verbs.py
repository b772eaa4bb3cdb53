"""What each verb of this room does, and who may."""

from typing import Any

from nhip.office.documents.tests.makers import AT, year
from nhip.office.figures.actions import NewAnswer
from nhip.organisation.accounts.models import User
from nhip.work.reviews import actions
from nhip.work.reviews.models import Conference, Participant, Review
from nhip.work.reviews.rules import FigureAsked, PersonWords
from nhip.work.reviews.tests.makers import come
from tests.doors import Stage
from tests.verbs import Verb

PLANNER = frozenset({"planner"})
CONFERENCE = frozenset({"reviews_conference"})
REVIEW = frozenset({"reviews_review"})
PERSON = frozenset({"reviews_participant"})
WHY = "Ghi nhầm."
LINE = NewAnswer("text", "đã mở # lớp.", 0, "9", line="classes")


def half(stage: Stage) -> Review:
    """A review of one figure nobody has approved."""
    asked = [FigureAsked("classes")]
    return actions.set_figures(stage.world.half, asked, by=stage.cast.planner, at=AT)


def worded(stage: Stage) -> Review:
    """A review whose words say a number."""
    half(stage)
    return actions.write_text(stage.world.half, "Đã mở 9 lớp.", by=stage.cast.planner, at=AT)


def free(stage: Stage) -> Conference:
    """A conference without an approved review."""
    return actions.hold_conference(
        stage.world.organ, title="Tổng kết", held_at=AT, by=stage.cast.planner, at=AT
    )


def person(stage: Stage) -> Participant:
    words = PersonWords("Nguyễn Văn Bình", post="Trưởng phòng")
    return come(stage.world.conference, ["attends"], words=words, by=stage.cast.planner)


def struck(made: Any, strike: Any) -> Any:
    """What `made` makes, struck."""
    return lambda stage: strike(made(stage), reason=WHY, by=stage.cast.planner, at=AT)


def because(by: User) -> dict[str, Any]:
    return {"reason": WHY, "by": by, "at": AT}


VERBS = [
    Verb(
        "hold_conference",
        lambda stage, by: actions.hold_conference(
            stage.world.organ, title="Tổng kết", held_at=AT, by=by, at=AT
        ),
        PLANNER,
        writes=CONFERENCE,
        journals=("conference.held",),
    ),
    Verb(
        "correct_conference",
        lambda one, by: actions.correct_conference(one, {"place": "Hội trường A"}, **because(by)),
        PLANNER,
        given=lambda stage: stage.world.conference,
        writes=CONFERENCE,
        journals=("conference.corrected",),
    ),
    Verb(
        "strike_conference",
        lambda one, by: actions.strike_conference(one, **because(by)),
        PLANNER,
        given=free,
        writes=CONFERENCE,
        journals=("conference.struck",),
    ),
    Verb(
        "restore_conference",
        lambda one, by: actions.restore_conference(one, **because(by)),
        PLANNER,
        given=struck(free, actions.strike_conference),
        writes=CONFERENCE,
        journals=("conference.restored",),
    ),
    Verb(
        "add_review",
        lambda stage, by: actions.add_review(
            stage.world.conference, title="Năm 2020", window=year(2020), by=by, at=AT
        ),
        PLANNER,
        writes=REVIEW,
        journals=("review.added",),
    ),
    Verb(
        "correct_review",
        lambda one, by: actions.correct_review(one, {"title": "Nửa năm"}, **because(by)),
        PLANNER,
        given=half,
        writes=REVIEW,
        journals=("review.corrected",),
    ),
    Verb(
        "set_figures",
        lambda one, by: actions.set_figures(one, [FigureAsked("directives")], by=by, at=AT),
        PLANNER,
        given=half,
        writes=frozenset({"reviews_reviewfigure"}),
        journals=("review.figures_set",),
    ),
    Verb(
        "write_text",
        lambda one, by: actions.write_text(one, "Đã mở 2 lớp.", by=by, at=AT),
        PLANNER,
        given=half,
        writes=REVIEW,
        journals=("review.written",),
    ),
    Verb(
        "bind_number",
        lambda one, by: actions.bind_number(one, LINE, by=by, at=AT),
        PLANNER,
        given=worded,
        writes=frozenset({"figures_numberanswer", "reviews_review"}),
        journals=("number.answered", "review.written"),
    ),
    Verb(
        "strike_review",
        lambda one, by: actions.strike_review(one, **because(by)),
        PLANNER,
        given=half,
        writes=REVIEW,
        journals=("review.struck",),
    ),
    Verb(
        "restore_review",
        lambda one, by: actions.restore_review(one, **because(by)),
        PLANNER,
        given=struck(half, actions.strike_review),
        writes=REVIEW,
        journals=("review.restored",),
    ),
    Verb(
        "approve_review",
        lambda review, by: actions.approve_review(review, by=by, at=AT),
        frozenset({"chief"}),
        given=half,
        writes=frozenset(
            {
                "figures_citedvalue",
                "figures_pin",
                "figures_release",
                "notices_notice",
                "reviews_frozenfigure",
                "reviews_review",
            }
        ),
        journals=(
            "figure.released",
            "figure.pinned",
            "figure.pinned",  # the year before
            "review.approved",
        ),
    ),
    Verb(
        "take_in_participants",
        lambda stage, by: come(stage.world.conference, ["chairs"], account=stage.cast.chief, by=by),
        PLANNER,
        writes=PERSON,
        journals=("participant.added",),
    ),
    Verb(
        "correct_participant",
        lambda one, by: actions.correct_participant(one, {"rank": "Đại tá"}, **because(by)),
        PLANNER,
        given=person,
        writes=PERSON,
        journals=("participant.corrected",),
    ),
    Verb(
        "strike_participant",
        lambda one, by: actions.strike_participant(one, **because(by)),
        PLANNER,
        given=person,
        writes=PERSON,
        journals=("participant.struck",),
    ),
    Verb(
        "restore_participant",
        lambda one, by: actions.restore_participant(one, **because(by)),
        PLANNER,
        given=struck(person, actions.strike_participant),
        writes=PERSON,
        journals=("participant.restored",),
    ),
]
