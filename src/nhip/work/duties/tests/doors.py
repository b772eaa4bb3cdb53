"""Who may open the addresses of this room."""

from nhip.work.duties.actions import publish_regime
from nhip.work.duties.tests.makers import AT, draft
from tests.doors import ANYBODY, EDITORS, REGION, STAFF, UNIT, Door, Stage


def made(stage: Stage) -> dict[str, object]:
    in_force = draft(stage.desk, code="hieu-luc", frequency="adhoc")
    publish_regime(in_force, by=stage.cast.planner, at=AT)
    return {
        "in_force": in_force.pk,
        "obligation": stage.desk.obligation.pk,
        "regime": stage.desk.regime.pk,
    }


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
    "duties:decide": Door(
        frozenset({"planner", "chief"}),
        "in_force",
        ("ket-thuc",),
        sees=STAFF - {"administrator"},
    ),
    "duties:several": Door(frozenset({"planner", "chief", "unit_chief"}), sees=ANYBODY),
    "duties:obligation": Door(REGION | UNIT, "obligation"),
}
