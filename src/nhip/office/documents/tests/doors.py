"""Who may open the addresses of this room."""

from tests.doors import ANYBODY, REGION, STAFF, Door, Stage


def made(stage: Stage) -> dict[str, object]:
    return {"document": stage.world.directive.pk}


DOORS = {
    "documents:list": Door(STAFF - {"administrator"}, sees=ANYBODY),
    "documents:document": Door(REGION, "document"),
}
