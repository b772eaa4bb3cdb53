"""Who may open the addresses of this room."""

from datetime import timedelta

from nhip.portal.responses.actions import send_comment
from nhip.work.reports.tests.desk import LATER
from tests.doors import ANYBODY, EDITORS, ROLES, Door, Stage


def made(stage: Stage) -> dict[str, object]:
    before = LATER - timedelta(minutes=1)  # or else the next of this reader came too soon
    return {
        "home": stage.home.pk,
        "writer": stage.cast.reader.pk,
        "comment": send_comment(stage.home, "Bài hay.", by=stage.cast.reader, at=before).pk,
    }


DOORS = {
    "responses:comments": Door(ANYBODY, "home"),
    "responses:rate": Door(ANYBODY, "home", post=True),
    "responses:comment": Door(frozenset(ROLES), "home", post=True),
    "responses:moderation": Door(EDITORS, sees=ANYBODY),
    "responses:decide_many": Door(EDITORS, post=True, sees=ANYBODY),
    "responses:block": Door(EDITORS, "writer", post=True, sees=ANYBODY),
    "responses:unblock": Door(EDITORS, "writer", post=True, sees=ANYBODY),
    "responses:decide": Door(EDITORS, "comment", post=True),
}
