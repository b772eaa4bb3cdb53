"""Who may open the addresses of this room."""

from tests.doors import ANYBODY, REGION, STAFF, UNIT, Door, Stage


def made(stage: Stage) -> dict[str, object]:
    return {"class": stage.world.empty_class.pk}


DOORS = {
    "training:list": Door(STAFF - {"administrator"}, sees=ANYBODY),
    "training:class": Door(REGION | UNIT, "class"),
    "training:attendance": Door(REGION | UNIT, "class", post=True),
}
