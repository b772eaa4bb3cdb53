"""Who may open the addresses of this room."""

from tests.doors import ANYBODY, REGION, STAFF, UNIT, Door, Stage

PLANNER = frozenset({"planner"})
SEE = REGION | UNIT | {"administrator"}


def made(stage: Stage) -> dict[str, object]:
    return {"plan": stage.world.plan.pk, "kind": stage.world.plan.kind.pk}


DOORS = {
    "plans:list": Door(STAFF, sees=ANYBODY),
    "plans:new": Door(PLANNER, sees=ANYBODY),
    "plans:kinds": Door(PLANNER | {"administrator"}, sees=ANYBODY),
    "plans:rename_kind": Door(PLANNER | {"administrator"}, "kind", sees=ANYBODY),
    "plans:import": Door(PLANNER, sees=ANYBODY),
    "plans:template": Door(PLANNER, sees=ANYBODY),
    "plans:plan": Door(SEE, "plan"),
    "plans:correct": Door(PLANNER, "plan", sees=SEE),
    "plans:appraise": Door(SEE, "plan", post=True),
}
