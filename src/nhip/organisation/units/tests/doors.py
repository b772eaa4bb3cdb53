"""Who may open the addresses of this room."""

from tests.doors import ANYBODY, REGION, STAFF, UNIT, Door, Stage


def made(stage: Stage) -> dict[str, object]:
    return {"unit": stage.cast.unit.pk}


DOORS = {
    "units:tree": Door(STAFF, sees=ANYBODY),
    "units:unit": Door(REGION | UNIT | {"administrator"}, "unit"),
    "units:import": Door(frozenset({"administrator"}), sees=ANYBODY),
    "units:list_template": Door(frozenset({"administrator"}), sees=ANYBODY),
    "units:change": Door(
        frozenset({"administrator"}), "unit", more=("doi-ten",), sees=REGION | UNIT
    ),
}
