"""Who may open the addresses of this room."""

from nhip.portal.responses.actions import send_comment
from nhip.work.reports.tests.desk import LATER
from tests.doors import ANYBODY, EDITORS, ROLES, Door, Stage


def made(stage: Stage) -> dict[str, object]:
    return {
        "home": stage.home.pk,
        "comment": send_comment(stage.home, "Bài hay.", by=stage.cast.reader, at=LATER).pk,
    }


DOORS = {
    "responses:comments": Door(ANYBODY, "home"),
    "responses:rate": Door(ANYBODY, "home", post=True),
    "responses:comment": Door(frozenset(ROLES), "home", post=True),
    "responses:moderation": Door(EDITORS, sees=ANYBODY),
    "responses:decide": Door(EDITORS, "comment", post=True),
}
