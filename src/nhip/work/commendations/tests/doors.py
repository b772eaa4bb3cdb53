"""Who may open the addresses of this room."""

from tests.doors import ANYBODY, REGION, STAFF, UNIT, Door, Stage


def made(stage: Stage) -> dict[str, object]:
    return {"certificate": stage.world.collective.pk}


DOORS = {
    "commendations:list": Door(STAFF - {"administrator"}, sees=ANYBODY),
    "commendations:certificate": Door(REGION | UNIT, "certificate"),
}
