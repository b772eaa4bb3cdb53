"""Who may open the addresses of this room."""

from nhip.portal.shelves.actions import make_shelf
from nhip.portal.shelves.choices import ShelfKind
from nhip.work.reports.tests.desk import LATER
from tests.doors import ANYBODY, EDITORS, Door, Stage


def made(stage: Stage) -> dict[str, object]:
    author = make_shelf(ShelfKind.AUTHOR, "Người viết", by=stage.cast.editor, at=LATER)
    return {"author": author.pk}


DOORS = {
    "shelves:list": Door(EDITORS, sees=ANYBODY),
    "shelves:change": Door(EDITORS, "author", sees=ANYBODY),
    "shelves:names": Door(EDITORS, sees=ANYBODY),
}
