"""Who may open the addresses of this room."""

from tests.doors import ANYBODY, STAFF, Door, Stage


def made(stage: Stage) -> dict[str, object]:
    return {"indicator": "classes"}


DOORS = {
    "indicators:totals": Door(STAFF - {"administrator"}),
    "indicators:invented": Door(frozenset({"administrator", "planner"}), sees=ANYBODY),
    "indicators:explain": Door(STAFF - {"administrator"}, "indicator", absent="khong-co"),
}
