"""What each verb of this room does, and who may."""

from nhip.portal.responses.actions import (
    block_writer,
    decide_comment,
    decide_comments,
    rate_page,
    send_comment,
    unblock_writer,
)
from nhip.portal.responses.choices import CommentStanding
from nhip.work.reports.tests.desk import LATER
from tests.doors import ROLES, Stage
from tests.verbs import Verb

EDITORS = frozenset({"editor", "publisher"})


def comment(stage: Stage) -> object:
    return send_comment(stage.home, "Xin hỏi thêm.", by=stage.cast.reader, at=LATER)


VERBS = [
    Verb(  # whoever reads may, and no journal knows
        "rate_page",
        lambda stage, by: rate_page(stage.home, token="t", origin="o", points=5, at=LATER),
        frozenset(ROLES),
        anywhere=True,
        writes=frozenset({"responses_originday", "responses_rating", "responses_tally"}),
        purges=lambda stage: {f"votes:{stage.home.pk}"},
    ),
    Verb(
        "send_comment",
        lambda stage, by: send_comment(stage.home, "Xin hỏi.", by=by, at=LATER),
        frozenset(ROLES),
        anywhere=True,
        writes=frozenset({"responses_comment"}),
    ),
    Verb(
        "decide_comment",
        lambda comment, by: decide_comment(comment, CommentStanding.SHOWN, by=by, at=LATER),
        EDITORS,
        given=comment,
        anywhere=True,
        writes=frozenset({"responses_comment"}),
        journals=("responses.comment_shown",),
        purges=lambda stage: {f"responses:{stage.home.pk}"},
    ),
    Verb(
        "decide_comment",
        lambda comment, by: decide_comment(
            comment, CommentStanding.HIDDEN, reason="Lạc đề.", by=by, at=LATER
        ),
        EDITORS,
        given=comment,
        anywhere=True,
        writes=frozenset({"responses_comment"}),
        journals=("responses.comment_hidden",),
    ),
    Verb(
        "decide_comment",
        lambda comment, by: decide_comment(
            comment, CommentStanding.HIDDEN, reason="Lạc đề.", by=by, at=LATER
        ),
        EDITORS,
        given=lambda stage: decide_comment(
            comment(stage), CommentStanding.SHOWN, by=stage.cast.editor, at=LATER
        ),
        anywhere=True,
        writes=frozenset({"responses_comment"}),
        journals=("responses.comment_hidden",),
        purges=lambda stage: {f"responses:{stage.home.pk}"},
    ),
    Verb(
        "decide_comments",
        lambda comment, by: decide_comments([comment], CommentStanding.SHOWN, by=by, at=LATER),
        EDITORS,
        given=comment,
        anywhere=True,
        writes=frozenset({"responses_comment"}),
        journals=("responses.comment_shown",),
        purges=lambda stage: {f"responses:{stage.home.pk}"},
    ),
    Verb(
        "block_writer",
        lambda stage, by: block_writer(stage.cast.reader, reason="Quảng cáo.", by=by, at=LATER),
        EDITORS,
        anywhere=True,
        writes=frozenset({"responses_blockedwriter"}),
        journals=("responses.writer_blocked",),
    ),
    Verb(
        "unblock_writer",
        lambda stage, by: unblock_writer(stage.cast.reader, by=by, at=LATER),
        EDITORS,
        given=lambda stage: (
            block_writer(stage.cast.reader, reason="Nhầm.", by=stage.cast.editor, at=LATER),
            stage,
        )[1],
        anywhere=True,
        writes=frozenset({"responses_blockedwriter"}),
        journals=("responses.writer_unblocked",),
    ),
]
HOUSE = ["forget_origins", "show_ratings"]  # the worker's
