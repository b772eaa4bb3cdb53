"""Who may open the addresses of this room."""

from tests.doors import ANYBODY, REGION, STAFF, UNIT, Door, Stage

PLANNER = frozenset({"planner"})
SEE = REGION | UNIT | {"administrator"}


def made(stage: Stage) -> dict[str, object]:
    return {"class": stage.world.empty_class.pk, "line": stage.world.attendance.pk}


DOORS = {
    "training:list": Door(STAFF, sees=ANYBODY),
    "training:new": Door(PLANNER, sees=ANYBODY),
    "training:import": Door(PLANNER, sees=ANYBODY),
    "training:template": Door(PLANNER, sees=ANYBODY),
    "training:class": Door(SEE, "class"),
    "training:correct": Door(PLANNER, "class", sees=SEE),
    "training:add": Door(PLANNER, "class", sees=SEE),
    "training:import_roll": Door(PLANNER, "class", sees=SEE),
    "training:roll_template": Door(PLANNER, "class", sees=SEE),
    "training:attendance": Door(SEE, "line"),
    "training:correct_line": Door(PLANNER, "line", sees=SEE),
}
