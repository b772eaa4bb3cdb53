"""Who may open the addresses of this room."""

from tests.doors import ANYBODY, EDITORS, REGION, STAFF, UNIT, Door, Stage


def made(stage: Stage) -> dict[str, object]:
    return {"obligation": stage.desk.obligation.pk, "regime": stage.desk.regime.pk}


DOORS = {
    "duties:regimes": Door(STAFF - {"administrator"}, sees=ANYBODY),
    "duties:new_regime": Door(REGION - EDITORS | {"unit_chief"}, sees=ANYBODY),
    "duties:regime": Door(frozenset({"planner", "chief"}), "regime"),  # a draft
    "duties:write_regime": Door(
        frozenset({"planner", "chief"}), "regime", sees=ANYBODY - {"unit_chief"}
    ),
    "duties:publish": Door(frozenset({"planner", "chief"}), "regime", post=True),
    "duties:ask_once": Door(frozenset({"planner", "chief"}), "regime"),  # a draft
    "duties:ask": Door(REGION - EDITORS | {"unit_chief"}, sees=ANYBODY),
    "duties:several": Door(frozenset({"planner", "chief", "unit_chief"}), sees=ANYBODY),
    "duties:obligation": Door(REGION | UNIT, "obligation"),
}
