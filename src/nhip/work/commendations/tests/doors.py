"""Who may open the addresses of this room."""

from tests.doors import ANYBODY, REGION, STAFF, UNIT, Door, Stage

PLANNER = frozenset({"planner"})
READERS = REGION | UNIT | {"administrator"}
OF_PAPERS = REGION | {"administrator"}


def made(stage: Stage) -> dict[str, object]:
    line = stage.world.collective
    return {"certificate": line.pk, "decision": line.decision_id}


DOORS = {
    "commendations:list": Door(STAFF, sees=ANYBODY),
    "commendations:decisions": Door(PLANNER, sees=ANYBODY),
    "commendations:enter": Door(PLANNER, "decision", sees=OF_PAPERS),
    "commendations:take_in": Door(PLANNER, "decision", sees=OF_PAPERS),
    "commendations:template": Door(PLANNER, "decision", sees=OF_PAPERS),
    "commendations:certificate": Door(READERS, "certificate"),
    "commendations:correct": Door(PLANNER, "certificate", sees=READERS),
}
