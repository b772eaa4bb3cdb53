"""Who may open the addresses of this room."""

from tests.doors import ANYBODY, REGION, STAFF, UNIT, Door, Stage


def made(stage: Stage) -> dict[str, object]:
    return {"plan": stage.world.plan.pk}


DOORS = {
    "plans:list": Door(STAFF - {"administrator"}, sees=ANYBODY),
    "plans:plan": Door(REGION | UNIT, "plan"),
    "plans:appraise": Door(REGION | UNIT, "plan", post=True),
}
