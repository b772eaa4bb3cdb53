"""What each verb of this room does, and who may: over an article's figures, and over a review's."""

from nhip.office.figures.actions import (
    NewAnswer,
    accept_change,
    answer_number,
    compare_noted,
    decide_changes,
    keep_value,
    note_moves,
    pin,
    release,
    unpin,
    withdraw_release,
)
from nhip.office.figures.models import Pin
from nhip.office.figures.registry import Event, Move, Reference
from nhip.portal.news.models import HOLDER as ARTICLE
from nhip.work.reports.tests.desk import LATER, TOO_LATE
from nhip.work.reviews.rules import HOLDER as REVIEW
from nhip.work.training.actions import strike_class
from tests.doors import Stage
from tests.verbs import Verb

EDITORS = frozenset({"editor", "publisher"})


def of(holder: str, stage: Stage) -> Pin:
    return Pin.objects.filter(holder=holder, key="classes").latest("pk")


def moved(holder: str, stage: Stage) -> Pin:
    """A class was struck, and its figure waits for a decision."""
    window = stage.world.review
    strike_class(stage.world.empty_class, reason="x", by=stage.cast.planner, at=LATER)
    why = Event("Một lớp bị gạch.", LATER, "/", stage.cast.planner)
    window = window.start_on, window.end_on
    note_moves([Move(["classes"], stage.cast.root.pk, *window, why)])
    compare_noted()
    return of(holder, stage)


def let_out(pin: Pin, stage: Stage) -> Pin:
    """The chief has released what its source says by now."""
    release(pin.reference, by=stage.cast.chief, at=LATER)
    return pin


def not_yet_cited(stage: Stage) -> Reference:
    """A figure that is let out and stands in no text."""
    return release(stage.world.half.reference("classes"), by=stage.cast.chief, at=LATER).reference


VERBS = [
    Verb(
        "release",
        lambda ref, by: release(ref, by=by, at=LATER),
        frozenset({"chief", "publisher"}),
        given=lambda stage: stage.world.half.reference("classes"),
        writes=frozenset({"figures_release"}),
        journals=("figure.released",),
    ),
    Verb(
        "withdraw_release",
        lambda release, by: withdraw_release(release, "Nhầm kỳ.", by=by, at=LATER),
        frozenset({"chief", "publisher"}),
        given=lambda stage: release(
            stage.world.half.reference("classes"), by=stage.cast.chief, at=LATER
        ),
        writes=frozenset({"figures_release"}),
        journals=("figure.withdrawn",),
    ),
    Verb(
        "pin",
        lambda asked, by: pin(
            asked[0], holder=ARTICLE, holder_id=asked[1].article.pk, by=by, at=LATER
        ),
        EDITORS | {"planner"},
        given=lambda stage: (not_yet_cited(stage), stage),
        writes=frozenset({"figures_citedvalue", "figures_pin"}),
        journals=("figure.pinned",),
    ),
    Verb(
        "answer_number",
        lambda article, by: answer_number(
            ARTICLE, article.pk, NewAnswer("lead", "# lớp", 0, "99"), by=by, at=LATER
        ),
        EDITORS | {"planner"},
        given=lambda stage: stage.article,
        writes=frozenset({"figures_numberanswer"}),
        journals=("number.answered",),
    ),
    Verb(
        "unpin",
        lambda pin, by: unpin(pin, by=by, at=LATER),
        EDITORS | {"planner"},
        given=lambda stage: of(ARTICLE, stage),
        writes=frozenset({"figures_citedvalue", "figures_pin"}),
        journals=("figure.unpinned",),
    ),
    Verb(
        "accept_change",
        lambda pin, by: accept_change(pin, by=by, at=TOO_LATE),
        EDITORS,
        given=lambda stage: let_out(moved(ARTICLE, stage), stage),
        writes=frozenset(
            {
                "figures_citedvalue",
                "figures_decision",
                "figures_moving",
                "figures_pin",
                "news_articlepage",
            }
        ),
        journals=("figure.accepted",),
        purges=lambda stage: {f"pin:{of(ARTICLE, stage).pk}"},
    ),
    Verb(
        "accept_change",
        lambda pin, by: accept_change(pin, by=by, at=TOO_LATE),
        frozenset({"chief"}),
        given=lambda stage: moved(REVIEW, stage),
        writes=frozenset(
            {
                "figures_citedvalue",
                "figures_decision",
                "figures_moving",
                "figures_pin",
                "figures_release",
                "reviews_frozenfigure",
            }
        ),
        journals=("figure.accepted", "figure.released"),
    ),
    Verb(
        "decide_changes",
        lambda pin, by: decide_changes(
            (ARTICLE, pin.holder_id),
            pin.last_cause,
            taken={},
            kept={pin.pk: pin.seen_key},
            reason="Sổ đang được rà.",
            by=by,
            at=LATER,
        ),
        EDITORS,
        given=lambda stage: moved(ARTICLE, stage),
        writes=frozenset({"figures_decision", "figures_moving", "figures_pin"}),
        journals=("figure.kept",),
    ),
    Verb(
        "keep_value",
        lambda pin, by: keep_value(pin, "Sổ đang được rà.", by=by, at=LATER),
        EDITORS,
        given=lambda stage: moved(ARTICLE, stage),
        writes=frozenset({"figures_decision", "figures_moving", "figures_pin"}),
        journals=("figure.kept",),
    ),
]
HOUSE = [
    "call_sample",  # the verb that says a source is invented
    "check_pins",  # comparing changes no text
    "compare_noted",
    "keep_in_step",  # the verb that keeps the words of a text
    "note_moves",
    "say_number",  # the verbs that bind numbers of a review and of a report
    "release_cited",  # the verb that publishes lets out what it showed
    "note_published",  # the verb that puts a text before the public
    "rest_pins",  # the verb that puts a text into a bin
    "wake_pins",  # and the one that takes it out
]
